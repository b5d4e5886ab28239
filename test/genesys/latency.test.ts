import { describe, expect, it } from "vitest";
import { Latency } from "../../src/genesys/latency.ts";

/** Calls one after the other, each with this round trip; answers the width after each. */
function roundTrips(latency: Latency, times: readonly number[], route = "PATCH /a", start = 0): number[] {
  let now = start;
  return times.map((ms) => {
    latency.began();
    now += ms;
    latency.ended(route, now, ms);
    return latency.width;
  });
}

const usual = (count: number) => new Array<number>(count).fill(150);
const slow = (count: number) => new Array<number>(count).fill(3_000);

describe("Latency", () => {
  it("keeps the width while round trips vary as they do", () => {
    const latency = new Latency({ most: 6 });
    expect(new Set(roundTrips(latency, [...usual(10), 400, 150, 90, 600, 150]))).toEqual(new Set([6]));
  });

  it("shrinks towards one call at a time when round trips grow, and comes back", () => {
    const latency = new Latency({ most: 6 });
    roundTrips(latency, usual(20));
    expect(roundTrips(latency, slow(4), "PATCH /a", 10_000)).toEqual([3, 1, 1, 1]);
    expect(roundTrips(latency, usual(20), "PATCH /a", 40_000).at(-1)).toBe(6);
  });

  it("knows the usual time of each route", () => {
    const latency = new Latency({ most: 6 });
    roundTrips(latency, usual(20));
    expect(roundTrips(latency, slow(10), "GET /pages", 10_000).at(-1)).toBe(6);
  });

  it("lets no more calls out than its width", () => {
    const latency = new Latency({ most: 6 });
    roundTrips(latency, usual(20));
    roundTrips(latency, slow(6), "PATCH /a", 10_000);
    expect([latency.width, latency.isOpen()]).toEqual([1, true]);
    latency.began();
    expect(latency.isOpen()).toBe(false);
    latency.ended("PATCH /a", 50_000);
    expect(latency.isOpen()).toBe(true);
  });
});
