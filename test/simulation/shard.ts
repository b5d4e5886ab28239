import { expect } from "vitest";
import { drawSchedule } from "./draw/schedule.ts";
import { simulate } from "./simulate.ts";
import { Coverage } from "./tell/coverage.ts";

/** Time enough on a busy machine; 500 schedules take about 12 s of an idle core. */
export const SHARD_MS = 150_000;

/** Plays the schedules of these seeds. Fails with the first that breaks an invariant, and when something never occurred in any of them. */
export async function playSeeds(from: number, count: number): Promise<Coverage> {
  const coverage = new Coverage();
  for (let seed = from; seed < from + count; seed += 1) coverage.add(await simulate(drawSchedule(seed)));
  expect(coverage.missing()).toEqual([]);
  expect(coverage.met.gapLosses).toBeGreaterThan(0);
  return coverage;
}
