import { counted, duration, figure } from "../model/figures.ts";
import {
  type Conflict,
  OUTCOME_STATUSES,
  type Outcome,
  type OutcomeStatus,
  type Result,
} from "../model/outcome.ts";
import { fieldOf, shownValue } from "./change-view.ts";
import { groupBy } from "./group.ts";
import { compare } from "./users.ts";

export const STATUS_WORDS: Readonly<Record<OutcomeStatus, string>> = {
  applied: "applied",
  "already-applied": "already applied",
  held: "held",
  contended: "contended",
  failed: "failed",
  skipped: "skipped",
  "not-persisted": "not persisted",
  "changed-since": "changed since",
  unverified: "unverified",
  "not-sent": "not sent",
};

/** What to do about each status that leaves something open. */
const ADVICE: Readonly<Partial<Record<OutcomeStatus, string>>> = {
  held: "Held: somebody changed the live value after the plan was made; nothing was overwritten. Settle who is right, then plan again.",
  contended: "Contended: something keeps changing these users. Find out what, then plan again.",
  failed: "Failed: remove the cause shown with each user, then plan again.",
  skipped: "Skipped: not tried, for the reason shown. Settle that, then plan again.",
  "not-persisted":
    "Not persisted: Genesys accepted the write but does not show it. Plan again; if it happens again, ask Genesys support with the correlation id.",
  "changed-since": "Changed since: written, then changed by somebody else. Plan again to see what is live.",
  unverified: "Unverified: written, but not readable afterwards. Run drift to see what is live.",
  "not-sent": "Not sent: run the same apply again; what is done is not sent twice.",
};

/** Outcomes that leave something open, by user, sorted by e-mail. */
export function openByUser({ outcomes }: Result): readonly (readonly [string, readonly Outcome[]])[] {
  const open = outcomes.filter(({ status }) => !isDone(status));
  const groups = [...groupBy(open, ({ userId }) => userId).values()];
  const named = groups.map((group) => [group[0]?.email ?? "", group] as const);
  return named.toSorted((a, b) => compare(a[0], b[0]));
}

export function isDone(status: OutcomeStatus): boolean {
  return status === "applied" || status === "already-applied";
}

/** `Apply complete: 38 of 40 users as planned; 1 held, 1 failed.` */
export function headlineOf(result: Result): string {
  const { outcomes, stopped } = result;
  const ended = stopped ? "Apply stopped before the end" : "Apply complete";
  if (outcomes.length === 0) return stopped ? `${ended}: nothing sent.` : `${ended}: nothing to do.`;
  if (!stopped && outcomes.every(({ status }) => status === "already-applied"))
    return "Already applied: live users are as planned, nothing was sent.";
  const users = usersOf(outcomes);
  const planned = `${figure(users - openByUser(result).length)} of ${counted(users, "user")} as planned`;
  const open = usersByStatus(result).filter(([status]) => !isDone(status));
  const words = open.map(([status, count]) => `${figure(count)} ${STATUS_WORDS[status]}`);
  return `${ended}: ${[planned, words.join(", ")].filter(Boolean).join("; ")}.`;
}

/** How many users have an outcome of each status that occurs. A user with several counts for each of them. */
export function usersByStatus({ outcomes }: Result): readonly (readonly [OutcomeStatus, number])[] {
  const counts = OUTCOME_STATUSES.map(
    (status) => [status, usersOf(outcomes.filter((outcome) => outcome.status === status))] as const,
  );
  return counts.filter(([, count]) => count > 0);
}

function usersOf(outcomes: readonly Outcome[]): number {
  return new Set(outcomes.map(({ userId }) => userId)).size;
}

/** What to do now, one sentence per status that occurs. */
export function adviceOf({ summary }: Result): readonly string[] {
  return OUTCOME_STATUSES.filter((status) => summary[status] > 0).flatMap((status) => ADVICE[status] ?? []);
}

/** `55 calls (40 writes, 15 reads, 2 throttled) in 1 min 5 s.` */
export function totalsOf(result: Result): string {
  const { reads, writes, throttled } = result.calls;
  const throttling = throttled > 0 ? `, ${figure(throttled)} throttled` : "";
  const calls = `${counted(reads + writes, "call")} (${counted(writes, "write")}, ${counted(reads, "read")}${throttling})`;
  return `${calls} in ${duration(result.made.seconds)}.`;
}

/** `title`, then base, live and desired values; none escaped. */
export function conflictOf(conflict: Conflict): readonly [string, string, string, string] {
  const { base, live, desired } = conflict;
  return [fieldOf(conflict), shownValue(base), shownValue(live), shownValue(desired)];
}
