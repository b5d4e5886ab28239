import type { AccountUse } from "../model/event.ts";
import { Account, type AccountOptions, type Leaving } from "./account.ts";
import { Crowd } from "./crowd.ts";
import type { Backoff } from "./pacing.ts";
import { type Episode, Throttle } from "./throttle.ts";

export interface LaneOptions extends AccountOptions {
  readonly retry429: Backoff;
}

/** A place taken in a lane, to be handed back when the call ends. */
export interface Place {
  /** The number of the episode before it. */
  readonly episode: number;
  /** The number of the call in the account. */
  readonly call: number;
}

/** One limit: the account of what is spent, and what throttling makes of it. Knows no clock. */
export class Lane {
  /** The limit's name; empty for the one that all calls of the credential share. */
  readonly key: string;
  readonly #account: Account;
  readonly #throttle: Throttle;
  readonly #crowd = new Crowd();

  constructor(key: string, options: LaneOptions) {
    this.key = key;
    this.#account = new Account(options);
    this.#throttle = new Throttle(options.pacing, options.retry429, options.burst);
  }

  /** When the next call may leave: `now` or earlier = at once; Infinity = not before one in flight has ended. */
  earliest(now: number, leaving?: Leaving): number {
    return Math.max(this.#account.earliest(now, leaving), this.#throttle.earliest());
  }

  /** When what answers told of the calls of everybody lets the next leave. */
  reported(now: number, leaving: Leaving): number {
    return this.#account.reported(now, leaving);
  }

  /** A call leaves. */
  take(now: number): Place {
    return { call: this.#account.take(now), episode: this.#throttle.take() };
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
    if (fresh) this.#account.passed(now);
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
  limited(
    episode: number,
    now: number,
    askedMs: number | undefined,
    chance: number,
  ): Episode & { readonly crowded: boolean } {
    const outcome = this.#throttle.limited(episode, now, askedMs, chance);
    if (outcome.begun) this.#account.limited(now);
    const crowded = outcome.begun && this.#crowd.note(now);
    if (crowded) this.#account.halve(now);
    return { ...outcome, crowded };
  }

  /** Whether a call that left after this episode is the first to tell of another. */
  isCurrent(episode: number): boolean {
    return this.#throttle.isCurrent(episode);
  }

  /** An answer told of the limit. */
  report(route: string, now: number, { limit, ...left }: Reported, place: Place): void {
    const { remaining, resetMs } = left;
    const told =
      remaining === undefined
        ? undefined
        : { remaining, call: place.call, ...(resetMs !== undefined && { resetMs }) };
    this.#account.report(route, now, limit, told);
  }

  /** The organisation's limits allow so many calls a minute. */
  allow(perMinute: number, now: number): void {
    this.#account.allow(perMinute, now);
  }

  /** A call of an earlier process; see Account. */
  remember(left: number, until: number, now: number): void {
    this.#account.remember(left, until, now);
  }

  state(now: number): LaneState {
    return { ...this.#account.state(now), pausedMs: this.#throttle.pausedMs(now) };
  }
}

/** Calls per window, calls left in it, and until it ends, as far as an answer says. */
export interface Reported {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetMs?: number;
}

export interface LaneState extends AccountUse {
  readonly windowMs: number;
  /** What is left of a pause. */
  readonly pausedMs: number;
}
