import type { LogEntry } from "../src/simulator/org.ts";
import { RATE } from "./conditions.ts";

/** One call as the org saw it. */
export type Seen = Pick<LogEntry, "at" | "status">;

/** 429s with less than this between them belong together: calls in flight learn of the limit one after the other. */
const EPISODE_GAP_MS = 1000;

/** How often a contender ran into the limit, however many calls did so at once. */
export function episodesOf(calls: readonly Seen[]): readonly number[] {
  const refused = calls.filter(({ status }) => status === 429).map(({ at }) => at);
  return refused.filter((at, index) => index === 0 || at - (refused[index - 1] ?? at) > EPISODE_GAP_MS);
}

/** How a contender fared once it had time to learn: from the third window on. */
export interface Steady {
  /** Episodes in each window. */
  readonly episodes: readonly number[];
  /** Calls let through, as a part of what was left to use. */
  readonly used: number;
}

export function steadyOf(calls: readonly Seen[], usablePerWindow: number): Steady | undefined {
  const start = (calls[0]?.at ?? 0) + 2 * RATE.windowMs;
  const end = calls.at(-1)?.at ?? 0;
  const windows = Math.floor((end - start) / RATE.windowMs);
  if (windows < 1) return undefined;
  const until = start + windows * RATE.windowMs;
  const inside = calls.filter(({ at }) => at >= start && at < until);
  const episodes = Array<number>(windows).fill(0);
  for (const at of episodesOf(inside)) {
    const window = Math.floor((at - start) / RATE.windowMs);
    episodes[window] = (episodes[window] ?? 0) + 1;
  }
  const passed = inside.filter(({ status }) => status !== 429).length;
  return { episodes, used: passed / (windows * usablePerWindow) };
}

/** Calls of the window that ends at a time. */
export interface Counted {
  /** After the first call. */
  readonly atMs: number;
  readonly passed: number;
  readonly refused: number;
}

/** Counts the calls of a sliding window at every step from the first call to the last. */
export function countedOver(calls: readonly Seen[], windowMs: number, stepMs: number): readonly Counted[] {
  const start = calls[0]?.at ?? 0;
  const steps = Math.ceil(((calls.at(-1)?.at ?? start) - start) / stepMs);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const end = start + step * stepMs;
    const inside = calls.filter(({ at }) => at > end - windowMs && at <= end);
    const refused = inside.filter(({ status }) => status === 429).length;
    return { atMs: step * stepMs, passed: inside.length - refused, refused };
  });
}
