import { Bucket, type Flow } from "./bucket.ts";
import { Headroom, type Report } from "./headroom.ts";
import { KnownLimit } from "./known-limit.ts";
import { LearnedRate } from "./learned-rate.ts";
import type { Pacing, Rate, Reserve } from "./pacing.ts";
import { heldBack, lowAt, reserveOf } from "./reserve.ts";

export interface AccountOptions {
  readonly rate: Rate;
  /** Somebody asked for this rate: reported limits may lower it, never raise it. */
  readonly rateGiven?: boolean;
  /** The part of the limit that this program may use, 0 < budget ≤ 1. */
  readonly budget: number;
  /** Calls of each window that are left to others; when absent, some are once answers tell what is left. */
  readonly reserve?: Reserve;
  /** Calls that may leave at once after a rest. */
  readonly burst: number;
  readonly pacing: Pacing;
}

/** What is known of a call that wants to leave. */
export interface Leaving {
  /** It can wait for others to get their part of the limit: routing, in a run. */
  readonly yields: boolean;
}

/**
 * Counts calls against one limit. Knows no clock: every method takes `now` in milliseconds that never go back.
 *
 * A call may leave when (a) calls in flight and calls answered less than a window W ago number under cap = (limit − reserve) × budget, and
 * (b) a bucket of B = burst, refilled at (cap − B) / W, holds one. (a) keeps any W under the cap however late a call arrives at the server,
 * so no sliding log or fixed window overflows. (b) spreads calls so that estimates (sliding counters) and small buckets do not either.
 * What 429s teach lowers both; what rate headers tell of others lowers (a).
 */
export class Account {
  readonly #options: AccountOptions;
  readonly #limit: KnownLimit;
  readonly #learned: LearnedRate;
  readonly #headroom: Headroom;
  #taken = 0;
  #freed = 0;
  #inFlight = 0;
  /** Ascending times at which ended calls stop counting. */
  readonly #leaving: number[] = [];
  readonly #bucket: Bucket;

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#limit = new KnownLimit(options.rate, options.rateGiven ?? false);
    this.#learned = new LearnedRate(options.pacing);
    this.#headroom = new Headroom(options.rate.windowMs);
    this.#bucket = new Bucket(options.rate.windowMs);
  }

  /** When the next call may leave: `now` or earlier = at once; Infinity = not before a call in flight has ended. */
  earliest(now: number, leaving: Leaving = { yields: false }): number {
    this.#forget(now);
    const counted = this.#under(this.#cap(), now);
    return Math.max(counted, this.#bucket.earliest(this.#flow()), this.reported(now, leaving));
  }

  /** A call leaves. Answers its number, to be told with what its answer reports. */
  take(now: number): number {
    this.#taken += 1;
    this.#inFlight += 1;
    this.#bucket.take(now, this.#flow());
    return this.#taken;
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
    this.#freed += 1;
    this.#bucket.giveBack(this.#flow());
  }

  /** A call of an earlier process left at a time, before now, and counts until another. Calls are remembered in the order in which they left. */
  remember(left: number, until: number, now: number): void {
    this.take(left);
    this.#end(until);
    this.#bucket.respace(now, this.#flow());
  }

  /** Slows down after a 429 that begins an episode. */
  limited(now: number): void {
    this.#forget(now);
    const { windowMs } = this.#options.rate;
    const ended = this.#leaving.length;
    this.#change(now, () => this.#learned.limited({ now, windowMs, ended, full: this.#full() }));
  }

  /** Halves the rate. */
  halve(now: number): void {
    this.#change(now, () => this.#learned.halve(this.#full()));
  }

  /** Gives some of the rate back for a call that was let through. */
  passed(now: number): void {
    this.#change(now, () => this.#learned.passed(this.#full()));
  }

  /** An answer told of the limit. */
  report(
    route: string,
    now: number,
    limit: number | undefined,
    left: Omit<Report, "limit"> | undefined,
  ): void {
    if (limit !== undefined) this.#relimit(now, () => this.#limit.report(route, limit));
    this.#forget(now);
    if (!left) return;
    const used = this.#inFlight + this.#leaving.length;
    const counts = { taken: this.#taken, freed: this.#freed, used };
    const known = this.#limit.value();
    const held = heldBack(known, this.#options.reserve);
    this.#headroom.note({ ...left, limit: limit ?? known }, now, counts, held);
  }

  /** The organisation's limits allow so many calls a minute. */
  allow(perMinute: number, now: number): void {
    this.#relimit(now, () => this.#limit.answer(perMinute));
  }

  /** What the account stands at, for status lines. */
  state(now: number): { limit: number; windowMs: number; allowed: number; used: number } {
    this.#forget(now);
    const used = this.#inFlight + this.#leaving.length;
    const limit = this.#limit.value();
    const allowed = Math.min(this.#rate(), this.#cap(), Math.max(1, limit - this.#headroom.others(now)));
    return { limit, windowMs: this.#options.rate.windowMs, allowed, used };
  }

  /** When one more call keeps the window under a cap. */
  #under(cap: number, now: number): number {
    const over = this.#inFlight + this.#leaving.length - cap;
    return over < 0 ? now : (this.#leaving[over] ?? Number.POSITIVE_INFINITY);
  }

  /** When what answers told of the calls of everybody lets one leave. Where nothing is told, nothing stands in the way. */
  reported(now: number, { yields }: Leaving): number {
    const limit = this.#limit.value();
    return this.#headroom.earliest(now, {
      taken: this.#taken,
      freed: this.#freed,
      inFlight: this.#inFlight,
      limit,
      held: yields ? heldBack(limit, this.#options.reserve) : 0,
      low: lowAt(limit),
      freesAt: (nth) => this.#leaving[nth - 1] ?? Number.POSITIVE_INFINITY,
      under: (cap) => this.#under(cap, now),
    });
  }

  /** What reserve and budget leave of the limit. */
  #full(): number {
    const limit = this.#limit.value();
    const left = limit - reserveOf(limit, this.#options.reserve);
    // The small addition is for products such as 100 × 0.29, which binary fractions put just below 29.
    return Math.max(1, Math.floor(left * this.#options.budget + 1e-9));
  }

  /** Most calls in any window. */
  #cap(): number {
    return Math.max(1, Math.floor(this.#learned.counted(this.#full())));
  }

  /** Calls per window at which calls are spread. */
  #rate(): number {
    return Math.max(1, Math.floor(this.#learned.rate(this.#full())));
  }

  #flow(): Flow {
    const rate = this.#rate();
    // At most a quarter of the rate: what the bucket holds is missing from the rate at which it refills.
    const burst = Math.max(1, Math.min(this.#options.burst, Math.floor(rate / 4)));
    return { burst, gapMs: this.#options.rate.windowMs / Math.max(1, rate - burst) };
  }

  #change(now: number, change: () => void): void {
    const before = this.#flow();
    change();
    this.#bucket.keepMissing(now, before, this.#flow());
  }

  #relimit(now: number, change: () => void): void {
    const before = this.#limit.value();
    change();
    if (this.#limit.value() !== before) this.#bucket.respace(now, this.#flow());
  }

  #end(leavesAt: number): void {
    this.#inFlight -= 1;
    const later = this.#leaving.findLastIndex((at) => at <= leavesAt) + 1;
    this.#leaving.splice(later, 0, leavesAt);
  }

  #forget(now: number): void {
    const kept = this.#leaving.findIndex((at) => at > now);
    const gone = kept < 0 ? this.#leaving.length : kept;
    this.#leaving.splice(0, gone);
    this.#freed += gone;
  }
}
