import type { LimiterOptions } from "../src/simulator/limiters/create.ts";

/** What the platform allows a token by default. */
export const RATE = { limit: 300, windowMs: 60_000 } as const;

/** A log-normal round trip; half of it passes before the request arrives. */
export const ROUND_TRIP = { medianMs: 150, sigma: 0.35 } as const;

/** The ways in which the platform may count, by the name that tables give them. */
export const LIMITERS = {
  "sliding log": { ...RATE, kind: "sliding-log" },
  "sliding counter": { ...RATE, kind: "sliding-counter" },
  "fixed window": { ...RATE, kind: "fixed-window" },
  "bucket of 300": { ...RATE, kind: "token-bucket" },
  "bucket of 50": { ...RATE, kind: "token-bucket", capacity: 50 },
} as const satisfies Record<string, LimiterOptions>;

export type LimiterName = keyof typeof LIMITERS;

export const LIMITER_NAMES = Object.keys(LIMITERS) as readonly LimiterName[];

/** Who else is there while a contender works. */
export interface Company {
  /** Calls a minute of a rival on the same token; 0 for none. */
  readonly rivalPerMinute: number;
  /** Another client edits some of the users. */
  readonly secondWriter: boolean;
}

export const ALONE: Company = { rivalPerMinute: 0, secondWriter: false };
export const SECOND_WRITER: Company = { rivalPerMinute: 0, secondWriter: true };
export const RIVAL: Company = { rivalPerMinute: 100, secondWriter: true };

/** Everything about a run but who runs. */
export interface Conditions extends Company {
  readonly limiter: LimiterName;
  readonly seed: number;
}
