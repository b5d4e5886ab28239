import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/journal/history.ts";
import { type JournalRecord, writeRecord } from "../../src/journal/record.ts";
import { unsettledCalls, untilOver } from "../../src/journal/unsettled.ts";
import { expectValue } from "../laws/gus.ts";
import { AT, intent, later, outcome, runRecord, settled } from "./samples.ts";

function unsettled(...records: readonly JournalRecord[]) {
  const text = [runRecord(), ...records].map(writeRecord).join("");
  return unsettledCalls(expectValue(readHistory(text, "j")));
}

const NUMBERS = (calls: ReturnType<typeof unsettled>) => calls.map((call) => call.intent.call);
const BOTH = { users: [{ id: "ada" }, { id: "bob" }] };
const AMBIGUOUS = { kind: "ambiguous", why: "504" } as const;

describe("unsettledCalls()", () => {
  it("are those without an outcome, and ambiguous ones", () => {
    expect(NUMBERS(unsettled(intent(1)))).toEqual([1]);
    expect(NUMBERS(unsettled(intent(1), outcome(1, AMBIGUOUS)))).toEqual([1]);
  });

  it.each(["throttled", "renewed", "stale", "unsent"] as const)("are not those that were %s", (kind) => {
    expect(unsettled(intent(1), outcome(1, { kind }))).toEqual([]);
  });

  it("are not those that were accepted or refused", () => {
    expect(unsettled(intent(1), outcome(1, { kind: "accepted", status: 200 }))).toEqual([]);
    expect(unsettled(intent(1), outcome(1, { kind: "refused", status: 403, why: "" }))).toEqual([]);
  });

  it("are over once everybody in them is settled, and not by what was settled before", () => {
    expect(unsettled(intent(1), outcome(1, AMBIGUOUS), settled())).toEqual([]);
    expect(NUMBERS(unsettled(settled(), intent(1)))).toEqual([1]);
    expect(NUMBERS(unsettled(intent(1, BOTH), settled()))).toEqual([1]);
    expect(unsettled(intent(1, BOTH), settled(), settled({ userId: "bob" }))).toEqual([]);
  });
});

describe("untilOver()", () => {
  const START = Date.parse(AT);
  const wait = (passed: number) => untilOver(unsettled(intent(1)), START + passed);

  it("is the time that a call may take and 10 s, from its intent", () => {
    expect(wait(0)).toBe(40_000);
    expect(wait(25_000)).toBe(15_000);
  });

  it("is nothing when that long has passed, or nothing is unsettled", () => {
    expect(wait(40_000)).toBe(0);
    expect(wait(1e9)).toBe(0);
    expect(untilOver([], START)).toBe(0);
  });

  it("is the whole of it when the clock went back, and no more", () => {
    expect(wait(-1)).toBe(40_000);
    expect(wait(-1e9)).toBe(40_000);
  });

  it("is that of the last one to be over, each by the time that its own process waited", () => {
    const calls = unsettled(intent(1), runRecord({ timeoutMs: 1000 }), intent(2, { at: later(5000) }));
    expect(untilOver(calls, START + 6000)).toBe(34_000);
    expect(untilOver(calls.slice(1), START + 6000)).toBe(10_000);
  });
});
