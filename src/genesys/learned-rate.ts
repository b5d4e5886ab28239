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

/** What the last episode taught, and how far the rate has climbed since. Rates are calls per window. */
interface Lesson {
  readonly at: number;
  /** Nothing was learned before it. */
  readonly isFirst: boolean;
  /** The rate that it began with. */
  readonly plateau: number;
  /** At which calls are spread, but for `ease`. */
  rate: number;
  /** Most calls in any window. */
  counted: number;
  /** The part of the rate at which calls leave: they come back gently. */
  ease: number;
  /** The part of the full rate by which the rate climbs in a window. */
  step: number;
  /** The part of a window for which it has climbed so. */
  climbed: number;
  /** Calls let through since. */
  passed: number;
}

/**
 * What 429s teach about a limit that others use up too. It falls on a 429 and climbs back. Knows no clock.
 *
 * Where a limit is full, own calls of the last window are what others left of it: that count, less a margin, is the rate to go on with. It
 * holds for a window, then climbs by a part of the full rate a window, then by twice as much, and so on, since the others may be gone. A
 * first 429 at full rate tells only that there is less, so the climb begins at once; a second within a window tells more by what has passed
 * since the first. What was learned is forgotten after a window at full rate.
 */
export class LearnedRate {
  readonly #pacing: Pacing;
  #lesson: Lesson | undefined;

  constructor(pacing: Pacing) {
    this.#pacing = pacing;
  }

  /** Calls per window at which calls are spread. */
  rate(full: number): number {
    return Math.min(full, this.#lesson?.rate ?? full) * (this.#lesson?.ease ?? 1);
  }

  /** Most calls in any window. */
  counted(full: number): number {
    return Math.min(full, this.#lesson?.counted ?? full);
  }

  limited(now: Limited): void {
    const { restartAt, slowest, tellsBelow, firstClimb } = this.#pacing;
    const before = Math.min(now.full, this.#lesson?.rate ?? now.full);
    const left = this.#left(now);
    const isSoon = this.#lesson !== undefined && now.now - this.#lesson.at < now.windowMs;
    const isFirst = this.#lesson === undefined;
    const tells = !isFirst || left < tellsBelow * before;
    const least = Math.max(slowest * now.full, this.#leastPart() * before);
    const rate = tells ? Math.max(least, left) : least;
    this.#lesson = {
      at: now.now,
      isFirst,
      plateau: rate,
      rate,
      counted: tells ? rate : now.full,
      ease: rate > least ? restartAt : 1,
      step: isFirst || (this.#lesson?.isFirst && isSoon) ? firstClimb : 0,
      climbed: 0,
      passed: 0,
    };
  }

  /** Halves the rate. A 429 has just begun an episode. */
  halve(full: number): void {
    if (!this.#lesson) return;
    const rate = Math.max(this.#pacing.slowest * full, this.rate(full) / 2);
    this.#lesson = { ...this.#lesson, plateau: rate, rate, counted: rate, ease: 1 };
  }

  /** A call was let through. */
  passed(full: number): void {
    const lesson = this.#lesson;
    if (!lesson) return;
    const { restartAt, easeOver } = this.#pacing;
    lesson.passed += 1;
    lesson.ease = Math.min(1, lesson.ease + (1 - restartAt) / (easeOver * lesson.rate));
    if (lesson.rate < full) this.#climb(lesson, full);
    else lesson.climbed += 1 / full;
    if (lesson.rate >= full && lesson.climbed >= 1) this.#lesson = undefined;
  }

  #climb(lesson: Lesson, full: number): void {
    const { climb, fastestClimb } = this.#pacing;
    const gained = (lesson.step * full) / lesson.rate;
    lesson.climbed += 1 / lesson.rate;
    lesson.rate += gained;
    lesson.counted += gained;
    const isOver = lesson.climbed >= 1;
    if (isOver) lesson.step = Math.min(fastestClimb, lesson.step === 0 ? climb : lesson.step * 2);
    if (isOver || lesson.rate >= full) lesson.climbed = 0;
  }

  /** The part of its rate to which an episode may lower it. */
  #leastPart(): number {
    const { restartAt, margin, secondAt, againAt } = this.#pacing;
    if (!this.#lesson) return restartAt * (1 - margin);
    return this.#lesson.isFirst ? secondAt : againAt;
  }

  /** What others seem to leave of the limit, in calls per window. */
  #left({ now, windowMs, ended }: Limited): number {
    const { margin, believed } = this.#pacing;
    const below = 1 - margin;
    if (!this.#lesson) return below * ended;
    const { at, passed, plateau } = this.#lesson;
    const since = now - at;
    if (since < windowMs) return below * Math.min(ended, (passed * windowMs) / since);
    // Between what held and what has just been too much: a bucket lets more through for a while than it refills.
    return Math.min(plateau, ended) * (1 - believed) + below * ended * believed;
  }
}
