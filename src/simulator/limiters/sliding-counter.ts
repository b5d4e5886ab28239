import { admitted, type Limiter, type Rate, turnedAway } from "./limiter.ts";

/**
 * Two counters instead of a log: the previous window counts by the share of it that a window
 * ending now still covers, the present one in full.
 */
export function slidingCounter(rate: Rate, phaseMs: number): Limiter {
  const { limit, windowMs } = rate;
  let window = Number.NEGATIVE_INFINITY;
  let previous = 0;
  let present = 0;

  const enter = (current: number) => {
    if (current === window) return;
    previous = current === window + 1 ? present : 0;
    present = 0;
    window = current;
  };

  return {
    admit: (now) => {
      enter(Math.floor((now - phaseMs) / windowMs));
      const elapsed = now - phaseMs - window * windowMs;
      const weighted = previous * (1 - elapsed / windowMs) + present;
      const free = weighted + 1 <= limit;
      if (free || rate.refusedCount === true) present += 1;
      const used = Math.ceil(free ? weighted + 1 : weighted);
      const resetMs = windowMs - elapsed;
      return free
        ? admitted(used, rate, resetMs)
        : turnedAway(used, rate, resetMs, waitMs({ previous, present, elapsed, limit, windowMs }));
    },
  };
}

interface Counted extends Rate {
  readonly previous: number;
  readonly present: number;
  readonly elapsed: number;
}

/** Until one more request fits: later in this window, or in the next one, where the present count becomes the previous. */
function waitMs({ previous, present, elapsed, limit, windowMs }: Counted): number {
  const room = limit - 1 - present;
  if (room >= 0 && previous > 0) return windowMs * (1 - room / previous) - elapsed;
  const share = present > 0 ? Math.min(1, (limit - 1) / present) : 1;
  return windowMs - elapsed + windowMs * (1 - share);
}
