import type { Check } from "../model/checkup.ts";
import { duration } from "../model/figures.ts";
import { cannotTell, ok, warning } from "./check.ts";
import type { Arrived } from "./seen.ts";

/** More than round trips and rounding explain. */
const SKEW_MS = 30_000;
/** `Date` tells whole seconds, cut off. */
const HALF_A_SECOND_MS = 500;

/** How far the clock here is from the platform's. The answer that shows the least has been on its way for the shortest time. */
export function judgeClock(arrived: readonly Arrived[]): Check {
  const skews = arrived.flatMap(({ headers, at }) => {
    const date = Date.parse(String(headers.date));
    return Number.isNaN(date) ? [] : [date + HALF_A_SECOND_MS - at];
  });
  const [skew] = skews.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  if (skew === undefined) return cannotTell("clock", "Not checked, since no answer had a Date");
  if (Math.abs(skew) <= SKEW_MS) return ok("clock", "The clock here agrees with the platform's");
  const way = skew > 0 ? "behind" : "ahead of";
  return warning(
    "clock",
    `The clock here is ${duration(Math.abs(skew) / 1000)} ${way} the platform's`,
    "Set it: --max-age, the times in documents and the age of locks go by it",
  );
}
