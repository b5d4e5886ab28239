import { describe, expect, it } from "vitest";
import type { GusEvent, OnEvent } from "../../src/model/event.ts";
import type { OutcomeStatus } from "../../src/model/outcome.ts";
import { recordTimeline } from "../../src/report/timeline.ts";
import { ADA, BOB, change, operation, outcome, planOf } from "../review/samples.ts";

const PLAN = planOf({
  operations: [
    operation("update", ADA, [change(ADA.id, "title", "a", "b")]),
    operation("update", BOB, [change(BOB.id, "title", "a", "b")]),
    operation("activate", BOB, [change(BOB.id, "state", "inactive", "active")]),
  ],
});

/** A recorder, and a way to have something happen at a time. */
function recorder() {
  let now = 5000;
  const { onEvent, timeline } = recordTimeline(PLAN, () => now);
  const at = (ms: number, ...events: readonly Parameters<OnEvent>[0][]) => {
    now = 5000 + ms;
    for (const event of events) onEvent(event);
  };
  return { at, timeline };
}

function call(used: number, over: Partial<Extract<GusEvent, { type: "call" }>> = {}): GusEvent {
  const account = { used, allowed: 280, limit: 300 };
  return { type: "call", method: "PATCH", route: "/api/v2/users/{id}", status: 200, ms: 9, account, ...over };
}

function settled(user: Parameters<typeof outcome>[0], status: OutcomeStatus = "applied"): GusEvent {
  return { type: "outcome", outcome: outcome(user, status) };
}

describe("recordTimeline()", () => {
  it("counts calls, 429s and conflicts where they fall, and keeps the fullest look at the window", () => {
    const { at, timeline } = recorder();
    at(10, call(7), call(9, { status: 429 }), call(8));
    at(600, { type: "conflict", userId: ADA.id, email: ADA.email }, call(3));
    expect(timeline()).toMatchObject({
      sliceMs: 250,
      slices: [
        { calls: 3, throttled: 1, conflicts: 0, account: { used: 9, allowed: 280, limit: 300 } },
        { calls: 0, throttled: 0, conflicts: 0 },
        { calls: 1, throttled: 0, conflicts: 1, account: { used: 3 } },
      ],
    });
    expect(timeline()?.slices[1]).not.toHaveProperty("account");
  });

  it("leaves calls for tokens out, which have a limit of their own", () => {
    const { at, timeline } = recorder();
    at(0, call(1, { method: "POST", route: "/oauth/token" }));
    expect(timeline()?.slices).toEqual([{ calls: 0, throttled: 0, conflicts: 0, usersDone: 0 }]);
  });

  it("counts a user once, when the last of its operations has an outcome", () => {
    const { at, timeline } = recorder();
    at(0, settled(ADA), settled(BOB));
    at(250, settled(BOB), settled(ADA, "not-persisted"));
    expect(timeline()?.slices.map(({ usersDone }) => usersDone)).toEqual([1, 2]);
  });

  it("counts a user as done from then on, also when slices are joined", () => {
    const { at, timeline } = recorder();
    at(0, settled(ADA));
    at(300, settled(BOB), settled(BOB));
    at(600, call(1));
    expect(timeline()?.slices.map(({ usersDone }) => usersDone)).toEqual([1, 2, 2]);
    at(40_000, call(1));
    expect(timeline()?.slices[0]?.usersDone).toBe(2);
    expect(timeline()?.slices.at(-1)?.usersDone).toBe(2);
  });

  it("does not count a user of whom something was not sent", () => {
    const { at, timeline } = recorder();
    at(0, settled(ADA, "not-sent"), settled(BOB), settled(BOB, "not-sent"));
    expect(timeline()?.slices.at(-1)?.usersDone).toBe(0);
  });

  it("keeps stages with their beginnings", () => {
    const { at, timeline } = recorder();
    at(0, { type: "stage", stage: "check" });
    at(300, { type: "stage", stage: "apply", users: 2 });
    expect(timeline()?.stages).toEqual([
      { stage: "check", atMs: 0 },
      { stage: "apply", atMs: 300 },
    ]);
  });

  it("stays small however long the run takes, and loses no count", () => {
    const { at, timeline } = recorder();
    for (let second = 0; second < 7200; second += 1) {
      at(second * 1000, call(second % 300));
      at(second * 1000, { type: "pause", reason: "throttled", ms: second, detail: "secret" });
      at(second * 1000, { type: "stage", stage: "verify" });
    }
    const kept = timeline();
    expect(kept?.slices.length).toBeGreaterThan(50);
    expect(kept?.slices.length).toBeLessThanOrEqual(120);
    expect(kept?.slices.reduce((sum, { calls }) => sum + calls, 0)).toBe(7200);
    expect(Math.max(...(kept?.slices ?? []).map(({ account }) => account?.used ?? 0))).toBe(299);
    expect(kept?.pauses).toHaveLength(100);
    expect(kept?.pauses[0]).toEqual({ atMs: 7_100_000, ms: 7100, reason: "throttled" });
    expect(kept?.pauseTotals).toEqual([{ reason: "throttled", count: 7200, ms: (7199 * 7200) / 2 }]);
    expect(kept?.stages.length).toBeLessThanOrEqual(12);
    expect(JSON.stringify(kept)).not.toContain("secret");
  });

  it("is not there when nothing happened", () => {
    expect(recorder().timeline()).toBeUndefined();
  });
});
