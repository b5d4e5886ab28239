/** What a limiter says of one request. Times are whole seconds, rounded up. */
export type Admission =
  | { readonly ok: true; readonly used: number; readonly allowed: number; readonly reset: number }
  | {
      readonly ok: false;
      readonly used: number;
      readonly allowed: number;
      readonly reset: number;
      readonly retryAfterSeconds: number;
    };

/** Counts requests. `now` is in milliseconds and never goes back. */
export interface Limiter {
  admit(now: number): Admission;
}

/** How often: `limit` requests in `windowMs`. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
  /** Refused requests count as well. */
  readonly refusedCount?: boolean;
}

export function admitted(used: number, rate: Rate, resetMs: number): Admission {
  return { ok: true, used, allowed: rate.limit, reset: wholeSeconds(resetMs) };
}

export function turnedAway(used: number, rate: Rate, resetMs: number, waitMs: number): Admission {
  return {
    ok: false,
    used,
    allowed: rate.limit,
    reset: wholeSeconds(resetMs),
    retryAfterSeconds: Math.max(1, wholeSeconds(waitMs)),
  };
}

function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
