import { admitted, type Limiter, type Rate, turnedAway } from "./limiter.ts";

/** Remembers when each request came: at most `limit` within any `windowMs`. */
export function slidingLog(rate: Rate): Limiter {
  const times: number[] = [];
  const freeAt = (index: number, now: number) => (times[index] ?? now) + rate.windowMs - now;
  return {
    admit: (now) => {
      while (times[0] !== undefined && times[0] <= now - rate.windowMs) times.shift();
      if (times.length < rate.limit) {
        times.push(now);
        return admitted(times.length, rate, freeAt(0, now));
      }
      if (rate.refusedCount === true) times.push(now);
      return turnedAway(times.length, rate, freeAt(0, now), freeAt(times.length - rate.limit, now));
    },
  };
}
