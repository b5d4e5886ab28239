import type { Conflict, Outcome, OutcomeStatus, Result } from "../model/outcome.ts";
import { fieldOf, shownValue } from "./change-view.ts";
import { counted, duration, figure } from "../model/figures.ts";
import { groupBy } from "./group.ts";
import { compare } from "./users.ts";

/** Every status, done ones first, in the order people read them. */
export const STATUSES = [
  "applied",
  "already-applied",
  "held",
  "contended",
  "failed",
  "skipped",
  "not-persisted",
  "changed-since",
  "unverified",
  "not-sent",
] as const satisfies readonly OutcomeStatus[];

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

/** `Apply complete: 40 applied, 2 held.` */
export function headlineOf(result: Result): string {
  const counts = STATUSES.filter((status) => result.summary[status] > 0);
  const words = counts
    .map((status) => `${figure(result.summary[status])} ${STATUS_WORDS[status]}`)
    .join(", ");
  if (result.stopped) return `Apply stopped before the end: ${words || "nothing sent"}.`;
  if (words === "") return "Apply complete: nothing to do.";
  if (counts.every((status) => status === "already-applied"))
    return "Already applied: live users are as planned, nothing was sent.";
  return `Apply complete: ${words}.`;
}

/** What to do now, one sentence per status that occurs. */
export function adviceOf({ summary }: Result): readonly string[] {
  return STATUSES.filter((status) => summary[status] > 0).flatMap((status) => ADVICE[status] ?? []);
}

/** `As planned: 38 of 40 users. 55 calls (40 writes, 15 reads, 2 throttled) in 1 min 5 s.` */
export function totalsOf(result: Result): string {
  const { reads, writes, throttled } = result.calls;
  const users = new Set(result.outcomes.map(({ userId }) => userId)).size;
  const done = users - openByUser(result).length;
  const planned = `As planned: ${figure(done)} of ${counted(users, "user")}.`;
  const throttling = throttled > 0 ? `, ${figure(throttled)} throttled` : "";
  const calls = `${counted(reads + writes, "call")} (${counted(writes, "write")}, ${counted(reads, "read")}${throttling})`;
  return `${planned} ${calls} in ${duration(result.made.seconds)}.`;
}

/** `title`, then base, live and desired values; none escaped. */
export function conflictOf(conflict: Conflict): readonly [string, string, string, string] {
  const { base, live, desired } = conflict;
  return [fieldOf(conflict), shownValue(base), shownValue(live), shownValue(desired)];
}
