import { duration } from "../../../model/figures.ts";
import type { Timeline } from "../../../model/timeline.ts";

/** How much time the pictures of a run show. */
export function lengthOf({ sliceMs, slices }: Timeline): number {
  return sliceMs * slices.length;
}

/** A time since the start: `0 s`, `2.5 s`, `1 min 5 s`. */
export function shortTime(ms: number): string {
  if (ms < 10_000) return `${Math.round(ms / 100) / 10} s`;
  return duration(ms / 1000);
}
