import type { Estimate, Operation } from "../model/plan.ts";
import { isPinned } from "./draft.ts";
import { CALL_SIZES } from "./sizes.ts";

/** The pace of a run. */
export interface Pace {
  /** Calls allowed in a window, the budget's share of it already taken. */
  readonly calls: number;
  readonly windowMs: number;
  /** Calls that may go out at once. */
  readonly burst: number;
  /** Wait between the last non-routing write and the first routing one, when it applies. */
  readonly settleMs: number;
  /** A settle applies above this many routing operations. */
  readonly settleAbove: number;
}

/** A value compared longer ago than this is read again before a call that takes no version. */
export const FRESH_MS = 30_000;

/** What applying will cost: the read that checks the plan, compares before versionless calls, the writes, and the read that verifies. */
export function estimateRun(operations: readonly Operation[], pace: Pace): Estimate {
  const users = new Set(operations.flatMap((operation) => operation.users.map(({ id }) => id)));
  const routing = operations.filter(({ phase }) => phase === "routing");
  const bulk = operations
    .filter(({ kind }) => kind === "auto-answer")
    .flatMap((operation) => operation.users);
  const late = operations.filter(
    (operation) => isPinned(operation.kind) && waitsForVersion(operation),
  ).length;
  const batches = readsFor(users.size);
  const compares = compareReads(routing, pace) + readsFor(bulk.length) + readsFor(late);
  const reads = operations.length === 0 ? 0 : ORGANISATION_READS + batches + compares + batches;
  const writes = operations.length;
  const ms = paced(reads + writes, pace) + settle(operations, routing.length, pace);
  const seconds = writes === 0 ? 0 : Math.max(1, Math.ceil(ms / 1000));
  return { reads, writes, seconds, rate: Math.round((pace.calls * 60_000) / pace.windowMs) };
}

/** Who the organisation is, and what it allows. */
const ORGANISATION_READS = 2;

/** An activation follows calls that leave no version behind, so its pin has to be read. */
function waitsForVersion({ kind, users }: Operation): boolean {
  return kind === "activate" && users.some(({ expectedVersion }) => typeof expectedVersion === "object");
}

/** Each compare covers at most 100 users, and no more writes than can be sent before it is stale. */
function compareReads(routing: readonly Operation[], pace: Pace): number {
  const users = new Set(routing.flatMap((operation) => operation.users.map(({ id }) => id))).size;
  const writesPerRead = Math.max(1, Math.floor((pace.calls * FRESH_MS) / pace.windowMs));
  return Math.max(readsFor(users), Math.ceil(routing.length / writesPerRead));
}

function readsFor(users: number): number {
  return Math.ceil(users / CALL_SIZES.readUsers);
}

/** Milliseconds that this many calls take: the first burst at once, the rest at the refill rate. */
export function paced(calls: number, { calls: allowed, windowMs, burst: most }: Pace): number {
  const burst = Math.max(1, Math.min(most, Math.floor(allowed / 4)));
  const refill = Math.max(1, allowed - burst) / windowMs;
  return Math.max(0, calls - burst) / refill;
}

function settle(operations: readonly Operation[], routing: number, { settleMs, settleAbove }: Pace): number {
  return routing > settleAbove && routing < operations.length ? settleMs : 0;
}
