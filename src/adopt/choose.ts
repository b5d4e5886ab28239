import { renderField } from "../fields/render.ts";
import { counted, listed } from "../model/figures.ts";
import type { Change, Plan, PlanUser, Unread } from "../model/plan.ts";
import { bad, type Checked, good, type Problem, type Warning } from "../model/problem.ts";
import { matchesGlobs } from "../resolve/select.ts";

/** What of a document is to be adopted. */
export interface Choice {
  /** Globs over e-mails; everybody when there is none. */
  readonly select: readonly string[];
  /** Fields, or keys such as `skills.Billing`; everything when there is none. */
  readonly fields: readonly string[];
}

/** A difference with whose it is. */
export interface Difference {
  readonly change: Change;
  readonly user: PlanUser;
}

/**
 * The differences of a drift document, or those that a plan leaves, as far as they are chosen. What the definitions themselves change, as a
 * base tells, is no drift: adopting that would take the change back.
 */
export function choose(plan: Plan, choice: Choice): Checked<readonly Difference[]> {
  const { select, fields } = choice;
  if (plan.redacted !== "none") return bad([redacted(plan)]);
  if (plan.source.run !== undefined) return bad([rollback()]);
  const users = new Map(plan.users.map((user) => [user.id, user]));
  const emails = new Map([
    ...plan.users.map(({ id, email }) => [id, email] as const),
    ...plan.unread.map(({ userId, email }) => [userId, email] as const),
  ]);
  const isChosen = selection(plan, select);
  if (emails.size > 0 && ![...emails].some(([id, email]) => isChosen(id, email)))
    return bad([nobody(emails.size, select)]);
  const chosen = plan.differences.flatMap((change) => {
    const user = users.get(change.userId);
    return user && isChosen(user.id, user.email) && isField(change, fields) ? [{ change, user }] : [];
  });
  const named = chosen.filter(({ change }) => change.field !== "email" || fields.includes("email"));
  const drifted = named.filter(({ change }) => change.cause === undefined || change.cause === "drift");
  const unread = plan.unread.filter((one) => isChosen(one.userId, one.email) && isUnread(one, fields));
  const idle = fields.filter((field) => !chosen.some(({ change }) => isField(change, [field])));
  return good(drifted, [
    ...unread.map(notRead),
    ...idle.filter((field) => !unread.some((one) => isUnread(one, [field]))).map(notDifferent),
    ...renames(chosen.length - named.length),
    ...ownChanges(named.length - drifted.length),
    ...executed(plan),
  ]);
}

/** Users are chosen by the e-mail they have live, and by the one they are to have: entries bear that one. */
function selection({ differences }: Plan, select: readonly string[]): (id: string, email: string) => boolean {
  const renames = differences.filter(({ field }) => field === "email");
  const wanted = new Map(renames.map(({ userId, after }) => [userId, String(after)]));
  return (id, email) => [email, wanted.get(id) ?? email].some((one) => matchesGlobs(one, select));
}

/** Of what was not read, no keys are known. */
function isUnread({ field }: Unread, fields: readonly string[]): boolean {
  return fields.length === 0 || fields.some((one) => one.split(".")[0] === field);
}

function isField(cell: Pick<Change, "field" | "key">, fields: readonly string[]): boolean {
  return fields.length === 0 || fields.includes(cell.field) || fields.includes(renderField(cell));
}

function redacted({ redacted: level }: Plan): Problem {
  return {
    code: "plan-redacted",
    message: `Cannot adopt from this document: it was written with --redact ${level}, so live values are missing`,
    fix: "Make it again without --redact",
  };
}

function nobody(users: number, globs: readonly string[]): Problem {
  const message = `None of the ${counted(users, "user")} in the document has an e-mail that matches ${listed(globs)}`;
  return { code: "nobody-selected", message, fix: "Correct --select; users who do not differ are not in it" };
}

function rollback(): Problem {
  const message = "Cannot adopt from a rollback: it compares users with a run, and not with definitions";
  return { code: "not-drift", message, fix: "Name a document of `gus drift`" };
}

function notRead({ email, field, why }: Unread): Warning {
  const message = `Cannot adopt ${field} of ${email}, which was not read: ${why}`;
  return { code: "unread", message, fix: "Look at it in Genesys Cloud" };
}

/** A field may just not have drifted, but a key may be misspelled. */
function notDifferent(field: string): Warning {
  const message = `Nobody in the document, as far as selected, differs in ${field}`;
  const fix = "Nothing; or correct --field, which spells keys as the document does";
  return { code: "nothing-differs", message, fix };
}

/** An entry's name is no value in it; that live has another e-mail means that a rename is not applied yet. */
function renames(count: number): readonly Warning[] {
  if (count === 0) return [];
  const message = `${counted(count, "other login e-mail")} left out: a rename of the definitions that is not applied yet`;
  return [{ code: "not-drift", message, fix: "Apply it, or take it back by hand" }];
}

function ownChanges(count: number): readonly Warning[] {
  if (count === 0) return [];
  const message = `${counted(count, "difference")} left out: the definitions changed there since the base, and live did not follow yet`;
  return [{ code: "not-drift", message, fix: "Apply the definitions, or take their change back with git" }];
}

function executed({ operations }: Plan): readonly Warning[] {
  const count = operations.reduce((sum, { changes }) => sum + changes.length, 0);
  if (count === 0) return [];
  const message = `${counted(count, "change")} left out that the plan executes; a plan gives what it leaves`;
  return [{ code: "not-drift", message, fix: "Adopt from a document of `gus drift` to get them too" }];
}
