import { describe, expect, it, vi } from "vitest";
import { BUGS } from "./bugs/all.ts";
import type { Bug } from "./bugs/bug.ts";
import { drawSchedule, type Schedule } from "./draw/schedule.ts";
import { INVARIANTS } from "./invariants/all.ts";
import { SHARD_MS } from "./shard.ts";
import { ENDS, simulate } from "./simulate.ts";
import type { Violation } from "./violation.ts";

/** A bug that shows in none of so many schedules is one that the proof does not see. */
const MOST_SEEDS = 300;
/** As many schedules with a bug's scene break nothing while the bug is not there. */
const SOUND_SEEDS = 10;

describe("each of these bugs, once built in, is caught by name:", { timeout: SHARD_MS }, () => {
  const caught = new Set<string | undefined>();

  it.each(BUGS)("$what", async (bug) => {
    const invariant = await firstViolation(bug);
    caught.add(invariant);
    expect(bug.caughtBy).toContain(invariant);
  });

  it("and each invariant catches one of them", () => {
    const idle = [...INVARIANTS.map(({ name }) => name), ENDS].filter((name) => !caught.has(name));
    expect(idle).toEqual([]);
  });
});

describe("without its bug, nothing breaks in the scene of:", { timeout: SHARD_MS }, () => {
  it.each(BUGS.filter(({ scene }) => scene))("$what", async (bug) => {
    for (let seed = 1; seed <= SOUND_SEEDS; seed += 1) await simulate(scheduleFor(bug, seed));
  });
});

/** Plays schedules with a bug built in until one turns red. */
async function firstViolation(bug: Bug): Promise<string | undefined> {
  vi.resetModules();
  for (const { path, change } of bug.modules)
    vi.doMock(path, async (original) => {
      const actual = await original<never>();
      return { ...(actual as object), ...change(actual) };
    });
  const tool = await import("./simulate.ts");
  try {
    for (let seed = 1; seed <= MOST_SEEDS; seed += 1) await tool.simulate(scheduleFor(bug, seed));
    return undefined;
  } catch (error) {
    return (error as Violation).invariant ?? String(error);
  } finally {
    for (const { path } of bug.modules) vi.doUnmock(path);
  }
}

function scheduleFor({ scene }: Bug, seed: number): Schedule {
  const drawn = drawSchedule(seed);
  return { ...drawn, ...scene?.(drawn) };
}
