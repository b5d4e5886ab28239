import { StopError } from "./errors.ts";
import type { Asked } from "./lanes.ts";

/** What a pause is about, for people. */
export function pauseDetail(route: string, asked: Asked): string {
  const wish =
    asked.retryAfterMs === undefined
      ? "without saying how long to wait"
      : `and asked to wait ${seconds(asked.retryAfterMs)}`;
  return `Genesys answered 429 to ${route} ${wish}${named(asked.limitKey)}`;
}

export function throttledTooLong(route: string, laneKey: string, asked: Asked): StopError {
  const wait = asked.retryAfterMs ?? 0;
  return new StopError(
    "throttled-too-long",
    `Genesys throttles ${route} and asks to wait ${seconds(wait)}, which is longer than gus waits${named(asked.limitKey ?? laneKey)}.`,
    `Run the same command again in ${Math.ceil(wait / 60_000)} minutes; it goes on where it stopped.`,
  );
}

export function throttledTooOften(route: string, laneKey: string): StopError {
  return new StopError(
    "throttle-episodes",
    `Genesys kept throttling ${route} after every pause${named(laneKey)}: something else uses up the limit.`,
    "Find what else calls with this OAuth client, or give gus a client of its own or a smaller --rate; then run the same command again.",
  );
}

export function crowdedWarning(): string {
  return (
    "Genesys throttled this run more than five times within a minute, so something else uses the same limit. " +
    "The rate is halved and climbs back; give gus an OAuth client of its own, or a smaller --budget."
  );
}

export function reserveDetail(): string {
  return "few calls of the limit are left, and some of those are left to others";
}

export function widthDetail(width: number): string {
  return `round trips changed: ${width} ${width === 1 ? "call" : "calls"} in flight at most`;
}

function named(limitKey: string | undefined): string {
  return limitKey ? ` (limit ${limitKey})` : "";
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}
