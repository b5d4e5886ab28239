import { describe, expect, it } from "vitest";
import { estimateRun, paced } from "../../src/plan/estimate.ts";
import { desiredUser, liveUser, ref, type State } from "../world.ts";
import { plan } from "./pairs.ts";
import { PACE } from "./samples.ts";

/** The plan that brings so many users from live to desired. */
function users(count: number, live: State, desired: State) {
  return plan(
    Array.from({ length: count }, (_, index) => {
      const email = `u${String(index).padStart(4, "0")}@x`;
      return [liveUser(email, live), desiredUser(email, desired)] as const;
    }),
  );
}

describe("estimateRun()", () => {
  it("costs nothing when there is nothing to do", () => {
    expect(estimateRun([], PACE)).toEqual({ reads: 0, writes: 0, seconds: 0, rate: 300 });
  });

  it("counts the organisation and its limit, the check and the reading back of profile changes", () => {
    expect(estimateRun(users(1, {}, { title: "Lead" }), PACE)).toMatchObject({ reads: 4, writes: 1 });
    expect(estimateRun(users(101, {}, { title: "Lead" }), PACE)).toMatchObject({ reads: 6, writes: 101 });
  });

  it("counts a compare for each 100 users before calls that take no version", () => {
    expect(estimateRun(users(1, {}, { skills: { Billing: 1 } }), PACE).reads).toBe(5);
    expect(estimateRun(users(101, {}, { division: ref("EMEA") }), PACE).reads).toBe(2 + 2 + 2 + 2);
    expect(estimateRun(users(60, { acdAutoAnswer: false }, { acdAutoAnswer: true }), PACE)).toMatchObject({
      reads: 2 + 1 + 1 + 1,
      writes: 2,
    });
  });

  it("reads again when more is to be written than a compare stays fresh for", () => {
    const slow = { ...PACE, calls: 20 };
    expect(estimateRun(users(50, {}, { skills: { Billing: 1 } }), slow).reads).toBe(2 + 1 + 5 + 1);
  });

  it("adds the settle to runs with profile changes and many routing calls", () => {
    const routing = users(501, {}, { skills: { Billing: 1 } });
    const both = users(501, {}, { skills: { Billing: 1 }, title: "Lead" });
    const [short, long] = [routing, both].map((operations) => estimateRun(operations, PACE).seconds);
    expect((long ?? 0) - (short ?? 0)).toBeGreaterThan(900);
    expect(short).toBeLessThan(900);
    expect(estimateRun(both, { ...PACE, settleAbove: 501 }).seconds).toBeLessThan(900);
  });

  it("goes by the rate: a burst at once, the rest at the pace of the refill", () => {
    expect(paced(6, PACE)).toBe(0);
    expect(paced(300, PACE)).toBeCloseTo(60_000);
    expect(estimateRun(users(594, {}, { title: "Lead" }), PACE).seconds).toBe(123);
    expect(estimateRun([], { ...PACE, calls: 150, windowMs: 30_000 }).rate).toBe(300);
  });
});
