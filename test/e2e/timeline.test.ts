import { describe, expect, it } from "vitest";
import { inFakeTime, resultOf } from "./fake-time.ts";

const PARTS = { users: ["ada", "bob", "cay"].map((name) => ({ email: `${name}@example.com`, name })) };
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead }
  bob@example.com: { title: Lead }
  cay@example.com: { title: Lead }
`;

describe("the timeline of apply()", () => {
  it("shows a pause where it was, the 429 it comes of, and when users were done", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      const retryAfter = { form: "seconds", seconds: 30 } as const;
      const where = { method: "PATCH", route: "/api/v2/users/{userId}" };
      time.org.faults.add({ ...where, nth: 1, kind: "throttle", retryAfter });
      const { timeline, calls } = resultOf(await time.apply(plan));
      expect(timeline?.pauses).toMatchObject([{ reason: "throttled", ms: 31_000 }]);
      const slices = timeline?.slices ?? [];
      const throttledAt = slices.findIndex(({ throttled }) => throttled > 0);
      const doneAt = slices.findIndex(({ usersDone }) => usersDone === 3);
      const apart = (doneAt - throttledAt) * (timeline?.sliceMs ?? 0);
      expect(apart).toBeGreaterThanOrEqual(30_000);
      expect(slices.reduce((sum, slice) => sum + slice.calls, 0)).toBe(calls.reads + calls.writes);
      expect(timeline?.stages.map(({ stage }) => stage)).toEqual(["check", "apply", "verify"]);
    });
  });
});
