/** How fast a bucket fills, and how much it holds. */
export interface Flow {
  /** Calls that it holds when it is full. */
  readonly burst: number;
  /** Milliseconds in which it gains one call. */
  readonly gapMs: number;
}

/**
 * Spreads calls: holds a burst, and gains one call at a time. What it holds is kept as the time at which it will be full again. Knows no
 * clock. The flow comes in with every question, since it changes with what is learned of the limit.
 */
export class Bucket {
  readonly #windowMs: number;
  #fullAt = Number.NEGATIVE_INFINITY;
  /** Ascending times at which calls left. What an estimate of the last window still weighs lies up to two windows back. */
  #left: number[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** When it holds a call. */
  earliest({ burst, gapMs }: Flow): number {
    return this.#fullAt - (burst - 1) * gapMs - ROUNDING_MS;
  }

  take(now: number, { gapMs }: Flow): void {
    this.#fullAt = Math.max(now, this.#fullAt) + gapMs;
    this.#left.push(now);
  }

  /** The last call did not leave after all. */
  giveBack({ gapMs }: Flow): void {
    this.#fullAt -= gapMs;
    this.#left.pop();
  }

  /** The rate has changed: as many calls are missing as before. */
  keepMissing(now: number, before: Flow, after: Flow): void {
    const missing = Math.max(0, this.#fullAt - now) / before.gapMs;
    this.#fullAt = now + Math.min(missing, after.burst) * after.gapMs;
  }

  /** The limit is another than was thought: the calls of the last two windows are spaced as if it had held all along. */
  respace(now: number, { gapMs }: Flow): void {
    this.#left = this.#left.filter((left) => left > now - 2 * this.#windowMs);
    const full = this.#left.reduce((at, left) => Math.max(left, at) + gapMs, Number.NEGATIVE_INFINITY);
    // A rate that is lower than that of the calls before must not make the next one wait for longer than a window.
    this.#fullAt = Math.min(full, now + this.#windowMs);
  }
}

/** Sums of binary fractions end a little beside the whole millisecond. */
const ROUNDING_MS = 1e-6;
