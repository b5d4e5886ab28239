import { sameValue } from "../fields/compare.ts";
import type { Base, BaseUser } from "../model/base.ts";
import { CAUSES, type Cause, type Only } from "../model/cause.ts";
import type { Change, Diff, UserDiff } from "../model/plan.ts";
import { cellId, type Value } from "../model/state.ts";
import { emptyAsUnset } from "./diff.ts";

/** The same differences, each with its cause. */
export function withCauses(diff: Diff, { users }: Base): Diff {
  const judged = (user: UserDiff): UserDiff => {
    const base = users.get(user.live.id);
    return { ...user, changes: user.changes.map((change) => ({ ...change, cause: causeOf(change, base) })) };
  };
  return { ...diff, users: diff.users.map(judged) };
}

/** What a plan executes of the differences, and what it leaves. */
export function divide(diff: Diff, only: Only): Diff {
  const executes = ({ cause }: Change) => cause !== undefined && EXECUTED[only].includes(cause);
  const divided = (user: UserDiff): UserDiff => ({
    ...user,
    changes: user.changes.filter(executes),
    left: user.changes.filter((change) => !executes(change)),
  });
  return { ...diff, users: diff.users.map(divided) };
}

const EXECUTED: Readonly<Record<Only, readonly Cause[]>> = {
  pr: ["pr", "both"],
  drift: ["drift"],
  all: CAUSES,
};

/** Whose change it is that live and desired differ. */
export function causeOf(change: Change, base: BaseUser | undefined): Cause {
  const asked = base && askedBy(base, change);
  if (asked === undefined) return "pr";
  if (sameCell(change, asked, change.after)) return "drift";
  return sameCell(change, asked, change.before) ? "pr" : "both";
}

/** What the base asked of a cell: `null` to be unset, also because an exact field did not list it; undefined when it asked nothing. */
function askedBy({ cells, exact }: BaseUser, change: Change): Value | undefined {
  const cell = cells.get(cellId(change));
  if (cell) return emptyAsUnset(cell.value);
  return exact.has(change.field) ? null : undefined;
}

/** Login addresses are the same in any case. */
function sameCell({ field }: Change, a: Value, b: Value): boolean {
  if (field === "email") return String(a).toLowerCase() === String(b).toLowerCase();
  return sameValue(a, b);
}
