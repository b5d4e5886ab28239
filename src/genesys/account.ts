import type { Pacing, Rate } from "./pacing.ts";

export interface AccountOptions {
  readonly rate: Rate;
  /** The part of the limit that this program may use, 0 < budget ≤ 1. */
  readonly budget: number;
  /** Calls that may leave at once after a rest. */
  readonly burst: number;
  readonly pacing: Pacing;
}

/**
 * Counts calls against one limit. Knows no clock: every method takes `now` in milliseconds that never go back.
 *
 * A call may leave when (a) calls in flight and calls answered less than a window W ago number under cap = limit × budget, and
 * (b) a bucket of B = burst, refilled at (cap − B) / W, holds one. (a) keeps any W under the cap however late a call arrives at the server,
 * so no sliding log or fixed window overflows. (b) spreads calls so that estimates (sliding counters) and small buckets do not either.
 */
export class Account {
  readonly #options: AccountOptions;
  #limit: number;
  /** The part of the rate in use, lowered by throttling. */
  #pace = 1;
  #inFlight = 0;
  /** Ascending times at which ended calls stop counting. */
  readonly #leaving: number[] = [];
  /** When the bucket will be full again. */
  #fullAt = Number.NEGATIVE_INFINITY;

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#limit = options.rate.limit;
  }

  /** When the next call may leave: `now` or earlier = at once; Infinity = not before a call in flight has ended. */
  earliest(now: number): number {
    this.#forget(now);
    const over = this.#inFlight + this.#leaving.length - this.#cap();
    const counted = over < 0 ? now : (this.#leaving[over] ?? Number.POSITIVE_INFINITY);
    return Math.max(counted, this.#fullAt - (this.#burst() - 1) * this.#gap() - ROUNDING_MS);
  }

  /** A call leaves. */
  take(now: number): void {
    this.#inFlight += 1;
    this.#fullAt = Math.max(now, this.#fullAt) + this.#gap();
  }

  /** A call was answered, whatever the answer. */
  answered(now: number): void {
    this.#end(now + this.#options.rate.windowMs);
  }

  /** A call was given up without an answer. */
  lost(now: number): void {
    this.#end(now + this.#options.rate.windowMs + this.#options.pacing.lostGraceMs);
  }

  /** A call that was let through did not leave after all. */
  unsent(): void {
    this.#inFlight -= 1;
    this.#fullAt -= this.#gap();
  }

  /** Slows down after throttling. */
  slow(now: number): void {
    const { restartAt, slowest } = this.#options.pacing;
    this.#change(now, () => {
      this.#pace = Math.max(slowest, this.#pace * restartAt);
    });
  }

  /** Gives some of the rate back for a success. */
  climb(now: number): void {
    if (this.#pace === 1) return;
    this.#change(now, () => {
      this.#pace = Math.min(1, this.#pace + this.#options.pacing.climb / this.#cap());
    });
  }

  /** Takes over a limit that an answer reported, if it is lower. */
  adopt(limit: number, now: number): void {
    if (limit < 1 || limit >= this.#limit) return;
    this.#change(now, () => {
      this.#limit = limit;
    });
  }

  /** What the account stands at, for status lines. */
  state(now: number): { limit: number; windowMs: number; allowed: number; used: number } {
    this.#forget(now);
    const used = this.#inFlight + this.#leaving.length;
    return { limit: this.#limit, windowMs: this.#options.rate.windowMs, allowed: this.#cap(), used };
  }

  #cap(): number {
    // The small addition is for products such as 100 × 0.29, which binary fractions put just below 29.
    return Math.max(1, Math.floor(this.#limit * this.#options.budget * this.#pace + 1e-9));
  }

  /** At most a quarter of the cap: what the bucket holds is missing from the rate at which it refills. */
  #burst(): number {
    return Math.max(1, Math.min(this.#options.burst, Math.floor(this.#cap() / 4)));
  }

  /** Milliseconds in which the bucket gains one call. */
  #gap(): number {
    return this.#options.rate.windowMs / Math.max(1, this.#cap() - this.#burst());
  }

  /** Changes the rate and leaves as many calls missing in the bucket as before. */
  #change(now: number, change: () => void): void {
    const missing = Math.max(0, this.#fullAt - now) / this.#gap();
    change();
    this.#fullAt = now + Math.min(missing, this.#burst()) * this.#gap();
  }

  #end(leavesAt: number): void {
    this.#inFlight -= 1;
    const later = this.#leaving.findLastIndex((at) => at <= leavesAt) + 1;
    this.#leaving.splice(later, 0, leavesAt);
  }

  #forget(now: number): void {
    const kept = this.#leaving.findIndex((at) => at > now);
    this.#leaving.splice(0, kept < 0 ? this.#leaving.length : kept);
  }
}

/** Sums of binary fractions end a little beside the whole millisecond. */
const ROUNDING_MS = 1e-6;
