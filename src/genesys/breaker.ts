import { StopError } from "./errors.ts";

/** So long back a share is taken. Milliseconds. */
const OVER_MS = 60_000;
/** Fewer answers than this say nothing. */
const LEAST = 10;
/** Failures closer together than this are a glitch, which trying again gets over. Milliseconds. */
const SPAN_MS = 5_000;
/** From this share of failures on, going on does harm. */
const SHARE = 0.5;

interface Ended {
  readonly at: number;
  readonly failed: boolean;
  readonly writes: boolean;
}

/**
 * Watches for a platform that is down: too large a share of 5xx answers and broken connections over the last minute, among all calls or
 * among those that write, since reads may go on well. Knows no clock.
 */
export class Breaker {
  #recent: readonly Ended[] = [];

  /** Notes how a call ended. Answers how many of how many failed, once that is too much. */
  note(failed: boolean, writes: boolean, now: number): Failures | undefined {
    this.#recent = [...this.#recent.filter(({ at }) => now - at < OVER_MS), { at: now, failed, writes }];
    return tooMany(this.#recent) ?? tooMany(this.#recent.filter((ended) => ended.writes));
  }
}

export interface Failures {
  readonly failed: number;
  readonly calls: number;
}

function tooMany(ended: readonly Ended[]): Failures | undefined {
  const calls = ended.length;
  const failures = ended.filter((one) => one.failed);
  const spanMs = (failures.at(-1)?.at ?? 0) - (failures[0]?.at ?? 0);
  const failed = failures.length;
  return calls >= LEAST && failed > SHARE * calls && spanMs >= SPAN_MS ? { failed, calls } : undefined;
}

export function tooMuchFails(failed: number, calls: number): StopError {
  return new StopError(
    "breaker",
    `Genesys fails: within a minute ${failed} of ${calls} calls were answered 5xx, or not at all.`,
    "Look at the status page of Genesys Cloud and at the network; when both are well, run the same command again.",
  );
}
