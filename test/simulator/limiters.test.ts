import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createLimiter,
  LIMITER_POSITIONS,
  type LimiterOptions,
} from "../../src/simulator/limiters/create.ts";
import { fixedWindow } from "../../src/simulator/limiters/fixed-window.ts";
import type { Limiter } from "../../src/simulator/limiters/limiter.ts";
import { slidingCounter } from "../../src/simulator/limiters/sliding-counter.ts";
import { slidingLog } from "../../src/simulator/limiters/sliding-log.ts";
import { tokenBucket } from "../../src/simulator/limiters/token-bucket.ts";
import { chance } from "../../src/simulator/random.ts";

const WINDOW = 60_000;

/** The most requests that any stretch of one window may hold, by the definition of each kind. */
function mostInOneWindow({ kind, limit, capacity = limit }: LimiterOptions): number {
  switch (kind) {
    case "sliding-log":
      return limit;
    case "fixed-window":
    case "sliding-counter":
      return 2 * limit;
    case "token-bucket":
      return limit + capacity;
  }
}

const gaps = fc.array(fc.integer({ min: 0, max: 2_500 }), { minLength: 100, maxLength: 400 });
const seeds = fc.integer({ min: 0, max: 1_000 });

function small(options: LimiterOptions): LimiterOptions {
  return {
    ...options,
    limit: 30,
    ...(options.capacity !== undefined && { capacity: options.capacity / 10 }),
  };
}

function admitTimes(options: LimiterOptions, seed: number, steps: readonly number[]): readonly number[] {
  const limiter = createLimiter(options, chance(seed));
  let now = 0;
  return steps.flatMap((gap) => {
    now += gap;
    return limiter.admit(now).ok ? [now] : [];
  });
}

function mostWithin(times: readonly number[], windowMs: number): number {
  return Math.max(
    0,
    ...times.map((start) => times.filter((at) => at >= start && at < start + windowMs).length),
  );
}

for (const position of LIMITER_POSITIONS) {
  const options = small(position);
  const name = `createLimiter(${options.kind}${options.capacity ? ` of ${options.capacity}` : ""})`;

  describe(name, () => {
    it("never admits more in any window than its definition allows", () => {
      fc.assert(
        fc.property(seeds, gaps, (seed, steps) => {
          const times = admitTimes(options, seed, steps);
          expect(mostWithin(times, WINDOW)).toBeLessThanOrEqual(mostInOneWindow(options));
        }),
        { numRuns: 40 },
      );
    });

    it("admits a request that waits as long as the refusal said", () => {
      fc.assert(
        fc.property(seeds, gaps, (seed, steps) => {
          const limiter = createLimiter(options, chance(seed));
          let now = 0;
          for (const gap of steps) {
            now += gap;
            const admission = limiter.admit(now);
            if (admission.ok) continue;
            expect(Number.isInteger(admission.retryAfterSeconds)).toBe(true);
            expect(admission.retryAfterSeconds).toBeGreaterThan(0);
            expect(admission.retryAfterSeconds).toBeLessThanOrEqual((2 * WINDOW) / 1000);
            now += admission.retryAfterSeconds * 1000;
            expect(limiter.admit(now).ok).toBe(true);
          }
        }),
        { numRuns: 40 },
      );
    });

    it("refuses a burst beyond the limit and says how much is used", () => {
      const limiter = createLimiter(options, chance(7));
      const verdicts = Array.from({ length: 2 * options.limit }, () => limiter.admit(1_000));
      const admitted = verdicts.filter((verdict) => verdict.ok);
      expect(admitted).toHaveLength(options.capacity ?? options.limit);
      expect(verdicts.at(-1)).toMatchObject({ ok: false, allowed: options.limit });
      expect(verdicts.at(-1)?.used).toBe(options.limit);
    });

    it("keeps turning away a caller that never pauses when refusals count", () => {
      const strict = createLimiter({ ...options, refusedCount: true }, chance(3));
      const lenient = createLimiter(options, chance(3));
      const admitted = (limiter: typeof strict) =>
        Array.from({ length: 6_000 }, (_, step) => limiter.admit(step * 50)).filter(({ ok }) => ok).length;
      expect(admitted(strict)).toBeLessThanOrEqual(admitted(lenient));
    });
  });
}

/** Counts per aligned window, before each admission and including it. */
function eachAdmission(limiter: Limiter, phase: number, steps: readonly number[]) {
  const counts = new Map<number, number>();
  const seen: { readonly before: number; readonly now: number; readonly elapsed: number }[] = [];
  let now = 0;
  for (const gap of steps) {
    now += gap;
    if (!limiter.admit(now).ok) continue;
    const window = Math.floor((now - phase) / WINDOW);
    counts.set(window, (counts.get(window) ?? 0) + 1);
    seen.push({
      before: counts.get(window - 1) ?? 0,
      now: counts.get(window) ?? 0,
      elapsed: (now - phase - window * WINDOW) / WINDOW,
    });
  }
  return seen;
}

const phases = fc.integer({ min: 0, max: WINDOW - 1 });

describe("slidingCounter()", () => {
  it("keeps the weighted sum of two windows within the limit", () => {
    fc.assert(
      fc.property(phases, gaps, (phase, steps) => {
        const limiter = slidingCounter({ limit: 30, windowMs: WINDOW }, phase);
        for (const { before, now, elapsed } of eachAdmission(limiter, phase, steps)) {
          expect(before * (1 - elapsed) + now).toBeLessThanOrEqual(30 + 1e-9);
        }
      }),
    );
  });
});

describe("fixedWindow()", () => {
  it("admits the limit in every window of its own, and as much again right after", () => {
    fc.assert(
      fc.property(phases, gaps, (phase, steps) => {
        const limiter = fixedWindow({ limit: 30, windowMs: WINDOW }, phase);
        for (const { now } of eachAdmission(limiter, phase, steps)) expect(now).toBeLessThanOrEqual(30);
      }),
    );
    const edge = fixedWindow({ limit: 3, windowMs: WINDOW }, 0);
    const around = [59_999, 59_999, 59_999, 60_000, 60_000, 60_000, 60_001];
    expect(around.map((at) => edge.admit(at).ok)).toEqual([true, true, true, true, true, true, false]);
  });

  it("starts its windows at a moment that depends on the seed", () => {
    const resets = [1, 2, 3, 4].map(
      (seed) =>
        createLimiter({ kind: "fixed-window", limit: 5, windowMs: WINDOW }, chance(seed)).admit(0).reset,
    );
    expect(new Set(resets).size).toBeGreaterThan(1);
  });
});

describe("slidingLog()", () => {
  it("forgets a request exactly one window later", () => {
    const limiter = slidingLog({ limit: 1, windowMs: WINDOW });
    expect(limiter.admit(5).ok).toBe(true);
    expect(limiter.admit(5 + WINDOW - 1).ok).toBe(false);
    expect(limiter.admit(5 + WINDOW).ok).toBe(true);
  });
});

describe("tokenBucket()", () => {
  it("fills at the rate and never beyond its capacity", () => {
    const bucket = tokenBucket({ limit: 60, windowMs: WINDOW }, 2);
    expect([0, 0, 0, 1_000, 1_000].map((at) => bucket.admit(at).ok)).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
    const later = [1_000_000, 1_000_000, 1_000_000].map((at) => bucket.admit(at).ok);
    expect(later).toEqual([true, true, false]);
  });
});
