import type { Outcome, OutcomeStatus, Result } from "../../../src/model/outcome.ts";
import type { Operation } from "../../../src/model/plan.ts";
import type { Call } from "../history.ts";
import { type Past, runOf, type State, writtenUsers } from "../past.ts";
import { isAsAsked } from "../stand.ts";
import { firstOf, type Invariant } from "./invariant.ts";

/** What a result says of an operation for a user, with all that can bear it out. */
interface Case {
  readonly outcome: Outcome;
  readonly result: Result;
  readonly operation: Operation;
  readonly past: Past;
  readonly life: number;
  /** Calls for it, of this life and, where a state dir tells of them, of those before. */
  readonly sent: readonly Call[];
  /** Those of this life. */
  readonly own: readonly Call[];
  /** States of the user that this life could have seen. */
  readonly states: readonly State[];
}

/** Every outcome has the reason that its status names. */
export const outcomesAreTrue: Invariant = {
  name: "every outcome is what really happened",
  check: (latest, past) => {
    if (latest.kind !== "end" || !latest.result || !past.plan) return undefined;
    const { result, life } = latest;
    const operations = new Map(past.plan.operations.map((operation) => [operation.opId, operation]));
    return firstOf(
      result.outcomes.map((outcome) => {
        const operation = operations.get(outcome.opId);
        if (!operation) return `the result knows an operation ${outcome.opId} that the plan does not hold`;
        const one = caseOf(outcome, operation, result, past, life);
        return TRUE_WHEN[outcome.status](one)
          ? undefined
          : `${operation.kind} of ${outcome.email} is reported as ${outcome.status} (${outcome.reason || "no reason"}), which it is not`;
      }),
    );
  },
};

function caseOf(outcome: Outcome, operation: Operation, result: Result, past: Past, life: number): Case {
  const { userId } = outcome;
  const calls = callsOfRun(life, past).filter(
    (call) => call.operation === operation && writtenUsers(call).includes(userId),
  );
  const own = calls.filter((call) => call.life === life);
  const states = past.statesDuring(userId, past.startOf(life) - past.longestLag);
  return {
    outcome,
    result,
    operation,
    past,
    life,
    own,
    sent: past.schedule.keepsState ? calls : own,
    states,
  };
}

/** Calls of all lives that had a part in the run of this one, which their journal names. */
function callsOfRun(life: number, past: Past): readonly Call[] {
  const run = runOf(life, past);
  const lives =
    run === undefined
      ? []
      : past.happenings.flatMap((one) =>
          one.kind === "start" && runOf(one.life, past) === run ? [one.life] : [],
        );
  const last = past.calls.findLast((call) => call.life === life && !call.path.includes("token"));
  // Whoever comes after it may be at work by the time it ends.
  return past.calls.filter(
    (call) => call.life === life || (lives.includes(call.life) && call.leftAt <= (last?.leftAt ?? 0)),
  );
}

/** What must have happened for each status. */
const TRUE_WHEN: Readonly<Record<OutcomeStatus, (one: Case) => boolean>> = {
  applied: (one) => one.sent.length > 0 && (wasAsAsked(one) || isTakenOnTrust(one)),
  "already-applied": everDesired,
  held: (one) => stands(one, "third") || isStrict(one) || isHidden(one) || wasUnread(one),
  contended: (one) => conflictsOf(one) >= CONFLICTS,
  failed: ({ own }) => own.some(isRefusal) || own.filter(mayHaveHappened).length > RETRIES,
  skipped: isExplained,
  "not-persisted": (one) => (one.sent.some(isAccepted) || isStored(one)) && isOtherSince(one),
  "changed-since": (one) => one.sent.length > 0 && isOtherSince(one),
  unverified: (one) => one.sent.length > 0 || hasDied(one),
  "not-sent": (one) => one.result.stopped !== undefined && one.sent.every(didNothing) && !isStored(one),
};

/** Refusals of any operation of the user that may have been about its version. */
function conflictsOf({ past, life, outcome: { userId } }: Case): number {
  return past.calls.filter(
    (call) =>
      call.life === life &&
      writtenUsers(call).includes(userId) &&
      (call.status === 409 || call.status === 400),
  ).length;
}

/** Three in a row set a user aside, and the next one ends it. */
const CONFLICTS = 4;
const RETRIES = 4;

