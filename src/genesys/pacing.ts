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
  /** The second episode lowers a rate to no less than this part of itself: what was sent before the first may still weigh on the limit. */
  readonly secondAt: number;
  /** Any later episode lowers it to no less than this part. */
  readonly againAt: number;
  /** The part of a window in which it is back at what it has learned. */
  readonly easeOver: number;
  /** Own calls of the last window tell what others left if they are fewer than this part of the rate. */
  readonly tellsBelow: number;
  /** What a rate learned from 429s stays below the calls that passed. */
  readonly margin: number;
  /** How much the calls of the window before an episode weigh in what others seem to leave; the rest is what held before. */
  readonly believed: number;
  /** The part of the full rate that comes back in the first window of climbing; it doubles with every window. */
  readonly climb: number;
  /** The same while hardly anything is known: after a first episode and one that follows within a window. */
  readonly firstClimb: number;
  readonly fastestClimb: number;
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
  secondAt: 0.8,
  againAt: 0.6,
  easeOver: 0.1,
  tellsBelow: 0.9,
  margin: 0.03,
  believed: 0.4,
  climb: 0.05,
  firstClimb: 0.1,
  fastestClimb: 0.4,
  slowest: 0.1,
};

/** Calls per window. Genesys: 300 per 60 s and token, by default. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** Calls of each window to leave to others: so many, or a share of the limit. */
export type Reserve = { readonly calls: number } | { readonly share: number };

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
