import type { Rate } from "./pacing.ts";

/**
 * How many calls a window are allowed, as far as is known: what answers report, else what the organisation's limits say, else what was
 * assumed. A rate that somebody asked for is never exceeded, whatever is reported.
 */
export class KnownLimit {
  readonly #assumed: number;
  readonly #most: number;
  readonly #windowMs: number;
  #asked: number | undefined;
  readonly #reported = new Map<string, number>();

  /** `given`: the rate was asked for, not assumed. */
  constructor(rate: Rate, given: boolean) {
    this.#assumed = rate.limit;
    this.#most = given ? rate.limit : Number.POSITIVE_INFINITY;
    this.#windowMs = rate.windowMs;
  }

  value(): number {
    // Routes may be counted by limits of their own as well; the narrowest is the one to keep.
    const reported = this.#reported.size > 0 ? Math.min(...this.#reported.values()) : undefined;
    return Math.min(this.#most, reported ?? this.#asked ?? this.#assumed);
  }

  /** An answer reported calls per window. */
  report(route: string, limit: number): void {
    if (limit >= 1) this.#reported.set(route, limit);
  }

  /** The organisation's limits say so many calls a minute. */
  answer(perMinute: number): void {
    const limit = Math.floor((perMinute * this.#windowMs) / 60_000);
    if (limit >= 1) this.#asked = limit;
  }
}
