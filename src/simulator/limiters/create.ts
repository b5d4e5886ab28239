import type { Chance } from "../random.ts";
import { fixedWindow } from "./fixed-window.ts";
import type { Limiter, Rate } from "./limiter.ts";
import { slidingCounter } from "./sliding-counter.ts";
import { slidingLog } from "./sliding-log.ts";
import { tokenBucket } from "./token-bucket.ts";

export type LimiterKind = "sliding-log" | "sliding-counter" | "fixed-window" | "token-bucket";

export interface LimiterOptions extends Rate {
  readonly kind: LimiterKind;
  /** Of a token bucket; the limit when absent. */
  readonly capacity?: number;
}

/** 300 calls per minute and token; whether the window slides is not documented. */
export const DEFAULT_LIMITER: LimiterOptions = { kind: "sliding-log", limit: 300, windowMs: 60_000 };

/** Every kind of limiter that the platform may be using, for laws that must hold under each. */
export const LIMITER_POSITIONS: readonly LimiterOptions[] = [
  DEFAULT_LIMITER,
  { ...DEFAULT_LIMITER, kind: "sliding-counter" },
  { ...DEFAULT_LIMITER, kind: "fixed-window" },
  { ...DEFAULT_LIMITER, kind: "token-bucket" },
  { ...DEFAULT_LIMITER, kind: "token-bucket", capacity: 50 },
  { ...DEFAULT_LIMITER, kind: "token-bucket", capacity: 20 },
];

/** Windows begin at a moment that chance picks. */
export function createLimiter(options: LimiterOptions, chance: Chance): Limiter {
  const phaseMs = chance.int(options.windowMs);
  switch (options.kind) {
    case "sliding-log":
      return slidingLog(options);
    case "sliding-counter":
      return slidingCounter(options, phaseMs);
    case "fixed-window":
      return fixedWindow(options, phaseMs);
    case "token-bucket":
      return tokenBucket(options, options.capacity ?? options.limit);
  }
}
