import { turn } from "../../fake-clock.ts";

interface Coming {
  readonly at: number;
  readonly happen: () => void;
}

/**
 * Virtual time: what is to come, in order. Time jumps from one thing to the next, and only when the program can do nothing more without it.
 * In here all that a program waits for is such a thing, so one turn of the event loop is enough to let it do all it can.
 */
export class Timeline {
  /** Latest first, so that the next one is taken off the end. */
  readonly #coming: Coming[] = [];
  #now: number;

  /** Milliseconds since the epoch at the start. */
  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** Lets something happen after `ms` milliseconds; the function returned calls it off. Things of one moment keep their order. */
  after(ms: number, happen: () => void): () => void {
    const coming = { at: this.#now + Math.max(0, ms), happen };
    this.#coming.splice(this.#placeOf(coming.at), 0, coming);
    return () => {
      const place = this.#coming.indexOf(coming);
      if (place >= 0) this.#coming.splice(place, 1);
    };
  }

  /** Lets time pass until `ended` says so. Answers false when nothing is left to happen before that. */
  async pass(ended: () => boolean): Promise<boolean> {
    for (;;) {
      await turn();
      if (ended()) return true;
      const next = this.#coming.pop();
      if (next === undefined) return false;
      this.#now = next.at;
      next.happen();
    }
  }

  /** Before all that comes no later: what was asked for last happens last. */
  #placeOf(at: number): number {
    let low = 0;
    let high = this.#coming.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#coming[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
