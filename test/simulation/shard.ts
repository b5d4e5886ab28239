import { expect } from "vitest";
import { drawSchedule } from "./draw/schedule.ts";
import { simulate } from "./simulate.ts";
import { Coverage } from "./tell/coverage.ts";

/** Plays the schedules of these seeds. They must break nothing, and must have met everything that schedules are drawn from. */
export async function expectAllHold(from: number, count: number): Promise<void> {
  const coverage = new Coverage();
  for (let seed = from; seed < from + count; seed += 1) coverage.add(await simulate(drawSchedule(seed)));
  expect(coverage.schedules).toBe(count);
  expect(coverage.missing()).toEqual([]);
}
