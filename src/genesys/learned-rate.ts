import type { Pacing } from "./pacing.ts";

/** What is known when a 429 begins an episode. */
export interface Limited {
  readonly now: number;
  readonly windowMs: number;
  /** Own calls that ended in the window before. */
  readonly ended: number;
  /** Calls per window that the limit and the budget allow. */
  readonly full: number;
}

/**
 * What 429s teach about a limit that others use up too. It falls on a 429 and climbs back. Knows no clock.
 *
 * Where a limit is full, own calls of the last window are what others left of it: that count, less a margin, is the rate to go on with. It
 * holds for a window, then climbs by a part of the full rate a window, then by twice as much, and so on, since the others may be gone. A
 * first 429 at full rate tells only that there is less; a second within a window tells more by what has passed since the first.
 */
export class LearnedRate {
  readonly #pacing: Pacing;
  #learned: { rate: number; counted: number; readonly plateau: number } | undefined;
  #ease = 1;
  #step = 0;
  #climbed = 0;
  #last: { readonly at: number; passed: number } | undefined;

  constructor(pacing: Pacing) {
    this.#pacing = pacing;
  }

  /** Calls per window at which calls are spread. */
  rate(full: number): number {
    return Math.min(full, this.#learned?.rate ?? full) * this.#ease;
  }

  /** Most calls in any window. */
  counted(full: number): number {
    return Math.min(full, this.#learned?.counted ?? full);
  }

  limited(now: Limited): void {
    const { restartAt, againAt, margin, slowest, tellsBelow } = this.#pacing;
    const before = Math.min(now.full, this.#learned?.rate ?? now.full);
    const left = this.#left(now);
    const tells = this.#learned !== undefined || left < tellsBelow * before;
    const part = this.#learned === undefined ? restartAt * (1 - margin) : againAt;
    const least = Math.max(slowest * now.full, part * before);
    const rate = tells ? Math.max(least, left) : least;
    this.#learned = { rate, counted: tells ? rate : now.full, plateau: rate };
    this.#ease = rate > least ? restartAt : 1;
    this.#step = 0;
    this.#climbed = 0;
    this.#last = { at: now.now, passed: 0 };
  }

  /** Halves the rate. A 429 has just begun an episode. */
  halve(full: number): void {
    const rate = Math.max(this.#pacing.slowest * full, this.rate(full) / 2);
    this.#learned = { rate, counted: rate, plateau: rate };
    this.#ease = 1;
  }

  /** A call was let through. */
  passed(full: number): void {
    const { restartAt, climb, fastestClimb, easeOver } = this.#pacing;
    if (!this.#learned || !this.#last) return;
    this.#last.passed += 1;
    this.#ease = Math.min(1, this.#ease + (1 - restartAt) / (easeOver * this.#learned.rate));
    const gained = (this.#step * full) / this.#learned.rate;
    this.#learned.rate += gained;
    this.#learned.counted += gained;
    this.#climbed += 1 / this.#learned.rate;
    if (this.#climbed >= 1) {
      this.#climbed = 0;
      this.#step = Math.min(fastestClimb, this.#step === 0 ? climb : this.#step * 2);
    }
    if (this.#learned.rate >= full) this.#forget();
  }

  /** The whole limit is there again. */
  #forget(): void {
    this.#learned = this.#last = undefined;
    this.#ease = 1;
  }

  /** What others seem to leave of the limit, in calls per window. */
  #left({ now, windowMs, ended }: Limited): number {
    const below = 1 - this.#pacing.margin;
    const since = this.#last === undefined ? Number.POSITIVE_INFINITY : now - this.#last.at;
    if (since < windowMs) return below * Math.min(ended, ((this.#last?.passed ?? 0) * windowMs) / since);
    const plateau = this.#learned?.plateau ?? below * ended;
    // Half way from what held to what has just been too much: a bucket lets more through for a while than it refills.
    return (Math.min(plateau, ended) + below * ended) / 2;
  }
}
