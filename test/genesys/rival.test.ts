import { describe, expect, it } from "vitest";
import { LIMITER_POSITIONS, type LimiterOptions } from "../../src/simulator/limiters/create.ts";
import { callAlways, type Windows } from "./rival.ts";

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

  it.each([30, 60, 100, 150, 200, 240])(
    "learn what a rival of %i a minute leaves: from the third window on 90 % of it, for less than one episode a window",
    (perMinute) => {
      const runs = SEEDS.map((seed) => learnt(callAlways({ limiter, rival: { perMinute } }, seed, 20)));
      const episodes = runs.flatMap((run) => run.episodes);
      expect(mean(runs.flatMap(({ passed }) => passed)) / (300 - perMinute)).toBeGreaterThan(0.9);
      expect(Math.max(...runs.map((run) => mean(run.episodes)))).toBeLessThan(2 / 3);
      // A bucket that has just run dry, or a counter that smooths the last window, hides for a while how much is left.
      expect(episodes.filter((count) => count > 1).length / episodes.length).toBeLessThan(1 / 30);
      expect(Math.max(...episodes)).toBeLessThanOrEqual(2);
    },
  );
});

/** What follows once there were two windows to learn in. A large bucket gives a lesson only when it has run dry. */
function learnt({ passed, episodes }: Windows): Pick<Windows, "passed" | "episodes"> {
  const from = episodes.findIndex((count) => count > 0) + 2;
  return { passed: passed.slice(from), episodes: episodes.slice(from) };
}

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