function stands({ states, operation, past }: Case, stand: "base" | "desired" | "third"): boolean {
  return states.some(({ user }) => past.stand(operation, user) === stand);
}

/** A read after the last call for it could show something else than it asks for. */
function isOtherSince({ sent, past, operation, outcome: { userId } }: Case): boolean {
  const since = Math.max(...sent.map((call) => (isAccepted(call) ? (call.endedAt ?? 0) : call.leftAt)));
  const states = past.statesDuring(userId, since - past.longestLag);
  return states.some(({ user }) => past.stand(operation, user) !== "desired");
}

function everDesired(one: Case): boolean {
  return stands(one, "desired");
}

/** `--strict-pins` holds whoever was moved, by others or by a run that died before. */
function isStrict({ past, states, outcome }: Case): boolean {
  return past.schedule.strictPins && (states.length > 1 || outcome.reason.includes("--strict-pins"));
}

/** Deleted, or a read of the user was refused. */
function isHidden(one: Case): boolean {
  return one.states.some(({ user }) => user.state === "deleted") || readsOf(one).some(isRefusal);
}

/** An answer left something out, was refused or showed another version; or a contact has a shape that nothing can write back. */
function wasUnread(one: Case): boolean {
  const struck = readsOf(one).some(
    (call) => call.struck?.includes("partial-expand") || isRefusal(call) || isUnclear(call),
  );
  const moved = one.states.length > 1;
  const isLost = one.states.some(({ user }) =>
    user.addresses.some(({ address, extension }) => address === undefined && extension === undefined),
  );
  return struck || moved || isLost;
}

function readsOf({ past, life, outcome: { userId } }: Case): readonly Call[] {
  return past.calls.filter((call) => call.life === life && !call.writes && call.userIds.includes(userId));
}

/** Every value that the operation gives was live at some time. */
function wasAsAsked({ states, operation }: Case): boolean {
  return states.some(({ user }) => isAsAsked(operation, user));
}

/** A run that stopped did not read back what was accepted. */
function isTakenOnTrust({ result, sent }: Case): boolean {
  return result.stopped !== undefined && sent.some(isAccepted);
}

function isRefusal({ status, end }: Call): boolean {
  return (
    end === "answered" &&
    status !== undefined &&
    status >= 400 &&
    status < 500 &&
    ![401, 408, 429].includes(status)
  );
}

function isUnclear(call: Call): boolean {
  return !isRefusal(call) && !hasNotHappened(call) && !isAccepted(call);
}

function isAccepted({ status, end, struck = [] }: Call): boolean {
  const isPage = struck.some((fault) => fault.startsWith("proxy"));
  return end === "answered" && !isPage && status !== undefined && status >= 200 && status < 300;
}

/** A process that died may have been about to send: its journal cannot tell whether it still did. */
function hasDied({ past }: Case): boolean {
  return past.schedule.keepsState && past.happenings.some(({ kind }) => kind === "death");
}

function mayHaveHappened(call: Call): boolean {
  return !isRefusal(call) && !hasNotHappened(call);
}

function didNothing(call: Call): boolean {
  return hasNotHappened(call) || isRefusal(call);
}

function hasNotHappened({ status, end }: Call): boolean {
  return end === "answered" && (status === 401 || status === 429);
}

/** By any call that the result has to know of. */
function isStored({ past, sent, outcome }: Case): boolean {
  return past.happenings.some(
    (one) =>
      one.kind === "stored" && one.write.userId === outcome.userId && sent.some((call) => call === one.call),
  );
}

const NOT_DONE: readonly OutcomeStatus[] = [
  "held",
  "contended",
  "failed",
  "skipped",
  "not-persisted",
  "changed-since",
  "unverified",
  "not-sent",
];

/** Another operation of the user was not done, one of other users that it waits for, or three alike lacked a permission. */
function isExplained({ outcome, operation, result, past }: Case): boolean {
  const isOpen = (opId: string, userId?: string) =>
    result.outcomes.some(
      (other) =>
        other.opId === opId &&
        (userId === undefined || other.userId === userId) &&
        NOT_DONE.includes(other.status),
    );
  const own = past.plan?.operations.some(({ opId }) => opId !== outcome.opId && isOpen(opId, outcome.userId));
  const foreign = operation.dependsOn.some((opId) => isOpen(opId));
  const lacking = past.calls.filter(({ status, writes }) => writes && status === 403).length;
  return own === true || foreign || lacking >= 3;
}
