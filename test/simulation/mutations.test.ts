import { describe, expect, it, vi } from "vitest";
import { MUTATIONS, type Mutation } from "./mutations.ts";

/** No bug of the table needs more schedules than this to be caught. */
const MOST_SEEDS = 400;

/** The invariant that a bug breaks first, in the schedules of seeds from 1 on; undefined when it breaks none. */
async function caughtBy({ module, mutate }: Mutation): Promise<string | undefined> {
  vi.resetModules();
  vi.doMock(`../../src/${module}`, async (original) => mutate(await original()));
  const { simulate } = await import("./simulate.ts");
  const { drawSchedule } = await import("./draw/schedule.ts");
  const { Violation } = await import("./violation.ts");
  for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
    const error = await simulate(drawSchedule(seed)).then(
      () => undefined,
      (found: unknown) => found,
    );
    if (error instanceof Violation) return error.invariant;
    if (error) throw error;
  }
  return undefined;
}

describe("a gus that", { timeout: 120_000 }, () => {
  it.each(MUTATIONS)("$bug is caught", async (mutation) => {
    const { module } = mutation;
    try {
      expect(mutation.breaks).toContain(await caughtBy(mutation));
    } finally {
      vi.doUnmock(`../../src/${module}`);
    }
  });
});
