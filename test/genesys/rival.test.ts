import { describe, expect, it } from "vitest";
import { LIMITER_POSITIONS, type LimiterOptions } from "../../src/simulator/limiters/create.ts";
import { callAlways } from "./rival.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const LEFT = 200;

const kinds = LIMITER_POSITIONS.map((limiter): [string, LimiterOptions] => [
  [limiter.kind, limiter.capacity ?? ""].join(" ").trim(),
  limiter,
]);

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

describe.each(kinds)("calls at a %s", (_name, limiter) => {
  it("are never refused while nobody else calls, and use 97 % of the limit", () => {
    for (const seed of SEEDS.slice(0, 3)) {
      const { passed, episodes } = callAlways({ limiter }, seed, 6);
      expect(episodes).toEqual([0, 0, 0, 0, 0, 0]);
      expect(mean(passed) / 300).toBeGreaterThan(0.97);
    }
  });

  it("learn what a rival of constant rate leaves: from the third window on 90 % of it, for at most one episode a window", () => {
    const runs = SEEDS.map((seed) => callAlways({ limiter, rival: { perMinute: 300 - LEFT } }, seed, 12));
    const later = runs.map(({ passed, episodes }) => ({
      passed: passed.slice(2),
      episodes: episodes.slice(2),
    }));
    expect(mean(later.flatMap(({ passed }) => passed)) / LEFT).toBeGreaterThan(0.9);
    expect(mean(later.map(({ episodes }) => mean(episodes)))).toBeLessThanOrEqual(1);
    // A counter that smooths the last window hides for a while how much is left: one window in twenty may see a second episode.
    const all = later.flatMap(({ episodes }) => episodes);
    expect(all.filter((count) => count > 1).length / all.length).toBeLessThan(1 / 20);
    expect(Math.max(...all)).toBeLessThanOrEqual(2);
  });
});

describe.each(["inin", "x-ratelimit-epoch", "x-ratelimit-delta"] as const)(
  "calls told of the limit by %s",
  (headers) => {
    const limiter = { kind: "sliding-log", limit: 300, windowMs: 60_000 } as const;

    it("leave the reserve to others when they yield, and draw no 429 from a rival's calls", () => {
      const rival = { perMinute: 300 - LEFT };
      const { episodes, left, passed } = callAlways({ limiter, headers, rival }, 1, 8, { yields: true });
      expect(episodes.slice(2)).toEqual([0, 0, 0, 0, 0, 0]);
      // It takes some windows until the calls of both are spread over the window.
      expect(Math.min(...left.slice(4))).toBeGreaterThanOrEqual(15);
      expect(mean(passed.slice(2)) / (LEFT - 20)).toBeGreaterThan(0.97);
    });

    it("use what the limit allows when they do not yield", () => {
      const { episodes, passed } = callAlways({ limiter, headers }, 1, 6);
      expect(episodes).toEqual([0, 0, 0, 0, 0, 0]);
      expect(mean(passed) / 300).toBeGreaterThan(0.95);
    });
  },
);
