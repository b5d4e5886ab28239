import { drawSchedule } from "./draw/schedule.ts";
import { simulate } from "./simulate.ts";
import { Coverage, type Met } from "./tell/coverage.ts";
import { Violation } from "./violation.ts";

/** What a part of a soak came to. */
export interface Part {
  readonly met: Met;
  /** What each broken schedule has to say, in short and in full. */
  readonly broken: readonly { readonly summary: string; readonly message: string }[];
}

// Plays N schedules from seed S on, in a process of its own: a program that died in one of them waits for ever, and keeps its memory.
const [from = 1, count = 0] = process.argv.slice(2).map(Number);
const coverage = new Coverage();
const broken: Part["broken"][number][] = [];
for (let seed = from; seed < from + count; seed += 1) {
  try {
    coverage.add(await simulate(drawSchedule(seed)));
  } catch (error) {
    broken.push(wordsFor(error, seed));
  }
}
process.send?.({ met: coverage.met, broken } satisfies Part);

function wordsFor(error: unknown, seed: number): Part["broken"][number] {
  // An error would lose its own members on the way to another process.
  if (error instanceof Violation) return { summary: error.summary, message: error.message };
  const message = `Seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`;
  return { summary: message, message };
}
