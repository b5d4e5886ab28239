import { isObject, type Json } from "../model/json.ts";
import type { OutcomeStatus } from "../model/outcome.ts";
import type { Ref } from "../model/state.ts";

/** A higher minor adds members that readers may ignore; a higher major changes what existing members mean. */
export const JOURNAL_FORMAT = "1.0";

/** A run begins, or goes on in another process. */
export interface RunRecord {
  readonly type: "run";
  readonly formatVersion: string;
  readonly run: string;
  readonly planHash: string;
  readonly reviewHash: string;
  readonly org: Ref;
  readonly toolVersion: string;
  readonly pid: number;
  readonly host: string;
  /** How long this process waits for an answer, milliseconds. */
  readonly timeoutMs: number;
  /** When, in ISO 8601 and UTC, as in every record. */
  readonly at: string;
}

/** A call is about to leave. It has not left unless this line is in the journal. */
export interface IntentRecord {
  readonly type: "intent";
  /** Counts the calls of a run from 1, over all its processes. */
  readonly call: number;
  readonly opId: string;
  /** Whom it is about, each with the version that was compared, and that a pinned call carries. */
  readonly users: readonly { readonly id: string; readonly version?: number }[];
  readonly method: string;
  readonly path: string;
  /** As it is sent. */
  readonly body: Json;
  readonly at: string;
}

/**
 * What a call came to. refused, throttled, renewed, stale, unsent: nothing happened. ambiguous: it may have happened. A call without an
 * outcome may have happened too.
 */
export type CallOutcome =
  | {
      readonly kind: "accepted";
      readonly status: number;
      /** The user's version after it, when the answer told. */
      readonly version?: number;
      readonly correlationId?: string;
    }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly why: string;
      readonly correlationId?: string;
    }
  | { readonly kind: "throttled" | "renewed" | "stale" | "unsent" }
  | { readonly kind: "ambiguous"; readonly why: string; readonly correlationId?: string };

export type OutcomeRecord = CallOutcome & {
  readonly type: "outcome";
  readonly call: number;
  readonly at: string;
};

/** What became of an operation for a user; a later line replaces an earlier one. */
export interface SettledRecord {
  readonly type: "settled";
  readonly opId: string;
  readonly userId: string;
  readonly status: OutcomeStatus;
  readonly reason: string;
  readonly at: string;
}

/** The process ends the run, at its end or before. */
export interface EndRecord {
  readonly type: "end";
  readonly exitCode: number;
  readonly at: string;
}

/** One line of a journal. */
export type JournalRecord = RunRecord | IntentRecord | OutcomeRecord | SettledRecord | EndRecord;

type Kind = JournalRecord["type"];

const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number";
const isTime = (value: unknown) => typeof value === "string" && !Number.isNaN(Date.parse(value));
const hasId = (value: unknown) => isObject(value) && typeof value.id === "string";
const isUsers = (value: unknown) => Array.isArray(value) && value.every(hasId);

/** What each record cannot do without. */
const MEMBERS: Readonly<Record<Kind, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  run: {
    formatVersion: isText,
    run: isText,
    planHash: isText,
    reviewHash: isText,
    org: hasId,
    timeoutMs: isNumber,
    at: isTime,
  },
  intent: { call: isNumber, opId: isText, users: isUsers, method: isText, path: isText, at: isTime },
  outcome: { call: isNumber, kind: isText, at: isTime },
  settled: { opId: isText, userId: isText, status: isText, reason: isText, at: isTime },
  end: { exitCode: isNumber, at: isTime },
};

/** The record that a line holds; undefined when it holds none. */
export function parseRecord(line: string): JournalRecord | undefined {
  const value = parseJson(line);
  if (!isObject(value)) return undefined;
  const type = String(value.type);
  if (!Object.hasOwn(MEMBERS, type)) return undefined;
  const wanted = Object.entries(MEMBERS[type as Kind]);
  return wanted.every(([name, fits]) => fits(value[name])) ? (value as unknown as JournalRecord) : undefined;
}

export function writeRecord(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
