import { describe, expect, it, vi } from "vitest";
import { BUGS, type Bug } from "./bugs.ts";
import type { Violation } from "./violation.ts";

/** A bug that shows in none of so many schedules is one that the proof does not see. */
const MOST_SEEDS = 300;

describe("each of these bugs, once built in, is caught by name:", { timeout: 120_000 }, () => {
  it.each(BUGS)("$what", async (bug) => {
    expect(bug.caughtBy).toContain(await firstViolation(bug));
  });
});

/** Plays schedules with a bug built in until one turns red. */
async function firstViolation({ modules }: Bug): Promise<string | undefined> {
  vi.resetModules();
  for (const { path, change } of modules)
    vi.doMock(path, async (original) => ({ ...(await original<object>()), ...change(await original()) }));
  const { drawSchedule } = await import("./draw/schedule.ts");
  const { simulate } = await import("./simulate.ts");
  try {
    for (let seed = 1; seed <= MOST_SEEDS; seed += 1) await simulate(drawSchedule(seed));
    return undefined;
  } catch (error) {
    return (error as Violation).invariant ?? String(error);
  } finally {
    for (const { path } of modules) vi.doUnmock(path);
  }
}
