import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawSchedule } from "./draw/schedule.ts";
import { simulate } from "./simulate.ts";
import type { Part } from "./soak-part.ts";
import { Coverage, EXPECTED, KINDS } from "./tell/coverage.ts";
import { showSchedule } from "./tell/show-schedule.ts";
import { renderTrace } from "./tell/trace.ts";
import { Violation } from "./violation.ts";

const USAGE =
  "simulate:soak -- [--seeds N] [--from S] [--jobs N] [--keep] plays N schedules from seed S on, and goes on after a broken one with --keep; --seed S plays one and prints it";
/** So many schedules to a process. */
const PART = 500;
const PLAY_PART = fileURLToPath(new URL("./soak-part.js", import.meta.url));

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    jobs: { type: "string", default: String(availableParallelism()) },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(`${USAGE}\n`);
else if (values.seed !== undefined) await replay(Number(values.seed));
else await soak(Number(values.from), Number(values.seeds), Number(values.jobs));

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

/** Plays schedules, several processes at a time, until one breaks an invariant, or all of them with --keep. */
async function soak(from: number, count: number, jobs: number): Promise<void> {
  const coverage = new Coverage();
  const begun = performance.now();
  const parts = Array.from({ length: Math.ceil(count / PART) }, (_, index) => index * PART);
  let broken = 0;
  const playNext = async (): Promise<void> => {
    const next = parts.shift();
    if (next === undefined || (broken > 0 && !values.keep)) return;
    const part = await playPart(from + next, Math.min(PART, count - next));
    coverage.join(part.met);
    broken += part.broken.length;
    for (const { summary, message } of part.broken)
      process.stdout.write(`${values.keep ? summary : message}\n`);
    progress(coverage.met.schedules + broken, count, begun);
    return playNext();
  };
  await Promise.all(Array.from({ length: jobs }, playNext));
  process.stdout.write(summary(coverage, (performance.now() - begun) / 1000));
  if (broken > 0) process.exitCode = 1;
}

async function playPart(from: number, count: number): Promise<Part> {
  const child = fork(PLAY_PART, [String(from), String(count)], { serialization: "advanced" });
  let part: Part | undefined;
  child.once("message", (told: Part) => {
    part = told;
  });
  const [code] = await once(child, "exit");
  if (!part) throw new Error(`The process that played ${count} seeds from ${from} on ended with ${code}`);
  return part;
}

function progress(done: number, count: number, begun: number): void {
  const perSecond = (1000 * done) / (performance.now() - begun);
  process.stderr.write(`${done} of ${count}, ${perSecond.toFixed(0)} a second\n`);
}

function summary(coverage: Coverage, seconds: number): string {
  const { schedules, happenings, calls, writes, gapLosses, virtualMs } = coverage.met;
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
