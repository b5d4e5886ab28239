import { describe, expect, it } from "vitest";
import { RAILS } from "../../src/model/plan.ts";
import { firstCounted } from "../../src/review/rail-places.ts";
import { ADA, BOB, CAY, change, fullPlan, keyed, operation, planOf, ref } from "./samples.ts";

const DEACTIVATION = operation("deactivate", CAY, [change(CAY.id, "state", "active", "inactive", 31)]);

describe("firstCounted()", () => {
  it("finds the line where each rail begins to count", () => {
    const lines = RAILS.map((rule) => [rule, firstCounted(rule, fullPlan())?.source?.line]);
    expect(Object.fromEntries(lines)).toEqual({
      deactivate: 31,
      state: 31,
      division: 5,
      email: 22,
      removals: 24,
      drain: 3,
      change: 31,
    });
  });

  it("looks for a lost skill before it takes a deactivation for what drains it", () => {
    const loss = operation("remove-skill", ADA, [keyed(ADA.id, "skills", ref(1, "Fax"), 2, null, 3)]);
    expect(firstCounted("drain", planOf({ operations: [DEACTIVATION, loss] }))?.source?.line).toBe(3);
    expect(firstCounted("drain", planOf({ operations: [DEACTIVATION] }))?.source?.line).toBe(31);
  });

  it("passes by what nobody wrote down", () => {
    const { source: _source, ...nowhere } = change(BOB.id, "title", "a", "b");
    const operations = [operation("update", BOB, [nowhere]), DEACTIVATION];
    expect(firstCounted("change", planOf({ operations }))?.userId).toBe(CAY.id);
    expect(firstCounted("division", planOf({ operations }))).toBeUndefined();
  });
});
