import type { OutcomeStatus, Result } from "../../../src/model/outcome.ts";
import type { Operation } from "../../../src/model/plan.ts";
import type { Happening } from "../history.ts";
import { asksFor, type Past, readingBackSince } from "../past.ts";
import { changedCells, isAsAsked, unitOf } from "../stand.ts";
import { firstOf, type Invariant } from "./invariant.ts";

const DONE: readonly OutcomeStatus[] = ["applied", "already-applied"];

/** The exit code says how the run ended, and the result counts what was sent. */
export const exitFits: Invariant = {
  name: "the exit code and the counts fit",
  check: (latest, past) => {
    if (latest.kind !== "end" || !latest.result || !past.plan) return undefined;
    const { result, life } = latest;
    const open = result.outcomes.some(({ status }) => !DONE.includes(status)) || !past.plan.complete;
    const codes = result.stopped ? [1, 6, 130] : [open ? 3 : 0];
    if (!codes.includes(latest.exit))
      return `exit ${latest.exit}, although ${open ? "something" : "nothing"} is open`;
    const calls = past.calls.filter((call) => call.life === life && call.endedAt !== undefined);
    const writes = calls.filter((call) => call.writes).length;
    if (latest.exit === 1 && writes > 0) return `exit 1 after ${writes} writes`;
    // Whoever is stopped does not wait for all that is under way.
    const fits = result.stopped ? result.calls.writes <= writes : result.calls.writes === writes;
    return fits ? undefined : `the result counts ${result.calls.writes} writes of ${writes}`;
  },
};

/** What was reported as done is so in the end, unless somebody else changed it after it was read back. */
export const doneStaysDone: Invariant = {
  name: "whoever is reported as done is as desired",
  check: (latest, past) => {
    if (latest.kind !== "world" || latest.what !== THE_END || !past.plan) return undefined;
    const last = past.happenings.findLast(isResult);
    if (last?.kind !== "end" || !last.result) return undefined;
    return firstOf(undone(last.result, last.life, past));
  },
};

/** Noted when nothing more is to come. */
export const THE_END = "the end";

function isResult(one: Happening): boolean {
  return one.kind === "end" && one.result !== undefined;
}

function* undone(result: Result, life: number, past: Past): Generator<string> {
  for (const { opId, userId, status, email } of result.outcomes) {
    const operation = past.plan?.operations.find((one) => one.opId === opId);
    const now = past.statesOf(userId).at(-1)?.user;
    if (!operation || !now || !DONE.includes(status) || isAsAsked(operation, now)) continue;
    const { covers } = unitOf(operation, userId);
    const told = status === "applied" ? rewrittenAt(operation, life, past) : toldAt(opId, userId, life, past);
    const seen = lastRead(operation, userId, life, past, told);
    const changedLater = past
      .statesOf(userId)
      .some(
        ({ at, by, user }, index, all) =>
          by === "second writer" &&
          at >= seen &&
          changedCells(all[index - 1]?.user ?? user, user).some(covers),
      );
    if (!changedLater && result.stopped === undefined)
      yield `${operation.kind} of ${email} is reported as ${status}, but live is not as desired`;
  }
}

/** When reading back ended and something else was to be written once more: from then on nobody judges again what stayed. */
function rewrittenAt(operation: Operation, life: number, past: Past): number | undefined {
  const since = readingBackSince(life, past) ?? Number.POSITIVE_INFINITY;
  const again = past.calls.filter((call) => call.life === life && call.writes && call.leftAt > since);
  if (again.some((call) => call.operation === operation)) return undefined;
  const dropped = past.happenings.find(
    (one) =>
      one.kind === "event" &&
      one.life === life &&
      one.at >= since &&
      one.event.type === "outcome" &&
      one.event.outcome.status === "not-persisted",
  );
  return again.length > 0 ? dropped?.at : undefined;
}

/** Nobody reads again what was so already. */
function toldAt(opId: string, userId: string, life: number, { happenings }: Past): number | undefined {
  return happenings.find(
    (one) =>
      one.kind === "event" &&
      one.life === life &&
      one.event.type === "outcome" &&
      one.event.outcome.opId === opId &&
      one.event.outcome.userId === userId,
  )?.at;
}

/** Of which moment the last read was that showed what an operation changes of a user, up to some time. */
function lastRead(
  operation: Operation,
  userId: string,
  life: number,
  { calls }: Past,
  until = Number.POSITIVE_INFINITY,
): number {
  const reads = calls.filter(
    (call) =>
      call.life === life &&
      !call.writes &&
      call.userIds.includes(userId) &&
      call.end === "answered" &&
      (call.endedAt ?? 0) <= until &&
      asksFor(call, operation),
  );
  return Math.max(0, ...reads.map(({ arrivedAt = 0, lagMs = 0 }) => arrivedAt - lagMs));
}
