import { admitted, type Limiter, type Rate, turnedAway } from "./limiter.ts";

/** A bucket that holds `capacity` requests and fills at the rate. It starts full. */
export function tokenBucket(rate: Rate, capacity: number): Limiter {
  const perMs = rate.limit / rate.windowMs;
  let held = capacity;
  let since = Number.NEGATIVE_INFINITY;
  const untilHolding = (wanted: number) => Math.max(0, (wanted - held) / perMs);
  return {
    admit: (now) => {
      if (Number.isFinite(since)) held = Math.min(capacity, held + (now - since) * perMs);
      since = now;
      const free = held >= 1;
      if (free || rate.refusedCount === true) held = Math.max(0, held - 1);
      const used = Math.max(0, rate.limit - Math.floor(held));
      return free
        ? admitted(used, rate, untilHolding(capacity))
        : turnedAway(used, rate, untilHolding(capacity), untilHolding(1));
    },
  };
}
