import type { Operation } from "../../../src/model/plan.ts";
import type { Call } from "../history.ts";
import { asksFor, type Past, readingBackSince, writtenUsers } from "../past.ts";
import { changedCells, unitOf } from "../stand.ts";
import { KEEPING_MS } from "../world/disk.ts";
import { firstOf, type Invariant } from "./invariant.ts";

/** A pinned write is stored once for a user, unless somebody undid it in between. */
export const noWriteIsDoubled: Invariant = {
  name: "no pinned write is stored twice",
  check: (latest, past) => {
    if (latest.kind !== "stored" || !latest.call?.operation || !isPinned(latest.call)) return undefined;
    const { userId } = latest.write;
    const { operation, number } = latest.call;
    const unit = unitOf(operation, userId);
    for (const one of past.happenings.slice(0, -1).toReversed()) {
      if (one.kind !== "stored" || one.write.userId !== userId) continue;
      const touched = changedCells(one.write.before, one.write.after).some(unit.covers);
      if (one.write.by === "second writer" && touched) return undefined;
      // A try before may be stored late; and what the platform stores differently may look as if nothing had happened.
      const isRepeated = one.call?.operation === operation && one.call.number < number;
      if (isRepeated && past.stand(operation, one.write.after) === "desired")
        return `${operation.kind} of ${userId} was stored before, and nobody undid it`;
    }
    return undefined;
  },
};

/** What somebody else put back, be it in the moment it was written, is not written once more by the same run. */
export const putBackStays: Invariant = {
  name: "what somebody put back is not written again",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.operation || !isPinned(latest.call)) return undefined;
    const { operation, life } = latest.call;
    if (readingBackSince(life, past) === undefined) return undefined;
    const userId = writtenUsers(latest.call)[0] ?? "";
    return wasPutBack(operation, userId, life, past)
      ? `${operation.kind} of ${userId} is written once more, though somebody put back what was there`
      : undefined;
  },
};

/** Whether an edit of somebody else, after a life stored an operation, made of it what was there before. */
function wasPutBack(operation: Operation, userId: string, life: number, past: Past): boolean {
  const { covers } = unitOf(operation, userId);
  const states = past.statesOf(userId);
  const stored = past.happenings.find(
    (one) => one.kind === "stored" && one.call?.life === life && one.call.operation === operation,
  );
  const own = states.findIndex(({ user }) => stored?.kind === "stored" && user === stored.write.after);
  return states.some(({ by, user }, index) => {
    const before = states[index - 1]?.user ?? user;
    const isEdit = own >= 0 && index > own && by === "second writer";
    return isEdit && past.stand(operation, user) === "base" && changedCells(before, user).some(covers);
  });
}

/**
 * A version that was refused is never sent again, but for writing once more what did not stay, long after. Where another version was tried
 * in between, the user may have come to this one: a write that was dropped can have told it too early.
 */
export const refusedPinIsGone: Invariant = {
  name: "a refused version is never sent again",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.operation || !isPinned(latest.call)) return undefined;
    const { call } = latest;
    const since = readingBackSince(call.life, past) ?? 0;
    const before = past.calls.findLast(
      (other) =>
        other !== call &&
        other.life === call.life &&
        other.leftAt >= since &&
        other.operation === call.operation &&
        writtenUsers(other).join() === writtenUsers(call).join(),
    );
    const isAgain = before?.body === call.body && before.end === "answered" && isRefused(before.status);
    return isAgain
      ? `#${call.number} sends the body that was refused with ${before.status} as #${before.number}`
      : undefined;
  },
};

function isRefused(status: number | undefined): boolean {
  return status === 409 || status === 400;
}

/** A call that takes no version leaves only after a fresh read that showed what it replaces, begun after the last try had ended. */
export const versionlessIsCompared: Invariant = {
  name: "a call without a version follows a fresh read of its base",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.operation || isPinned(latest.call)) return undefined;
    return firstOf(writtenUsers(latest.call).map((userId) => uncompared(userId, latest.call, past)));
  },
};

/** No longer than this before the call leaves: what the architecture promises, and the moment that its journal takes. */
const FRESH_MS = 30_000 + KEEPING_MS;

function uncompared(userId: string, call: Call, past: Past): string | undefined {
  const { operation, life, leftAt } = call;
  if (!operation) return undefined;
  const tries = past.calls.filter(
    (other) =>
      other !== call &&
      other.operation === operation &&
      other.life === life &&
      writtenUsers(other).includes(userId) &&
      mayHaveHappened(other),
  );
  const since = Math.max(leftAt - FRESH_MS, ...tries.map(({ endedAt = 0 }) => endedAt));
  const reads = past.calls.filter(
    (read) =>
      read.life === life &&
      !read.writes &&
      read.end === "answered" &&
      (read.endedAt ?? 0) <= leftAt &&
      read.leftAt >= since &&
      read.userIds.includes(userId) &&
      asksFor(read, operation),
  );
  if (reads.length === 0) return `${operation.kind} of ${userId} leaves without a fresh read`;
  const showsBase = reads.some(({ arrivedAt = 0, lagMs = 0 }) => {
    const seen = past.statesDuring(userId, arrivedAt - lagMs, arrivedAt - lagMs);
    return seen.some(({ user }) => past.stand(operation, user) === "base");
  });
  return showsBase
    ? undefined
    : `${operation.kind} of ${userId} leaves although no fresh read shows its base`;
}

function mayHaveHappened({ status }: Call): boolean {
  return status === undefined || status === 0 || status < 400 || status === 408 || status >= 500;
}

function isPinned({ operation }: Call): boolean {
  return operation?.users.some(({ expectedVersion }) => expectedVersion !== undefined) ?? false;
}
