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
  /** How often in a row the call after a reset has found too few left: the reset is only that of the oldest call then. */
  readonly inVain: number;
}

/** How an account stands, for whoever wants to leave. */
export interface Standing {
  readonly taken: number;
  readonly freed: number;
  readonly inFlight: number;
  readonly limit: number;
  /** Calls that are to be left to others. */
  readonly held: number;
  /** With fewer left than this, calls go out one at a time. */
  readonly low: number;
  /** When `nth` calls more, counted from 1, will count no more. */
  readonly freesAt: (nth: number) => number;
  /** When one more call keeps the window under a cap. */
  readonly under: (cap: number) => number;
}

/** After a reset that brought nothing, the next call waits so long, then twice as long, up to a window. */
const IN_VAIN_MS = 1_000;

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

  /** `held`: fewer calls left than this are too few. */
  note(report: Report, now: number, { taken, freed, used }: Counts, held: number): void {
    if (this.#last && report.call < this.#last.call && this.isKnown(now)) return;
    const own = used - (taken - report.call);
    const others = Math.max(0, report.limit - report.remaining - own);
    const afterReset = this.#last !== undefined && now >= this.endsAt();
    const before = this.#last?.inVain ?? 0;
    const inVain = report.remaining > held ? 0 : before + (afterReset ? 1 : 0);
    this.#last = { ...report, at: now, freed, others, inVain };
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

  /** When what was reported lets one more call leave; `now` where nothing is known. */
  earliest(now: number, { taken, freed, inFlight, limit, held, low, freesAt, under }: Standing): number {
    if (!this.isKnown(now)) return now;
    const left = this.left(now, taken, freed);
    const alone = inFlight === 0 ? now : Number.POSITIVE_INFINITY;
    // After the reset one call tells how much there is again.
    if (left === undefined) return alone;
    const enough = left > held ? now : freesAt(held - left + 1);
    const besideOthers = under(Math.max(1, limit - this.others(now) - held));
    const earliest = Math.min(this.endsAt(), Math.max(enough, besideOthers));
    return left < low ? Math.max(earliest, alone) : earliest;
  }

  /** When what was reported is over: at the reported reset, else after a window. */
  endsAt(): number {
    if (!this.#last) return Number.NEGATIVE_INFINITY;
    const { at, resetMs = this.#windowMs, inVain } = this.#last;
    const patience = inVain === 0 ? 0 : IN_VAIN_MS * 2 ** Math.min(inVain, 20);
    return at + Math.min(Math.max(resetMs, patience), this.#windowMs);
  }
}
