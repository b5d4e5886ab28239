import { ALONE, type Company, LIMITER_NAMES, type LimiterName, RIVAL } from "./conditions.ts";
import { CONTENDERS } from "./contenders/all.ts";
import { callsOneByOne, cxAsCodeCalls, fewestCalls } from "./cx-as-code.ts";
import { floorMs, WHOLE_LIMIT } from "./floor.ts";
import { markdownTable } from "./markdown.ts";
import type { Measurement } from "./measure.ts";
import { type Figure, figureOf, type Summary, summarize } from "./summary.ts";
import { type Work, workOf } from "./work.ts";

type Of = (measurement: Measurement) => number;

/** Everything of a contender that has the organisation for itself. */
export function aloneTable(measurements: readonly Measurement[]): string {
  const fewest = fewestCalls(workOf(1));
  const head = [
    "",
    "minutes",
    "÷ floor of own calls",
    `÷ floor of ${count(fewest)} calls`,
    "calls",
    "429s",
    "users wrong",
  ];
  const floor = floorMs(fewest, WHOLE_LIMIT);
  const rows = CONTENDERS.map(({ name, title }) => {
    const { figure } = summarize(measurements, name, "sliding log", ALONE);
    return [
      title,
      withSpread(
        figure(({ ms }) => ms / 60_000),
        1,
      ),
      withSpread(
        figure(({ overFloor }) => overFloor),
        2,
      ),
      withSpread(
        figure(({ ms }) => ms / floor),
        2,
      ),
      withSpread(
        figure(({ calls }) => calls),
        0,
      ),
      withSpread(
        figure(({ refused }) => refused),
        0,
      ),
      withSpread(figure(wrong), 0),
    ];
  });
  return markdownTable(head, rows);
}

/** Calls for the same work, and what they take at the full rate of one token. */
export function callsTable(measurements: readonly Measurement[]): string {
  const seeds = [...new Set(measurements.map(({ seed }) => seed))];
  const over = (calls: (work: Work) => number) => figureOf(seeds.map((seed) => calls(workOf(seed))));
  const rows: readonly (readonly [string, Figure])[] = [
    ["the fewest that read everybody and make the changes", over(fewestCalls)],
    [
      "gus, with reading, comparing and reading back",
      summarize(measurements, "gus", "sliding log", ALONE).figure(({ calls }) => calls),
    ],
    ["one call for each changed title and skill, without reading", over(callsOneByOne)],
    ["CX as Code, plan and apply (computed)", over(cxAsCodeCalls)],
  ];
  const atBest = (calls: number) => (floorMs(calls, WHOLE_LIMIT) / 60_000).toFixed(1);
  const line = ([what, figure]: readonly [string, Figure]) => [
    what,
    withSpread(figure, 0),
    atBest(figure.median),
  ];
  return markdownTable(["", "calls", "minutes at 300 calls a minute"], rows.map(line));
}

/** Minutes, time over the floor, and 429s under each way of counting. */
export function limiterTable(measurements: readonly Measurement[]): string {
  return matrix(measurements, ALONE, [minutes, ratio, refused]);
}

/** The same with a rival, and 429s that the rival got. */
export function rivalTable(measurements: readonly Measurement[]): string {
  return matrix(measurements, RIVAL, [minutes, ratio, refused, whole(({ rivalRefused }) => rivalRefused)]);
}

/** Users wrong and told, users wrong and untold, edits overwritten. */
export function harmTable(measurements: readonly Measurement[], company: Company): string {
  return matrix(measurements, company, [
    whole(({ wrongTold }) => wrongTold),
    whole(({ wrongUntold }) => wrongUntold),
    whole(({ overwritten }) => overwritten),
  ]);
}

/** A row for each contender, a column for each way of counting, and in each cell the medians of these figures. */
function matrix(
  measurements: readonly Measurement[],
  company: Company,
  cells: readonly ((one: Summary) => string)[],
): string {
  const cell = (name: string, limiter: LimiterName) => {
    const summary = summarize(measurements, name, limiter, company);
    return cells.map((show) => show(summary)).join(" · ");
  };
  const rows = CONTENDERS.map(({ name, title }) => [
    title,
    ...LIMITER_NAMES.map((limiter) => cell(name, limiter)),
  ]);
  return markdownTable(["", ...LIMITER_NAMES], rows);
}

const wrong: Of = ({ wrongTold, wrongUntold }) => wrongTold + wrongUntold;
const minutes = ({ figure }: Summary) => figure(({ ms }) => ms / 60_000).median.toFixed(1);
const ratio = ({ figure }: Summary) => figure(({ overFloor }) => overFloor).median.toFixed(2);
const refused = whole((one) => one.refused);

function whole(of: Of): (summary: Summary) => string {
  return ({ figure }) => count(figure(of).median);
}

function withSpread({ median, least, most }: Figure, digits: number): string {
  const [middle, low, high] = [median, least, most].map((value) =>
    digits === 0 ? count(value) : value.toFixed(digits),
  );
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}

function count(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
