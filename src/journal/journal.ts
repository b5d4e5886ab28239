import type { Clock } from "../edges.ts";
import type { Files } from "../files.ts";
import type { OutcomeStatus } from "../model/outcome.ts";
import { type History, wholeLines } from "./history.ts";
import { Lines } from "./lines.ts";
import {
  type CallOutcome,
  type IntentRecord,
  JOURNAL_FORMAT,
  type JournalRecord,
  type RunRecord,
  writeRecord,
} from "./record.ts";
import { withFile } from "./state-dir-error.ts";

export type Intent = Omit<IntentRecord, "type" | "call" | "at">;

/** What a run writes down as it goes. */
export interface Journal {
  /** Before a call leaves: resolves to its number once the line would survive. Throws StateDirError, and then the call must not leave. */
  intent(intent: Intent): Promise<number>;
  /** What a call came to. A line that is lost makes the call one that may have happened; a later intent() tells of the failure. */
  outcome(call: number, outcome: CallOutcome): void;
  /** What became of an operation for a user. */
  settled(opId: string, userId: string, status: OutcomeStatus, reason: string): void;
  /** The last line. Throws StateDirError when it, or one before it, could not be written. */
  end(exitCode: number): Promise<void>;
}

/** For runs that keep nothing. */
export const NO_JOURNAL: Journal = {
  intent: async () => 0,
  outcome: () => undefined,
  settled: () => undefined,
  end: async () => undefined,
};

export interface JournalOptions {
  readonly files: Files;
  readonly path: string;
  readonly clock: Clock;
  readonly history: History;
  readonly run: Omit<RunRecord, "type" | "formatVersion" | "at">;
}

/** Opens a run's journal, a new one or one to go on with, and writes its `run` line. */
export async function openJournal({ files, path, clock, history, run }: JournalOptions): Promise<Journal> {
  const writing = <T>(act: () => Promise<T>) => withFile("write", path, act, "journal-not-written");
  const lines = await writing(() => openLines(files, path));
  const at = () => new Date(clock.now()).toISOString();
  const add = (record: JournalRecord) => writing(() => lines.add(writeRecord(record)));
  /** Lines that nobody waits for; after the end there is nobody left to read them. */
  let ended = false;
  const note = (record: JournalRecord) => {
    if (!ended) add(record).catch(() => undefined);
  };
  let calls = Math.max(0, ...history.calls.map(({ intent }) => intent.call));
  await add({ type: "run", formatVersion: JOURNAL_FORMAT, ...run, at: at() });
  return {
    intent: async (intent) => {
      if (ended) throw new Error("The run has ended, so nothing may be sent any more");
      calls += 1;
      const call = calls;
      await add({ type: "intent", call, ...intent, at: at() });
      return call;
    },
    outcome: (call, outcome) => note({ type: "outcome", call, ...outcome, at: at() }),
    settled: (opId, userId, status, reason) =>
      note({ type: "settled", opId, userId, status, reason, at: at() }),
    end: async (exitCode) => {
      ended = true;
      await add({ type: "end", exitCode, at: at() });
      await writing(() => lines.close());
    },
  };
}

/** Half a line that a killed process left behind is taken away first, lest the next line be glued to it. */
async function openLines(files: Files, path: string): Promise<Lines> {
  const text = await files.read(path);
  if (text !== undefined && wholeLines(text) !== text) await files.replace(path, wholeLines(text));
  return new Lines(await files.append(path));
}
