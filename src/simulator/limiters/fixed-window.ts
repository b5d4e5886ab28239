import { admitted, type Limiter, type Rate, turnedAway } from "./limiter.ts";

/** Counts from zero in every window. `phaseMs` says where windows begin. */
export function fixedWindow(rate: Rate, phaseMs: number): Limiter {
  let window = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    admit: (now) => {
      const current = Math.floor((now - phaseMs) / rate.windowMs);
      if (current !== window) used = 0;
      window = current;
      const resetMs = (current + 1) * rate.windowMs + phaseMs - now;
      const free = used < rate.limit;
      if (free || rate.refusedCount === true) used += 1;
      return free ? admitted(used, rate, resetMs) : turnedAway(used, rate, resetMs, resetMs);
    },
  };
}
