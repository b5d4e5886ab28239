import { sameValue } from "../fields/compare.ts";
import type { FailOn, NotCompared, Past, SinceKnown } from "../model/known.ts";
import type { Change, Plan, Unread } from "../model/plan.ts";
import { cellId, type DesiredUser, type LiveUser, type Ref } from "../model/state.ts";
import { fingerprintOf } from "./hashes.ts";

/** What was known of drift before. */
export interface KnownDrift {
  /** The drift document of before, of the same organisation; absent when there was none yet. */
  readonly before?: Plan;
  readonly failOn: FailOn;
  /** Ids of users whom the definitions manage and this comparison leaves out. */
  readonly unselected: ReadonlySet<string>;
}

/** What is compared now. */
interface Now {
  readonly org: Ref;
  readonly desired: readonly DesiredUser[];
  readonly live: ReadonlyMap<string, LiveUser>;
  readonly unread: readonly Unread[];
}

type Fingerprinted = Change & { readonly fingerprint: string };
type Told = Required<SinceKnown> & Pick<Plan, "differences">;

/** Tells differences that are new from those that are still there, and what has become of the others that were known. */
export function sinceKnown(
  differences: readonly Fingerprinted[],
  { before, failOn, unselected }: KnownDrift,
  now: Now,
): Told {
  const past = new Map(before ? pastOf(before, now).map((one) => [one.fingerprint, one]) : []);
  const found = new Set(differences.map(({ fingerprint }) => fingerprint));
  const whyNot = whyNotCompared(now, unselected);
  const left = [...past.values()].filter(({ fingerprint }) => !found.has(fingerprint)).toSorted(byPerson);
  const judged = left.map((one) => ({ one, kind: whyNot(one) }));
  return {
    known: { ...(before && { planHash: before.planHash, madeAt: before.made.at }), failOn },
    differences: differences.map((change) => aged(change, past.get(change.fingerprint))),
    gone: judged.flatMap(({ one, kind }) => (kind ? [] : [one])),
    notCompared: judged.flatMap(({ one, kind }) => (kind ? [{ ...one, kind }] : [])),
  };
}

function aged(change: Fingerprinted, past: Past | undefined): Change {
  if (!past) return { ...change, age: "new" };
  const moved = past.before !== undefined && !sameValue(past.before, change.before);
  return { ...change, age: "still-there", ...(moved && { was: past.before }) };
}

/**
 * Every difference that a document knows of: those it found, and those it could not compare, which may be there still. What is not managed any
 * more is told once and then forgotten. Users are called as they are now, as far as that is known: the document may hide who they are.
 */
function pastOf(known: Plan, { org, live }: Now): readonly Past[] {
  const emails = new Map(known.users.map(({ id, email }) => [id, email]));
  const found = known.differences.map((one) => ({ ...one, email: emails.get(one.userId) ?? one.userId }));
  const open = (known.notCompared ?? []).filter(({ kind }) => kind !== "not-managed");
  const shows = ({ before }: Partial<Past>) => known.redacted === "none" || before === null;
  return [...open, ...found].map(({ userId, email, field, key, before, after }) => ({
    fingerprint: fingerprintOf(org.id, { userId, field, ...(key && { key }) }),
    userId,
    email: live.get(userId)?.email ?? email,
    field,
    ...(key && { key }),
    ...(before !== undefined && shows({ before }) && { before }),
    after,
  }));
}

function whyNotCompared(
  { desired, unread }: Now,
  unselected: ReadonlySet<string>,
): (past: Past) => NotCompared["kind"] | undefined {
  const users = new Map(desired.map((user) => [user.id, user]));
  const notRead = new Set(unread.map(({ userId, field }) => `${userId} ${field}`));
  return (past) => {
    const user = users.get(past.userId);
    if (!user) return unselected.has(past.userId) ? "not-selected" : "not-managed";
    if (!isManaged(user, past)) return "not-managed";
    return notRead.has(`${past.userId} ${past.field}`) ? "unread" : undefined;
  };
}

/** The login e-mail of a managed user is always compared, though nothing asks for it once it is right. */
function isManaged({ cells, exact }: DesiredUser, past: Past): boolean {
  return past.field === "email" || cells.has(cellId(past)) || exact.has(past.field);
}

function byPerson(a: Past, b: Past): number {
  const [x, y] = [a, b].map(({ email, field, key }) => [email, field, key?.name ?? ""].join("\u0000"));
  return (x ?? "") < (y ?? "") ? -1 : 1;
}
