/** More 429s than this in a minute mean that pauses alone do not help; those of calls in flight together count once. */
const MOST = 5;
const MINUTE_MS = 60_000;

/** Counts episodes of 429s over the last minute. Knows no clock. */
export class Crowd {
  #recent: readonly number[] = [];

  /** Notes a 429. Answers whether there are too many by now; then it counts anew, so that one crowd counts once. */
  note(now: number): boolean {
    this.#recent = [...this.#recent.filter((at) => now - at < MINUTE_MS), now];
    const crowded = this.#recent.length > MOST;
    if (crowded) this.#recent = [];
    return crowded;
  }
}
