import type { LimiterOptions } from "../src/simulator/limiters/create.ts";

/** What the platform allows a token by default. */
export const RATE = { limit: 300, windowMs: 60_000 } as const;

/** A log-normal round trip; half of it passes before the request arrives. */
export const ROUND_TRIP = { medianMs: 150, sigma: 0.35 } as const;

/** Calls a minute of somebody else on the same token. */
export const RIVAL_PER_MINUTE = 100;

export const SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/** The ways in which the platform may count. */
export const LIMITERS = {
  "sliding-log": { ...RATE, kind: "sliding-log" },
  "sliding-counter": { ...RATE, kind: "sliding-counter" },
  "fixed-window": { ...RATE, kind: "fixed-window" },
  "token-bucket": { ...RATE, kind: "token-bucket" },
} as const satisfies Record<string, LimiterOptions>;

export type LimiterName = keyof typeof LIMITERS;

/** Everything about a run but who runs. */
export interface Conditions {
  readonly limiter: LimiterName;
  /** Calls a minute of a rival on the same token; 0 for none. */
  readonly rivalPerMinute: number;
  /** Another client edits some of the users meanwhile. */
  readonly secondWriter: boolean;
  readonly seed: number;
}
