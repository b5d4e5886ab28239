/** What an answer said of the window it was counted in, and how the account stood when its call left and when it came. */
export interface Report {
  readonly limit: number;
  /** Calls left in the window. */
  readonly remaining: number;
  /** Until the window ends; absent when the answer does not say. */
  readonly resetMs?: number;
  /** Which call of the account it was, counted from 1. */
  readonly call: number;
}

/** Counts of an account since it began, and what it holds now. */
export interface Counts {
  readonly taken: number;
  readonly freed: number;
  readonly used: number;
}

interface Kept extends Report {
  readonly at: number;
  readonly freed: number;
  readonly others: number;
}

/**
 * What rate headers tell about the calls of everybody. Where nothing sends them, nothing is known and nothing is held back. Knows no clock.
 * A report is trusted for a window at most.
 */
export class Headroom {
  readonly #windowMs: number;
  #last: Kept | undefined;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  note(report: Report, now: number, { taken, freed, used }: Counts): void {
    if (this.#last && report.call < this.#last.call && this.isKnown(now)) return;
    const own = used - (taken - report.call);
    const others = Math.max(0, report.limit - report.remaining - own);
    this.#last = { ...report, at: now, freed, others };
  }

  isKnown(now: number): boolean {
    return this.#last !== undefined && now < this.#last.at + this.#windowMs;
  }

  /** Calls of others in the window. */
  others(now: number): number {
    return now < this.endsAt() ? (this.#last?.others ?? 0) : 0;
  }

  /** Calls left now: those reported, less ours since, plus ours that count no more. Undefined when nothing is known, or the window is over. */
  left(now: number, taken: number, freed: number): number | undefined {
    if (!this.#last || now >= this.endsAt()) return undefined;
    return this.#last.remaining - (taken - this.#last.call) + (freed - this.#last.freed);
  }

  /** When what was reported is over: at the reported reset, else after a window. */
  endsAt(): number {
    if (!this.#last) return Number.NEGATIVE_INFINITY;
    return this.#last.at + Math.min(this.#last.resetMs ?? this.#windowMs, this.#windowMs);
  }
}
