import { describe, expect, it } from "vitest";
import type { GusEvent } from "../../src/model/event.ts";
import { foldEvent, type Progress, startProgress } from "../../src/telemetry/progress.ts";
import { progressLine } from "../../src/telemetry/progress-line.ts";

const call: GusEvent = { type: "call", method: "PATCH", route: "/api/v2/users/{id}", status: 200, ms: 9 };
const outcome = (userId: string): GusEvent => ({
  type: "outcome",
  outcome: { opId: "1", userId, email: userId, status: "applied", reason: "", conflicts: [] },
});

/** Events at times in milliseconds, folded into a run of two users: Ada has two operations, Grace one. */
function following(...events: readonly (readonly [number, GusEvent])[]): Progress {
  const start = startProgress(
    new Map([
      ["ada", 2],
      ["grace", 1],
    ]),
  );
  return events.reduce((progress, [at, event]) => foldEvent(progress, event, at), start);
}

describe("progressLine()", () => {
  it("counts a user as done when every operation of the user has an outcome", () => {
    const run = following(
      [0, { type: "stage", stage: "apply" }],
      [10, outcome("ada")],
      [20, outcome("grace")],
    );
    expect(progressLine(run, 20)).toContain("Applying · 1 of 2 users");
    expect(progressLine(foldEvent(run, outcome("ada"), 30), 30)).toContain("2 of 2 users");
  });

  it("counts all calls, and those of the last minute", () => {
    const run = following([0, call], [1000, call], [60_500, call]);
    expect(progressLine(run, 60_500)).toBe("Starting · 3 calls · 2 in the last minute");
  });

  it("leaves out calls for tokens, which have a limit of their own", () => {
    expect(progressLine(following([0, { ...call, route: "/oauth/token" }]), 0)).toBe("Starting · 0 calls");
  });

  it("counts a pause down and says why, until the next call", () => {
    const pause: GusEvent = {
      type: "pause",
      reason: "throttled",
      ms: 30_000,
      detail: "Genesys answered 429",
    };
    const run = following([0, call], [1000, pause]);
    expect(progressLine(run, 11_000)).toBe(
      "Starting · 1 call · 1 in the last minute · paused 20 s: Genesys answered 429",
    );
    expect(progressLine(foldEvent(run, call, 31_000), 31_000)).not.toContain("paused");
  });

  it("estimates what is left from the pace so far", () => {
    const run = following([0, { type: "stage", stage: "apply" }], [5000, outcome("ada")]);
    expect(progressLine(run, 5000)).toContain("about 10 s left");
  });
});
