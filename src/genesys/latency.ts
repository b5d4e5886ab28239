/** How round trips shape the number of calls in flight. */
export interface LatencyOptions {
  /** Calls in flight while round trips take their usual time. */
  readonly most: number;
}

interface Times {
  usual: number;
  recent: number;
  seen: number;
}

/** Round trips count as slow from this many times the usual one on. */
const SLOW_TIMES = 3;
/** … and from this much more than the usual one, so that quick answers may vary. */
const SLOW_MS = 500;
/** Answers of a route after which its usual time is known. */
const KNOWN_AFTER = 5;

/**
 * How many calls may be in flight. When round trips grow well beyond their usual time, the server has more than it can do: the width is
 * halved, down to one, once per slow round trip; it comes back one by one when they are as usual. Each route has its own usual time.
 */
export class Latency {
  readonly #most: number;
  readonly #routes = new Map<string, Times>();
  #width: number;
  #inFlight = 0;
  #shrunkAt = Number.NEGATIVE_INFINITY;

  constructor({ most }: LatencyOptions) {
    this.#most = most;
    this.#width = most;
  }

  get width(): number {
    return this.#width;
  }

  isOpen(): boolean {
    return this.#inFlight < this.#width;
  }

  began(): void {
    this.#inFlight += 1;
  }

  /** A call ended; `ms` is its round trip, absent when it tells nothing of the server. Answers whether the width changed. */
  ended(route: string, now: number, ms?: number): boolean {
    this.#inFlight -= 1;
    return ms !== undefined && this.#judge(this.#note(route, ms), now, ms);
  }

  #note(route: string, ms: number): boolean {
    const times = this.#routes.get(route) ?? { usual: ms, recent: ms, seen: 0 };
    this.#routes.set(route, times);
    times.seen += 1;
    times.recent += (ms - times.recent) / 4;
    const slow = times.recent > SLOW_TIMES * times.usual && times.recent > times.usual + SLOW_MS;
    // What is slow for good becomes usual, slowly.
    times.usual += (Math.min(ms, 2 * times.usual) - times.usual) / (slow ? 64 : 8);
    return slow && times.seen > KNOWN_AFTER;
  }

  #judge(slow: boolean, now: number, ms: number): boolean {
    const before = this.#width;
    if (!slow) this.#width = Math.min(this.#most, before + 1);
    else if (now - ms >= this.#shrunkAt) {
      this.#width = Math.max(1, Math.floor(before / 2));
      this.#shrunkAt = now;
    }
    return this.#width !== before;
  }
}
