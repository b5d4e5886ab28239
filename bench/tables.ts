import { ALONE, type Company, LIMITER_NAMES } from "./conditions.ts";
import { CONTENDERS } from "./contenders/all.ts";
import { callsOneByOne, cxAsCodeCalls, fewestCalls } from "./cx-as-code.ts";
import { CALLS, type Column, MINUTES, OVER_FLOOR, REFUSED, shown, WRONG, withSpread } from "./figures.ts";
import { floorMs, WHOLE_LIMIT } from "./floor.ts";
import { markdownTable } from "./markdown.ts";
import type { Measurement } from "./measure.ts";
import { type Figure, figureOf, summarize } from "./summary.ts";
import { type Work, workOf } from "./work.ts";

type Measured = readonly Measurement[];

/** Everything of a contender that has the organisation for itself. */
export function aloneTable(measurements: Measured): string {
  const fewest = fewestCalls(workOf(1));
  const floor = floorMs(fewest, WHOLE_LIMIT);
  const name = `÷ floor of ${shown(fewest, 0)} calls`;
  const overFewest: Column = { name, of: ({ ms }) => ms / floor, digits: 2 };
  const columns = [MINUTES, OVER_FLOOR, overFewest, CALLS, REFUSED, WRONG];
  const rows = CONTENDERS.map((contender) => {
    const summary = summarize(measurements, contender.name, "sliding log", ALONE);
    return [contender.title, ...columns.map(({ of, digits }) => withSpread(summary.figure(of), digits))];
  });
  return markdownTable(["", ...columns.map((column) => column.name)], rows);
}

/** Calls for the same work, and what they take at the full rate of one token. */
export function callsTable(measurements: Measured): string {
  const seeds = [...new Set(measurements.map(({ seed }) => seed))];
  const over = (calls: (work: Work) => number) => figureOf(seeds.map((seed) => calls(workOf(seed))));
  const own = summarize(measurements, "gus", "sliding log", ALONE).figure(CALLS.of);
  const rows: readonly (readonly [string, Figure])[] = [
    ["the fewest that read everybody and make the changes", over(fewestCalls)],
    ["gus, with reading, comparing and reading back", own],
    ["one call for each changed title and skill, without reading", over(callsOneByOne)],
    ["CX as Code, plan and apply (computed)", over(cxAsCodeCalls)],
  ];
  const minutes = ({ median }: Figure) => shown(floorMs(median, WHOLE_LIMIT) / 60_000, 1);
  return markdownTable(
    ["", "calls", "minutes at 300 calls a minute"],
    rows.map(([what, calls]) => [what, withSpread(calls, 0), minutes(calls)]),
  );
}

/**
 * A row for each contender, a column for each way of counting, in each cell the medians of these figures, and below it how far seeds are
 * apart at most.
 */
export function matrix(measurements: Measured, company: Company, columns: readonly Column[]): string {
  const rows = CONTENDERS.map(({ name, title }) => ({
    title,
    cells: LIMITER_NAMES.map((limiter) => {
      const { figure } = summarize(measurements, name, limiter, company);
      return columns.map(({ of }) => figure(of));
    }),
  }));
  const cell = (figures: readonly Figure[]) =>
    figures.map(({ median }, index) => shown(median, columns[index]?.digits ?? 0)).join(" · ");
  const apart = columns.map(({ name, digits }, index) => {
    const gaps = rows.flatMap(({ cells }) => cells.map((figures) => gapOf(figures[index])));
    return `${name} ${shown(Math.max(...gaps), digits)}`;
  });
  const table = markdownTable(
    ["", ...LIMITER_NAMES],
    rows.map(({ title, cells }) => [title, ...cells.map(cell)]),
  );
  return `${table}\n\nSeeds are apart by at most: ${apart.join(", ")}.`;
}

function gapOf(figure: Figure | undefined): number {
  return figure ? figure.most - figure.least : 0;
}
