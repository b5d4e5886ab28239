import { RATE } from "./conditions.ts";

/** What there is to use of a limit. */
export interface Share {
  /** Calls a minute that somebody else makes. */
  readonly rivalPerMinute: number;
  /** Calls that are left to others on purpose. */
  readonly reserve: number;
  /** The part of the rest that may be used. */
  readonly budget: number;
}

export const WHOLE_LIMIT: Share = { rivalPerMinute: 0, reserve: 0, budget: 1 };

/** Calls per window that are left to use. */
export function usable({ rivalPerMinute, reserve, budget }: Share): number {
  const rival = (rivalPerMinute * RATE.windowMs) / 60_000;
  return (RATE.limit - rival - reserve) * budget;
}

/**
 * Milliseconds that so many calls take at an even use of all that is left. A limiter that starts empty lets one limit's worth of calls pass
 * at once, so a burst can end up to a window before this.
 */
export function floorMs(calls: number, share: Share): number {
  return (calls * RATE.windowMs) / usable(share);
}
