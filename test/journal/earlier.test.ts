import { describe, expect, it } from "vitest";
import { earlierOf } from "../../src/journal/earlier.ts";
import { readHistory } from "../../src/journal/history.ts";
import { type JournalRecord, writeRecord } from "../../src/journal/record.ts";
import { expectValue } from "../laws/gus.ts";
import { AT, intent, later, outcome, runRecord } from "./samples.ts";

function earlier(...records: readonly JournalRecord[]) {
  return earlierOf(expectValue(readHistory([runRecord(), ...records].map(writeRecord).join(""), "j")));
}

const accepted = (call: number, version?: number, at = AT) =>
  outcome(call, { kind: "accepted", status: 200, ...(version === undefined ? {} : { version }) }, at);

describe("Earlier", () => {
  it("knows what was accepted, what may have been, and what was not", () => {
    const run = earlier(
      intent(1),
      accepted(1),
      intent(2, { opId: "op2" }),
      intent(3, { opId: "op3" }),
      outcome(3, { kind: "throttled" }),
    );
    expect(["op1", "op2", "op3", "op4"].map((opId) => run.sent(opId, "ada"))).toEqual([
      "accepted",
      "unclear",
      undefined,
      undefined,
    ]);
    expect(run.sent("op1", "bob")).toBeUndefined();
  });

  it("counts an operation as accepted once one of its calls was", () => {
    expect(earlier(intent(1), intent(2), accepted(2)).sent("op1", "ada")).toBe("accepted");
    expect(earlier(intent(1), accepted(1), intent(2)).sent("op1", "ada")).toBe("accepted");
  });

  it("knows the version that a user was left with, as long as every answer told it", () => {
    expect(earlier().version("ada")).toBeUndefined();
    expect(earlier(intent(1), accepted(1, 5)).version("ada")).toBe(5);
    expect(earlier(intent(1), accepted(1, 5), intent(2), accepted(2)).version("ada")).toBe("unknown");
    expect(earlier(intent(1), accepted(1, 5), intent(2)).version("ada")).toBe("unknown");
  });

  it("knows when one of some operations was accepted last", () => {
    const run = earlier(
      intent(1),
      accepted(1, 5, later(1000)),
      intent(2, { opId: "op2" }),
      accepted(2, 6, later(2000)),
    );
    expect(run.lastAccepted(new Set(["op1"]))).toBe(Date.parse(AT) + 1000);
    expect(run.lastAccepted(new Set(["op1", "op2"]))).toBe(Date.parse(AT) + 2000);
    expect(run.lastAccepted(new Set(["op3"]))).toBeUndefined();
  });
});
