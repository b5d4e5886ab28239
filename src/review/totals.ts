import { counted, duration, figure, fullStop } from "../model/figures.ts";
import type { Plan } from "../model/plan.ts";
import { forTerminal } from "./escape.ts";
import { knownCount } from "./known.ts";
import { leavingCount } from "./leaving.ts";
import { changesOf, usersIn } from "./users.ts";

/** What a document is, to be followed by the organisation's name. */
export function titleOf({ kind, source }: Plan): string {
  if (kind === "drift") return "Drift in";
  return source.run === undefined ? "Plan for" : `Rollback of run ${forTerminal(source.run)} in`;
}

/** What a plan does, in one clause: `3 to update, 0 to deactivate, 0 to activate`, and how many leave management. */
export function actionsOf({ summary }: Plan): string {
  const { update, deactivate, activate, leaving = 0 } = summary;
  const calls = `${figure(update)} to update, ${figure(deactivate)} to deactivate, ${figure(activate)} to activate`;
  return leaving > 0 ? `${calls}, ${figure(leaving)} leaving management` : calls;
}

/** What a plan costs: `of 2,000 managed; 41 calls, about 9 s at 300/min`. */
export function costOf({ summary, estimate }: Plan): string {
  const calls = counted(estimate.reads + estimate.writes, "call");
  const time = duration(estimate.seconds);
  return `of ${figure(summary.managed)} managed; ${calls}, about ${time} at ${figure(estimate.rate)}/min`;
}

/** The last line of a plan or drift text. */
export function closingOf(plan: Plan): string {
  const closing = plan.kind === "drift" ? driftClosing(plan) : planClosing(plan);
  const leaving = leavingCount(plan);
  const before = plan.operations.length === 0 ? [knownCount(plan), leaving].filter(Boolean) : [];
  return [...before.map(fullStop), closing].join(" ");
}

function planClosing(plan: Plan): string {
  if (plan.operations.length > 0) return `${actionsOf(plan)} (${costOf(plan)}).`;
  if (plan.errored) return "An error ended the planning; nothing can be applied.";
  if (plan.source.run !== undefined) return rollbackClosing(plan);
  if (plan.differences.length > 0 && plan.source.base?.only === "pr")
    return `No changes. ${usersDiffer(plan)} from the definitions by drift, which is not part of this plan.`;
  if (plan.differences.length > 0) return `No calls to make, but ${usersDiffer(plan)} from the definitions.`;
  if (plan.unread.length > 0) return `No changes in what could be read; ${unreadOf(plan)}.`;
  return `No changes. ${matchOf(plan)}`;
}

function rollbackClosing({ notUndone = [], unread }: Plan): string {
  const left = notUndone.length + unread.length;
  if (left > 0)
    return `No calls to make; ${counted(left, "value")} ${left === 1 ? "is" : "are"} not rolled back.`;
  return "Nothing to roll back: live users are as before the run.";
}

function driftClosing(plan: Plan): string {
  const unread = plan.unread.length > 0 ? `; ${unreadOf(plan)}` : "";
  if (usersWithChanges(plan) > 0)
    return `${usersDiffer(plan)} from the definitions (of ${figure(plan.summary.managed)} managed)${unread}.`;
  return unread ? `No drift in what could be read${unread}.` : `No drift. ${matchOf(plan)}`;
}

function matchOf({ source: { snapshot } }: Plan): string {
  return snapshot
    ? "Users matched the definitions when the snapshot was taken."
    : "Live users match the definitions.";
}

/** `3 fields of 2 users could not be read`. */
export function unreadOf({ unread }: Plan): string {
  const users = new Set(unread.map(({ userId }) => userId)).size;
  return `${counted(unread.length, "field")} of ${counted(users, "user")} could not be read`;
}

function usersDiffer(plan: Plan): string {
  const users = usersWithChanges(plan);
  return `${counted(users, "user")} ${users === 1 ? "differs" : "differ"}`;
}

/** How many users differ, whether a call would change that or not. */
export function usersWithChanges(plan: Plan): number {
  return usersIn([...changesOf(plan), ...plan.differences]);
}
