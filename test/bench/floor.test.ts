import { describe, expect, it } from "vitest";
import { floorMs, WHOLE_LIMIT } from "../../bench/floor.ts";

describe("floorMs()", () => {
  it("is calls × window ÷ limit for whoever is alone", () => {
    expect(floorMs(300, WHOLE_LIMIT)).toBe(60_000);
    expect(floorMs(2004, WHOLE_LIMIT)).toBe(400_800);
  });

  it("grows with what a rival uses, a reserve leaves and a budget forbids", () => {
    expect(floorMs(300, { ...WHOLE_LIMIT, rivalPerMinute: 150 })).toBe(120_000);
    expect(floorMs(300, { ...WHOLE_LIMIT, reserve: 150 })).toBe(120_000);
    expect(floorMs(300, { ...WHOLE_LIMIT, budget: 0.5 })).toBe(120_000);
    expect(floorMs(100, { rivalPerMinute: 100, reserve: 100, budget: 0.5 })).toBe(120_000);
  });
});
