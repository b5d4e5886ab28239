import type { Slice, Timeline } from "../../src/model/timeline.ts";

/** A run of ten seconds that met a 429, waited for it, and met a conflict. */
export function busyTimeline(): Timeline {
  return {
    sliceMs: 1000,
    slices: Array.from({ length: 10 }, (_, second) => sliceOf(second)),
    stages: [
      { stage: "check", atMs: 0 },
      { stage: "apply", atMs: 400 },
      { stage: "verify", atMs: 9200 },
    ],
    pauses: [{ atMs: 3500, ms: 2500, reason: "throttled" }],
    pauseTotals: [{ reason: "throttled", count: 1, ms: 2500 }],
  };
}

/** Nothing is called while the pause lasts. */
function sliceOf(second: number): Slice {
  const paused = second === 4 || second === 5;
  return {
    calls: paused ? 0 : 20,
    throttled: second === 3 ? 2 : 0,
    conflicts: second === 7 ? 1 : 0,
    usersDone: Math.floor(second / 3),
    ...(!paused && { account: { used: 20 * (second + 1), allowed: 200, limit: 220 } }),
  };
}
