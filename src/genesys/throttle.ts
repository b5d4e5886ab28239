import { type Backoff, doubled, type Pacing } from "./pacing.ts";

/** What came of a 429: its pause, whether it began an episode, and why to stop if that is due. */
export interface Episode {
  readonly begun: boolean;
  readonly ms: number;
  readonly stop?: "too-long" | "too-often";
}

/**
 * What 429s do to an account: a pause, then one probe, then twice as many calls with every success.
 * 429s of calls that were in flight together are one episode; a pass remembers the episode it was handed out after.
 * Knows no clock and no chance: both come in as arguments.
 */
export class Throttle {
  readonly #pacing: Pacing;
  readonly #backoff: Backoff;
  readonly #burst: number;
  #episode = 0;
  #until = Number.NEGATIVE_INFINITY;
  #width = Number.POSITIVE_INFINITY;
  #inFlight = 0;
  #inARow = 0;
  #since = 0;

  constructor(pacing: Pacing, backoff: Backoff, burst: number) {
    this.#pacing = pacing;
    this.#backoff = backoff;
    this.#burst = burst;
  }

  /** When the next call may leave; Infinity = not before one in flight has ended. */
  earliest(): number {
    return this.#inFlight >= this.#width ? Number.POSITIVE_INFINITY : this.#until;
  }

  /** Milliseconds of pause left. */
  pausedMs(now: number): number {
    return Math.max(0, this.#until - now);
  }

  /** A call leaves. Returns the number of the episode before it, to be handed back when the call ends. */
  take(): number {
    this.#inFlight += 1;
    return this.#episode;
  }

  /** Whether a call that left after this episode is the first to tell of another. */
  isCurrent(episode: number): boolean {
    return episode === this.#episode;
  }

  /** A call ended without telling anything about the limit. */
  ended(episode: number): void {
    if (episode === this.#episode) this.#inFlight -= 1;
  }

  /** A call was let through by the limit. True when that counts, i.e. it left after the last episode. */
  succeeded(episode: number): boolean {
    if (episode !== this.#episode) return false;
    this.#inFlight -= 1;
    this.#inARow = 0;
    this.#width = this.#width * 2 >= this.#burst ? Number.POSITIVE_INFINITY : this.#width * 2;
    return true;
  }

  /** A call met a 429 that asks for `askedMs`, if it asks for anything. */
  limited(episode: number, now: number, askedMs: number | undefined, chance: number): Episode {
    const begun = episode === this.#episode;
    if (begun) this.#begin(now);
    const wait =
      askedMs === undefined
        ? doubled(Math.max(1, this.#inARow), this.#backoff)
        : askedMs + this.#pacing.marginMs;
    const ms = wait + chance * this.#pacing.jitterMs;
    this.#until = Math.max(this.#until, now + ms);
    const stop = this.#stop(now, askedMs);
    return { begun, ms, ...(stop && { stop }) };
  }

  #begin(now: number): void {
    this.#episode += 1;
    this.#inFlight = 0;
    this.#width = 1;
    if (this.#inARow === 0) this.#since = now;
    this.#inARow += 1;
  }

  #stop(now: number, askedMs: number | undefined): "too-long" | "too-often" | undefined {
    if (askedMs !== undefined && askedMs > this.#pacing.longestPauseMs) return "too-long";
    const often = this.#inARow >= this.#pacing.episodes || now - this.#since >= this.#pacing.patienceMs;
    return often ? "too-often" : undefined;
  }
}
