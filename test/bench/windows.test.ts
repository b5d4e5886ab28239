import { describe, expect, it } from "vitest";
import { countedOver, episodesOf, steadyOf } from "../../bench/windows.ts";

const call = (at: number, status = 200) => ({ at, status });

describe("episodesOf()", () => {
  it("takes 429s of calls in flight together for one", () => {
    const calls = [call(0), call(100, 429), call(150, 429), call(900), call(1_000, 429), call(5_000, 429)];
    expect(episodesOf(calls)).toEqual([100, 5_000]);
  });
});

describe("steadyOf()", () => {
  const minute = 60_000;

  it("looks at whole windows from the third on", () => {
    const every = Array.from({ length: 600 }, (_, index) => call(index * 500));
    const refusals = [call(30_000, 429), call(125_000, 429), call(131_000, 429), call(190_000, 429)];
    const calls = [...every, ...refusals].toSorted((one, other) => one.at - other.at);
    expect(steadyOf(calls, 240)).toEqual({ episodes: [2, 1], used: 0.5 });
  });

  it("says nothing of a run that ended before", () => {
    expect(steadyOf([call(0), call(3 * minute - 1)], 300)).toBeUndefined();
  });
});

describe("countedOver()", () => {
  it("counts what the window that ends at each step holds", () => {
    const calls = [call(1_000), call(2_000, 429), call(4_000)];
    expect(countedOver(calls, 2_000, 1_000)).toEqual([
      { atMs: 0, passed: 1, refused: 0 },
      { atMs: 1_000, passed: 1, refused: 1 },
      { atMs: 2_000, passed: 0, refused: 1 },
      { atMs: 3_000, passed: 1, refused: 0 },
    ]);
  });
});
