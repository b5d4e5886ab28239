import { Account, type AccountOptions } from "./account.ts";
import type { Backoff } from "./pacing.ts";
import { type Episode, Throttle } from "./throttle.ts";

export interface LaneOptions extends AccountOptions {
  readonly retry429: Backoff;
}

/** One limit: the account of what is spent, and what throttling makes of it. Knows no clock. */
export class Lane {
  /** The limit's name; empty for the one that all calls of the credential share. */
  readonly key: string;
  readonly #account: Account;
  readonly #throttle: Throttle;

  constructor(key: string, options: LaneOptions) {
    this.key = key;
    this.#account = new Account(options);
    this.#throttle = new Throttle(options.pacing, options.retry429, options.burst);
  }

  /** When the next call may leave: `now` or earlier = at once; Infinity = not before one in flight has ended. */
  earliest(now: number): number {
    return Math.max(this.#account.earliest(now), this.#throttle.earliest());
  }

  /** A call leaves. Returns the number of the episode before it, to be handed back when the call ends. */
  take(now: number): number {
    this.#account.take(now);
    return this.#throttle.take();
  }

  /** An answer came that says nothing about the limit. */
  answered(episode: number, now: number): void {
    this.#account.answered(now);
    this.#throttle.ended(episode);
  }

  /** An answer came that the limit did not stand in the way of. True when the call left after the last episode. */
  passed(episode: number, now: number): boolean {
    this.#account.answered(now);
    const fresh = this.#throttle.succeeded(episode);
    if (fresh) this.#account.climb(now);
    return fresh;
  }

  lost(episode: number, now: number): void {
    this.#account.lost(now);
    this.#throttle.ended(episode);
  }

  unsent(episode: number): void {
    this.#account.unsent();
    this.#throttle.ended(episode);
  }

  /** A 429 is laid to this limit's door. A call that did not pass here belongs to episode 0. */
  limited(episode: number, now: number, askedMs: number | undefined, chance: number): Episode {
    const outcome = this.#throttle.limited(episode, now, askedMs, chance);
    if (outcome.begun) this.#account.slow(now);
    return outcome;
  }

  /** Whether a call that left after this episode is the first to tell of another. */
  isCurrent(episode: number): boolean {
    return this.#throttle.isCurrent(episode);
  }

  adopt(limit: number, now: number): void {
    this.#account.adopt(limit, now);
  }

  state(now: number): LaneState {
    return { ...this.#account.state(now), pausedMs: this.#throttle.pausedMs(now) };
  }
}

export interface LaneState {
  /** Calls per window: as set, or lower if an answer reported so. */
  readonly limit: number;
  readonly windowMs: number;
  /** What the budget and recent throttling leave of the limit. */
  readonly allowed: number;
  /** Calls in flight or answered less than a window ago. */
  readonly used: number;
  /** What is left of a pause. */
  readonly pausedMs: number;
}
