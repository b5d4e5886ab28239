import { counted } from "../model/figures.ts";
import type { Change, Plan, PlanUser } from "../model/plan.ts";
import { fieldOf } from "./change-view.ts";
import { groupBy } from "./group.ts";

/** A user with what a plan would change or found to differ. */
export interface UserChanges {
  readonly userId: string;
  /** The login e-mail, or the id where the document holds no e-mail. */
  readonly email: string;
  /** What else the document knows of the user. */
  readonly who?: PlanUser;
  readonly changes: readonly Change[];
}

/** A change that a reviewer must not scroll past. */
export interface Careful extends Change {
  readonly email: string;
  readonly what: "deactivate" | "move division" | "change e-mail";
}

/** How many users changes are of. */
export function usersIn(changes: readonly Pick<Change, "userId">[]): number {
  return new Set(changes.map(({ userId }) => userId)).size;
}

/** `3 fields of 2 users`. */
export function extentOf(cells: readonly Pick<Change, "userId">[]): string {
  return `${counted(cells.length, "field")} of ${counted(usersIn(cells), "user")}`;
}

/** All changes that the operations of a document make. */
export function changesOf(plan: Pick<Plan, "operations">): readonly Change[] {
  return plan.operations.flatMap(({ changes }) => changes);
}

/** E-mails by user id, from every part of the document that names users. */
function emailsOf({ operations, unread, users }: Plan): ReadonlyMap<string, string> {
  const written = operations.flatMap((op) => op.users);
  const skipped = unread.map(({ userId, email }) => ({ id: userId, email }));
  return new Map([...skipped, ...written, ...users].map(({ id, email }) => [id, email]));
}

/** Changes by user, sorted by e-mail; a user's changes keep the order of their fields, keys sorted within a field. */
export function byUser(changes: readonly Change[], plan: Plan): readonly UserChanges[] {
  const emails = emailsOf(plan);
  const known = new Map(plan.users.map((user) => [user.id, user]));
  const users = [...groupBy(changes, ({ userId }) => userId)].map(([userId, own]) => {
    const who = known.get(userId);
    const email = emails.get(userId) ?? userId;
    return { userId, email, ...(who ? { who } : {}), changes: inFieldOrder(own) };
  });
  return users.toSorted((a, b) => compare(a.email, b.email) || compare(a.userId, b.userId));
}

/** Deactivations, division moves and e-mail changes: in this order, then by e-mail. */
export function carefulOf(plan: Plan): readonly Careful[] {
  const emails = emailsOf(plan);
  const careful = changesOf(plan).flatMap((change) => {
    const what = whatIs(change);
    return what ? [{ ...change, what, email: emails.get(change.userId) ?? change.userId }] : [];
  });
  return careful.toSorted((a, b) => RANK[a.what] - RANK[b.what] || compare(a.email, b.email));
}

const RANK: Readonly<Record<Careful["what"], number>> = {
  deactivate: 0,
  "move division": 1,
  "change e-mail": 2,
};

/** Whether a change is listed among the careful ones, and as what. */
export function whatIs({ field, after }: Change): Careful["what"] | undefined {
  if (field === "state") return after === "inactive" ? "deactivate" : undefined;
  if (field === "division") return "move division";
  return field === "email" ? "change e-mail" : undefined;
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Fields by first appearance, so that a removal stands beside its field's other changes. */
function inFieldOrder(changes: readonly Change[]): readonly Change[] {
  return [...groupBy(changes, ({ field }) => field).values()].flatMap((group) =>
    group.toSorted((a, b) => compare(fieldOf(a), fieldOf(b))),
  );
}
