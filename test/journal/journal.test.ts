import { describe, expect, it } from "vitest";
import type { Files } from "../../src/files.ts";
import { NO_HISTORY, readHistory } from "../../src/journal/history.ts";
import { type Intent, type Journal, openJournal } from "../../src/journal/journal.ts";
import { fakeClock } from "../fake-clock.ts";
import { type FakeFiles, fakeFiles } from "../fake-files.ts";
import { expectValue } from "../laws/gus.ts";
import { end, intent, RUN, runRecord } from "./samples.ts";

const PATH = ".gus/runs/r.ndjson";

function open(files: Files, history = NO_HISTORY): Promise<Journal> {
  const { type: _type, formatVersion: _version, at: _at, ...run } = runRecord();
  return openJournal({ files, path: PATH, clock: fakeClock(), history, run });
}

function anIntent(parts: Partial<Intent> = {}): Intent {
  const { type: _type, call: _call, at: _at, ...rest } = intent(0);
  return { ...rest, ...parts };
}

async function historyIn(files: FakeFiles) {
  return expectValue(readHistory((await files.read(PATH)) ?? "", PATH));
}

/** Files that count their syncs, and of which the disk is full once `full` says so. */
function watched(full = () => false) {
  const files = fakeFiles();
  const seen = { syncs: 0 };
  const watching: Files = {
    ...files,
    append: async (path) => {
      const file = await files.append(path);
      return {
        ...file,
        write: async (text) => {
          if (full()) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
          await file.write(text);
        },
        sync: async () => {
          seen.syncs += 1;
          await file.sync();
        },
      };
    },
  };
  return { files, watching, seen };
}

describe("a journal", () => {
  it("tells what a run did, line by line", async () => {
    const files = fakeFiles();
    const journal = await open(files);
    const call = await journal.intent(anIntent());
    journal.outcome(call, { kind: "accepted", status: 200, version: 5 });
    journal.settled("op1", "ada", "applied", "");
    await journal.end(0);
    const history = await historyIn(files);
    expect(history.runs).toMatchObject([{ run: RUN }]);
    expect(history.calls).toMatchObject([{ line: 2, outcome: { kind: "accepted", version: 5 } }]);
    expect(history.settled.get("op1 ada")).toMatchObject({ status: "applied", line: 4 });
    expect(history.end?.exitCode).toBe(0);
  });

  it("has an intent on disk before it says so", async () => {
    const files = fakeFiles();
    const journal = await open(files);
    await journal.intent(anIntent());
    expect((await historyIn(files.crash())).calls).toHaveLength(1);
  });

  it("lets intents that come together share one sync", async () => {
    const { watching, seen } = watched();
    const journal = await open(watching);
    const begun = seen.syncs;
    const calls = await Promise.all(Array.from({ length: 6 }, () => journal.intent(anIntent())));
    expect(calls).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seen.syncs - begun).toBe(1);
  });

  it("goes on after half a line, without gluing its own to it", async () => {
    const files = fakeFiles();
    const first = await open(files);
    await first.intent(anIntent());
    const torn = fakeFiles(new Map([[PATH, `${await files.read(PATH)}{"type":"outc`]]));
    const second = await open(torn, await historyIn(torn));
    expect(await second.intent(anIntent())).toBe(2);
    const history = await historyIn(torn);
    expect(history.runs).toHaveLength(2);
    expect(history.calls.map((call) => call.intent.call)).toEqual([1, 2]);
  });

  it("that cannot be written lets nothing be sent, now or later, and says where", async () => {
    let full = false;
    const { files, watching } = watched(() => full);
    const journal = await open(watching);
    full = true;
    const refusal = {
      name: "StateDirError",
      code: "journal-not-written",
      message: `Cannot write ${PATH}: the disk is full`,
    };
    await expect(journal.intent(anIntent())).rejects.toMatchObject(refusal);
    full = false;
    await expect(journal.intent(anIntent())).rejects.toMatchObject(refusal);
    await expect(journal.end(6)).rejects.toMatchObject(refusal);
    expect((await historyIn(files)).calls).toEqual([]);
  });

  it("tells of an outcome that was lost at the next intent", async () => {
    let full = false;
    const { watching } = watched(() => full);
    const journal = await open(watching);
    const call = await journal.intent(anIntent());
    full = true;
    journal.outcome(call, { kind: "accepted", status: 200 });
    await expect(journal.intent(anIntent())).rejects.toMatchObject({ code: "journal-not-written" });
  });

  it("takes nothing after its end", async () => {
    const files = fakeFiles();
    const journal = await open(files);
    const call = await journal.intent(anIntent());
    await journal.end(130);
    journal.outcome(call, { kind: "ambiguous", why: "late" });
    journal.settled("op1", "ada", "failed", "late");
    await expect(journal.intent(anIntent())).rejects.toThrow("has ended");
    const history = await historyIn(files);
    expect(history.end).toMatchObject({ ...end(130), at: history.end?.at });
    expect(history.calls[0]?.outcome).toBeUndefined();
  });
});
