import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHistory, settledKey, wholeLines } from "../../src/journal/history.ts";
import { type JournalRecord, writeRecord } from "../../src/journal/record.ts";
import { expectValue } from "../laws/gus.ts";
import { end, intent, outcome, runRecord, type Step, settled, steps } from "./samples.ts";

const FILE = ".gus/runs/r.ndjson";

function written(records: readonly JournalRecord[]): string {
  return records.map(writeRecord).join("");
}

/** The records of a run that writes these things down; an outcome is that of a call made before. */
function recordsOf(some: readonly Step[]): readonly JournalRecord[] {
  let calls = 0;
  const records = some.flatMap((step): readonly JournalRecord[] => {
    if (step.kind === "settled") return [step.settled];
    if (step.kind === "intent") return [{ ...step.intent, call: ++calls }];
    return calls === 0 ? [] : [outcome((step.nth % calls) + 1, step.outcome)];
  });
  return [runRecord(), ...records];
}

function problemOf(text: string) {
  const read = readHistory(text, FILE);
  return read.ok ? undefined : read.problems[0];
}

describe("readHistory()", () => {
  it("gives back what was written, whatever that was", () => {
    fc.assert(
      fc.property(steps, (some) => {
        const records = recordsOf(some);
        const history = expectValue(readHistory(written(records), FILE));
        const intents = records.filter((record) => record.type === "intent");
        expect(history.calls.map((call) => call.intent)).toEqual(intents);
        for (const call of history.calls) {
          const mine = records.filter((one) => one.type === "outcome" && one.call === call.intent.call);
          expect(call.outcome).toEqual(mine.at(-1));
          expect(records[call.line - 1]).toEqual(call.intent);
        }
        const last = records.filter((record) => record.type === "settled");
        for (const { line, ...entry } of history.settled.values()) {
          expect(entry).toEqual(
            last.findLast((one) => settledKey(one.opId, one.userId) === settledKey(entry.opId, entry.userId)),
          );
          expect(records[line - 1]).toEqual(entry);
        }
        expect(history.settled.size).toBe(new Set(last.map((one) => settledKey(one.opId, one.userId))).size);
      }),
    );
  });

  it("torn at any byte says what the lines before say", () => {
    fc.assert(
      fc.property(steps, (some) => {
        const bytes = Buffer.from(written(recordsOf(some)));
        for (let length = 0; length <= bytes.length; length += 1) {
          const torn = bytes.subarray(0, length).toString("utf8");
          const whole = bytes.subarray(0, bytes.lastIndexOf("\n", length - 1) + 1).toString("utf8");
          if (length > 0) expect(wholeLines(torn)).toBe(whole);
          expect(readHistory(torn, FILE)).toEqual(readHistory(length > 0 ? whole : "", FILE));
        }
      }),
      { numRuns: 10 },
    );
  });

  it("knows every process that had a part, and whether the last one came to its end", () => {
    const first = [runRecord(), intent(1), end(6)];
    expect(expectValue(readHistory(written(first), FILE)).end).toEqual(end(6));
    const second = [...first, runRecord({ pid: 8, timeoutMs: 5000 }), intent(2)];
    const history = expectValue(readHistory(written(second), FILE));
    expect(history.end).toBeUndefined();
    expect(history.runs.map(({ pid }) => pid)).toEqual([7, 8]);
    expect(history.calls.map(({ timeoutMs }) => timeoutMs)).toEqual([30_000, 5000]);
  });

  const whole = [runRecord(), intent(1), settled()];

  it.each([
    ["is no JSON", 1, "{"],
    ["is no object", 1, "7"],
    ["is of an unknown type", 1, '{"type":"other"}'],
    ["lacks a member", 1, JSON.stringify({ ...intent(1), users: undefined })],
    ["has a time that is none", 1, JSON.stringify({ ...intent(1), at: "yesterday" })],
    ["belongs to a call that nobody made", 1, JSON.stringify(outcome(9, { kind: "stale" }))],
    ["is of another run", 1, JSON.stringify(runRecord({ run: "another" }))],
    ["is empty", 1, ""],
    ["comes before the first", 0, JSON.stringify(intent(1))],
  ])("refuses a line that %s, and names it", (_what, index, line) => {
    const lines = whole.map((record) => JSON.stringify(record)).toSpliced(index, 0, line);
    const problem = problemOf(`${lines.join("\n")}\n`);
    expect(problem).toMatchObject({ code: "journal-broken" });
    expect(problem?.message).toContain(`${FILE}:${index + 1}`);
  });

  it("refuses a line after the last", () => {
    expect(problemOf(written([...whole, end(0), settled()]))?.message).toContain(`${FILE}:5`);
  });

  it("refuses a later format", () => {
    const problem = problemOf(written([runRecord({ formatVersion: "2.0" })]));
    expect(problem).toMatchObject({ code: "journal-format" });
    expect(readHistory(written([runRecord({ formatVersion: "1.7" })]), FILE).ok).toBe(true);
  });
});
