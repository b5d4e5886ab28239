import { describe, expect, it } from "vitest";
import { type JournalRecord, writeRecord } from "../../src/journal/record.ts";
import { findOpenRun, readRun } from "../../src/journal/runs.ts";
import { fakeFiles } from "../fake-files.ts";
import { expectValue } from "../laws/gus.ts";
import { end, intent, later, runRecord } from "./samples.ts";

const idOf = (nth: number) => `11111111-0000-4000-8000-00000000000${nth}`;

/** A state dir with these journals, the first of them the oldest. */
function stateDir(...journals: readonly (readonly JournalRecord[])[]) {
  const texts = journals.map((rest, nth) => {
    const run = runRecord({ run: idOf(nth), at: later(nth * 1000) });
    return [`s/runs/${idOf(nth)}.ndjson`, [run, ...rest].map(writeRecord).join("")] as const;
  });
  return new Map<string, string>(texts);
}

async function openRun(texts: ReadonlyMap<string, string>, planHash = "a-plan") {
  const found = expectValue(await findOpenRun(fakeFiles(texts), "s", planHash));
  return found?.run;
}

describe("findOpenRun()", () => {
  it.each([
    ["was killed", []],
    ["was stopped", [end(6)]],
    ["was interrupted", [end(130)]],
    ["was terminated", [end(143)]],
    ["could not write at all", [end(1)]],
    ["was killed when it went on", [end(6), runRecord({ run: idOf(0) })]],
  ])("finds a run that %s", async (_how, rest) => {
    expect(await openRun(stateDir(rest))).toBe(idOf(0));
  });

  it.each([0, 3])("leaves a run alone that came to its end with exit %i", async (exit) => {
    expect(await openRun(stateDir([end(exit)]))).toBeUndefined();
  });

  it("finds the newest of several, whatever became of others", async () => {
    expect(await openRun(stateDir([], [], [end(0)]))).toBe(idOf(1));
  });

  it("looks for this plan only, and at journals only", async () => {
    const texts = stateDir([], [runRecord({ planHash: "other" })]);
    expect(await openRun(texts, "other")).toBeUndefined();
    const others = new Map([
      ["s/runs/notes.ndjson", "mine"],
      [`s/runs/${idOf(7)}.ndjson`, ""],
      [`s/runs/${idOf(8)}.plan.json`, "{}"],
    ]);
    expect(await openRun(new Map([...texts, ...others]))).toBe(idOf(1));
    expect(await openRun(new Map())).toBeUndefined();
  });

  it("refuses a journal of this plan that is broken, since nobody could tell what was sent", async () => {
    const text = `${writeRecord(runRecord({ run: idOf(0) }))}broken\n`;
    const found = await findOpenRun(fakeFiles(new Map([[`s/runs/${idOf(0)}.ndjson`, text]])), "s", "a-plan");
    expect(found).toMatchObject({ ok: false, problems: [{ code: "journal-broken" }] });
  });
});

describe("readRun()", () => {
  it("reads what a run did", async () => {
    const { history } = expectValue(await readRun(fakeFiles(stateDir([intent(1)])), "s", idOf(0)));
    expect(history.calls).toHaveLength(1);
  });

  it.each([idOf(7), "../../etc/passwd", "", "..", idOf(0).toUpperCase().replace("1", "A")])(
    "says of %j that there is no such run, and which there are",
    async (run) => {
      const found = await readRun(fakeFiles(stateDir([], [])), "s", run);
      expect(found).toMatchObject({ ok: false, problems: [{ code: "unknown-run" }] });
      const fix = found.ok ? "" : found.problems[0]?.fix;
      expect(fix?.indexOf(idOf(1))).toBeGreaterThan(0);
      expect(fix?.indexOf(idOf(0))).toBeGreaterThan(fix?.indexOf(idOf(1)) ?? 0);
    },
  );

  it("says which run begins so, where there is one", async () => {
    const found = await readRun(fakeFiles(stateDir([])), "s", idOf(0).slice(0, 8));
    expect(found).toMatchObject({ ok: false, problems: [{ fix: `Did you mean ${idOf(0)}?` }] });
  });

  it("says so where none is kept", async () => {
    const found = await readRun(fakeFiles(), "s", idOf(0));
    expect(found.ok ? "" : found.problems[0]?.fix).toContain("No run is kept there");
  });
});
