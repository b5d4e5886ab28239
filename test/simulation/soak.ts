import { parseArgs } from "node:util";
import { drawSchedule } from "./draw/schedule.ts";
import { simulate } from "./simulate.ts";
import { Coverage, EXPECTED, KINDS } from "./tell/coverage.ts";
import { showSchedule } from "./tell/show-schedule.ts";
import { renderTrace } from "./tell/trace.ts";
import { Violation } from "./violation.ts";

const USAGE =
  "simulate:soak -- [--seeds N] [--from S] plays N schedules from seed S on; --seed S plays one and prints it";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(`${USAGE}\n`);
else if (values.seed !== undefined) await replay(Number(values.seed));
else await soak(Number(values.from), Number(values.seeds));

/** Plays one schedule and prints all of it. */
async function replay(seed: number): Promise<void> {
  const schedule = drawSchedule(seed);
  process.stdout.write(`${showSchedule(schedule)}\n\n`);
  try {
    process.stdout.write(`${renderTrace(await simulate(schedule))}\n\nSeed ${seed} breaks nothing.\n`);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    process.stdout.write(`${renderTrace(error.past)}\n\n${error.summary}\n`);
    process.exitCode = 1;
  }
}

/** Plays schedules until one breaks an invariant, or all of them with --keep. */
async function soak(from: number, count: number): Promise<void> {
  const coverage = new Coverage();
  const begun = performance.now();
  let broken = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    try {
      coverage.add(await simulate(drawSchedule(seed)));
    } catch (error) {
      broken += 1;
      process.stdout.write(
        `${error instanceof Violation && values.keep ? error.summary : messageOf(error, seed)}\n`,
      );
      if (!values.keep) break;
    }
    if ((seed - from) % 1000 === 999) progress(seed - from + 1, count, begun);
  }
  process.stdout.write(summary(coverage, (performance.now() - begun) / 1000));
  if (broken > 0) process.exitCode = 1;
}

function messageOf(error: unknown, seed: number): string {
  return error instanceof Violation
    ? error.message
    : `Seed ${seed}: ${error instanceof Error ? error.stack : error}`;
}

function progress(done: number, count: number, begun: number): void {
  const perSecond = (1000 * done) / (performance.now() - begun);
  process.stderr.write(`${done} of ${count}, ${perSecond.toFixed(0)} a second\n`);
}

function summary(coverage: Coverage, seconds: number): string {
  const { schedules, happenings, calls, writes, gapLosses, virtualMs } = coverage;
  const lines = KINDS.map((kind) => {
    const counts = EXPECTED[kind].map((name) => `${name} ${coverage.count(kind, name)}`);
    return `  ${kind.padEnd(10)}${counts.join(" · ")}`;
  });
  const head = [
    `${schedules} schedules hold, ${(schedules / seconds).toFixed(0)} a second: ${happenings} steps, ${calls} calls, ${writes} writes in ${Math.round(virtualMs / 3_600_000)} virtual hours.`,
    `Edits of others lost between the compare and the write of calls that take no version: ${gapLosses}.`,
    "In how many schedules what occurred:",
  ];
  return `${[...head, ...lines].join("\n")}\n`;
}
