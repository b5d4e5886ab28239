import type { Operation, Plan } from "../../../src/model/plan.ts";
import type { AppliedWrite } from "../../../src/simulator/ledger.ts";
import type { Call, Happening } from "../history.ts";
import { asksFor, type Past, writtenUsers } from "../past.ts";
import { changedCells, differing, strangeCells, unitOf } from "../stand.ts";
import { firstOf, type Invariant } from "./invariant.ts";

/** The value that a replaced unit had is the plan's, or what the plan asks for; everything else stays as it was. */
export const noEditIsLost: Invariant = {
  name: "no edit of another writer is lost",
  check: (latest, past) => {
    if (latest.kind !== "stored" || latest.write.by !== "client") return undefined;
    const { write, call } = latest;
    const operation = call?.operation;
    if (!operation) return "a write was stored that is no operation of the plan";
    const { before, after, userId } = write;
    const unit = unitOf(operation, userId);
    const changed = new Set(changedCells(before, after));
    const outside = [...changed].filter((cell) => !unit.covers(cell));
    if (outside.length > 0)
      return `${operation.kind} changed ${outside.join(", ")}, which it does not replace`;
    const unasked = differing(unit, after, unit.desired).filter((cell) => changed.has(cell));
    if (unasked.length > 0)
      return `${operation.kind} made something of ${unasked.join(", ")} that nobody asks for`;
    const lost = strangeCells(unit, before).filter((cell) => changed.has(cell));
    return firstOf(lost.map((cell) => lossOf(cell, operation, write, call, past)));
  },
};

/** A loss that nobody could have prevented: the call takes no version, and the edit came after the read that it was compared with. */
export function isGapLoss(latest: Happening, past: Past): boolean {
  if (latest.kind !== "stored" || latest.write.by !== "client" || !latest.call?.operation) return false;
  const { before, after, userId } = latest.write;
  const changed = new Set(changedCells(before, after));
  const strange = strangeCells(unitOf(latest.call.operation, userId), before);
  return strange.some((cell) => changed.has(cell)) && noEditIsLost.check(latest, past) === undefined;
}

function lossOf(
  cell: string,
  operation: Operation,
  { userId, before }: AppliedWrite,
  call: Call,
  past: Past,
): string | undefined {
  const madeAt = past
    .statesOf(userId)
    .findLast(
      ({ by, user }, index, all) =>
        by === "second writer" &&
        changedCells(all[index - 1]?.user ?? user, user).includes(cell) &&
        cellEquals(user, before, cell),
    )?.at;
  if (madeAt === undefined)
    return `${operation.kind} replaced a value of ${cell} that the plan does not know`;
  if (isPinned(operation) && wasLiedTo(userId, call, past)) return undefined;
  if (isPinned(operation))
    return `the pinned ${operation.kind} replaced what another writer had made of ${cell}`;
  const seenAt = lastSeen(operation, userId, call, past);
  if (madeAt >= seenAt) return undefined;
  return `${operation.kind} replaced what another writer had made of ${cell} ${Math.round(seenAt - madeAt)} ms before it was read for the last time`;
}

function isPinned({ users }: Operation): boolean {
  return users.some(({ expectedVersion }) => expectedVersion !== undefined);
}

/** An answer named the version that a write would have made, had it been stored: the next edit of anybody bears that very version. */
function wasLiedTo(userId: string, call: Call, { calls }: Past): boolean {
  return calls.some(
    (other) =>
      other.life === call.life &&
      other.leftAt < call.leftAt &&
      other.struck?.includes("silent-drop") &&
      writtenUsers(other).includes(userId),
  );
}

function cellEquals(
  one: Parameters<typeof changedCells>[0],
  other: Parameters<typeof changedCells>[1],
  cell: string,
): boolean {
  return !changedCells(one, other).includes(cell);
}

/**
 * Of which moment the latest reading was, when a call left, that showed what its operation changes; one of other fields does not count, nor one
 * that left some of them out.
 */
function lastSeen(operation: Operation, userId: string, call: Call, { calls }: Past): number {
  const reads = calls.filter(
    (read) =>
      read.life === call.life &&
      !read.writes &&
      read.end === "answered" &&
      (read.endedAt ?? Number.POSITIVE_INFINITY) <= call.leftAt &&
      read.userIds.includes(userId) &&
      asksFor(read, operation) &&
      !read.struck?.includes("partial-expand"),
  );
  return Math.max(...reads.map(({ arrivedAt = 0, lagMs = 0 }) => arrivedAt - lagMs));
}

/** What a plan says of live users was so at some moment of its reading. */
export const planIsTrue: Invariant = {
  name: "a plan says what live users were",
  check: (latest, past) => {
    if (latest.kind !== "end" || latest.command !== "plan" || !latest.plan) return undefined;
    const from = past.startOf(latest.life) - past.longestLag;
    return firstOf(falsities(latest.plan, from, past));
  },
};

function* falsities(plan: Plan, from: number, past: Past): Generator<string> {
  for (const operation of plan.operations) {
    for (const { id, email } of operation.users) {
      const states = past.statesDuring(id, from);
      const isTrue = states.some(({ user }) => past.stand(operation, user) === "base");
      if (!isTrue) yield `${operation.kind} of ${email} is planned from values that live never had`;
    }
  }
}
