import type { Operation } from "../../../src/model/plan.ts";
import type { Call } from "../history.ts";
import { type Past, readingBackSince, writtenUsers } from "../past.ts";
import { firstOf, type Invariant } from "./invariant.ts";

/** No two writes of one user are under way together. */
export const writesNeverOverlap: Invariant = {
  name: "writes to one user never overlap",
  check: (latest, { calls }) => {
    if (latest.kind !== "left" || !latest.call.operation) return undefined;
    const { call } = latest;
    const users = writtenUsers(call);
    const open = calls.find(
      (other) =>
        other !== call &&
        other.operation &&
        other.life === call.life &&
        other.endedAt === undefined &&
        writtenUsers(other).some((id) => users.includes(id)),
    );
    return open && `#${call.number} leaves while #${open.number} is under way for the same user`;
  },
};

/** A user's operations keep the plan's order, up to reading back; those that wait for other users wait. */
export const orderIsKept: Invariant = {
  name: "operations keep their order",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.operation || !past.plan) return undefined;
    const { operation, life } = latest.call;
    if (readingBackSince(life, past) !== undefined) return undefined;
    const { operations } = past.plan;
    const users = writtenUsers(latest.call);
    const later = past.calls.find(
      (other) =>
        other.life === life &&
        other.operation &&
        operations.indexOf(other.operation) > operations.indexOf(operation) &&
        writtenUsers(other).some((id) => users.includes(id)),
    );
    if (later)
      return `${operation.kind} leaves after ${later.operation?.kind} of the same user, which the plan has later`;
    const before = operations.filter(
      (other) => operation.dependsOn.includes(other.opId) || takesAddress(operation, other),
    );
    const own = new Set(operation.users.map(({ id }) => id));
    const foreign = before.filter((other) => !other.users.some(({ id }) => own.has(id)));
    return firstOf(foreign.map((other) => waitsFor(other, latest.call, past)));
  },
};

/** Whether an operation gives somebody the login address that the other one sets free. */
function takesAddress(operation: Operation, other: Operation): boolean {
  const taken = operation.changes.find(({ field }) => field === "email")?.after;
  return other.changes.some(({ field, before }) => field === "email" && before === taken);
}

/** Nobody is activated before everything else of theirs is done. */
export const activationComesLast: Invariant = {
  name: "activation comes last",
  check: (latest, past) => {
    if (latest.kind !== "left" || latest.call.operation?.kind !== "activate") return undefined;
    const { call } = latest;
    const { operation } = call;
    const users = writtenUsers(call);
    const others = (past.plan?.operations ?? []).filter(
      (other) => other !== operation && other.users.some(({ id }) => users.includes(id)),
    );
    return firstOf(others.map((other) => waitsFor(other, call, past, users)));
  },
};

/** What must be done for its users when a call leaves: accepted in this life, stored, or live as it asks for. */
function waitsFor(
  other: Operation,
  call: Call,
  past: Past,
  users: readonly string[] = other.users.map(({ id }) => id),
): string | undefined {
  const undone = users.find((id) => !isDone(other, id, call, past));
  return undone && `${call.operation?.kind} leaves although ${other.kind} of ${undone} is not done`;
}

function isDone(operation: Operation, userId: string, { life, leftAt }: Call, past: Past): boolean {
  const accepted = past.calls.some(
    (sent) =>
      sent.life === life &&
      sent.operation === operation &&
      writtenUsers(sent).includes(userId) &&
      (sent.endedAt ?? Number.POSITIVE_INFINITY) <= leftAt &&
      isSuccess(sent.status),
  );
  const stored = () =>
    past.happenings.some(
      (one) => one.kind === "stored" && one.call?.operation === operation && one.write.userId === userId,
    );
  const live = () =>
    past
      .statesDuring(userId, past.startOf(life) - past.longestLag)
      .some(({ user }) => past.stand(operation, user) === "desired");
  return accepted || stored() || live();
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
