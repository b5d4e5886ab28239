import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import {
  type EndRecord,
  type IntentRecord,
  JOURNAL_FORMAT,
  type JournalRecord,
  type OutcomeRecord,
  parseRecord,
  type RunRecord,
  type SettledRecord,
} from "./record.ts";

/** A call that a run was about to make, and what is known of it. */
export interface CallMade {
  readonly intent: IntentRecord;
  /** Line of the intent, from 1. */
  readonly line: number;
  readonly outcome?: OutcomeRecord;
  /** How long its process waited for an answer, milliseconds. */
  readonly timeoutMs: number;
}

/** What became of an operation for a user. */
export interface Settled extends SettledRecord {
  readonly line: number;
}

/** What a journal says of its run. */
export interface History {
  /** One for each process that had a part in it, in order; none when the journal never got its first line. */
  readonly runs: readonly RunRecord[];
  readonly calls: readonly CallMade[];
  /** By settledKey(); the last word of each. */
  readonly settled: ReadonlyMap<string, Settled>;
  /** How the last process ended it; undefined while one runs, and after one that was killed. */
  readonly end: EndRecord | undefined;
}

export const NO_HISTORY: History = { runs: [], calls: [], settled: new Map(), end: undefined };

export function settledKey(opId: string, userId: string): string {
  return `${opId} ${userId}`;
}

/** The part of a journal that was written whole: a process that is killed may leave half a line behind, which nothing relied on. */
export function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

/** Folds a journal. A line that is broken, but for a torn last one, is a problem: what else is missing nobody could tell. */
export function readHistory(text: string, file: string): Checked<History> {
  const folding = startFolding();
  const lines = wholeLines(text).split("\n").slice(0, -1);
  for (const [index, content] of lines.entries()) {
    const record = parseRecord(content);
    if (!record || !folding.add(record, index + 1)) return bad([broken(file, index + 1)]);
    if (record.type === "run" && !isKnown(record)) return bad([unknownFormat(file, record)]);
  }
  return good(folding.history());
}

function startFolding() {
  const runs: RunRecord[] = [];
  const calls = new Map<number, CallMade>();
  const settled = new Map<string, Settled>();
  let end: EndRecord | undefined;
  /** Answers whether the record may stand where it does. */
  const add = (record: JournalRecord, line: number): boolean => {
    const timeoutMs = runs.at(-1)?.timeoutMs;
    if (record.type === "run") {
      runs.push(record);
      end = undefined;
      return record.run === runs[0]?.run;
    }
    if (timeoutMs === undefined || end !== undefined) return false;
    switch (record.type) {
      case "intent":
        calls.set(record.call, { intent: record, line, timeoutMs });
        return true;
      case "outcome": {
        const call = calls.get(record.call);
        if (call) calls.set(record.call, { ...call, outcome: record });
        return call !== undefined;
      }
      case "settled":
        settled.set(settledKey(record.opId, record.userId), { ...record, line });
        return true;
      case "end":
        end = record;
        return true;
    }
  };
  return { add, history: (): History => ({ runs, calls: [...calls.values()], settled, end }) };
}

function isKnown({ formatVersion }: RunRecord): boolean {
  return formatVersion.split(".")[0] === JOURNAL_FORMAT.split(".")[0];
}

function broken(file: string, line: number): Problem {
  return {
    code: "journal-broken",
    message: `Cannot read ${file}:${line}: the line is no record of a run, and only the last line may be torn`,
    fix: "Move the file away; `gus apply` with the same plan then begins a new run, and live users decide what is left to do",
  };
}

function unknownFormat(file: string, { formatVersion }: RunRecord): Problem {
  return {
    code: "journal-format",
    message: `Cannot read ${file}: its format is ${formatVersion}, this gus reads ${JOURNAL_FORMAT}`,
    fix: "Go on with the version of gus that wrote it",
  };
}
