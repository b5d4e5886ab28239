/** The figures of pacing that are not settings. Tests with short windows shrink the waits; nothing else should. */
export interface Pacing {
  /** Added to every `Retry-After`: server clocks and window edges are not exact. */
  readonly marginMs: number;
  /** Up to this much more, by chance, so that several runs do not come back together. */
  readonly jitterMs: number;
  /** A limit that asks for a longer wait ends the run. 180 s is where the official Go and .NET SDKs give up too. */
  readonly longestPauseMs: number;
  /** A call without an answer counts this much longer than a window: it may still be under way to the server. */
  readonly lostGraceMs: number;
  /** So many throttled episodes without a success between them end the run. */
  readonly episodes: number;
  /** So long without a success since the first of them ends it too. */
  readonly patienceMs: number;
  /** The part of its rate that an account restarts with after an episode. */
  readonly restartAt: number;
  /** The part of the full rate that comes back per window's worth of successes. */
  readonly climb: number;
  /** No row of episodes slows an account below this part of its rate. */
  readonly slowest: number;
}

export const PACING: Pacing = {
  marginMs: 1_000,
  jitterMs: 1_500,
  longestPauseMs: 180_000,
  lostGraceMs: 5_000,
  episodes: 10,
  patienceMs: 600_000,
  restartAt: 0.7,
  climb: 0.1,
  slowest: 0.1,
};

/** Calls per window. Genesys: 300 per 60 s and token, by default. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** A range of waits; each try doubles the wait from min to max. */
export interface Backoff {
  readonly minMs: number;
  readonly maxMs: number;
}

/** The wait before try `attempt` + 1, with `attempt` counted from 1, and up to a quarter more by `chance` in [0, 1). */
export function backoffMs(attempt: number, range: Backoff, chance: number): number {
  return doubled(attempt, range) * (1 + chance / 4);
}

/** min, 2 min, 4 min … up to max. */
export function doubled(attempt: number, { minMs, maxMs }: Backoff): number {
  return Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
}
