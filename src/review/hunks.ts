import type { Change } from "../model/plan.ts";
import { placeAndCause } from "./causes.ts";
import { fieldOf, shownValue, signOf, valuesOf } from "./change-view.ts";
import { forFence } from "./escape.ts";
import type { Row } from "./fit.ts";
import { groupBy } from "./group.ts";
import { userHeading, userLines } from "./user-lines.ts";
import { compare, type UserChanges } from "./users.ts";
import { sameHand, tellWho } from "./who.ts";

/** Changes that users have in common, or that one user has alone. */
interface Hunk {
  readonly users: readonly UserChanges[];
  /** Of the first user; those of the others are alike but for where they were asked for. */
  readonly changes: readonly Change[];
}

/** Changes as lines of a diff, by kind: first what many users have in common, then users one by one. */
export function hunkRows(users: readonly UserChanges[]): readonly Row[] {
  const parts = users.flatMap((user) =>
    [...groupBy(user.changes, kindOf)].map(([kind, changes]) => ({ kind, user: { ...user, changes } })),
  );
  const kinds = [...groupBy(parts, ({ kind }) => kind)].toSorted(([a], [b]) => compare(a, b));
  return kinds.flatMap(([kind, group]) => {
    const rows = hunksOf(group.map(({ user }) => user)).flatMap(rowsOf);
    return rows.map((row, index) =>
      index === 0 ? { ...row, text: `# ${forFence(kind)}\n${row.text}` } : row,
    );
  });
}

/** What a reader looks for together: keyed fields by their name, the rest of a profile, the state. */
export function kindOf({ field, key }: Pick<Change, "field" | "key">): string {
  return key || field === "state" ? field : "profile";
}

/** Equal for changes that do the same to different users. */
export function sameness(change: Change): string {
  const { field, key, before, after, was, cause } = change;
  return JSON.stringify([field, key?.id, before, after, was, cause, sameHand(change)]);
}

function hunksOf(users: readonly UserChanges[]): readonly Hunk[] {
  const every = users.flatMap((user) => user.changes.map((change) => ({ user, change })));
  const alike = [...groupBy(every, ({ change }) => sameness(change)).values()];
  const sharing = alike.filter((group) => group.length > 1);
  const together = [...groupBy(sharing, idsOf).values()].map((groups) => ({
    users: groups[0]?.map(({ user }) => user) ?? [],
    changes: groups.flatMap((group) => group.slice(0, 1).map(({ change }) => change)),
  }));
  const shared = new Set(sharing.flatMap((group) => group.map(({ change }) => change)));
  const alone = users.map((user) => ({
    users: [user],
    changes: user.changes.filter((change) => !shared.has(change)),
  }));
  return [
    ...together.toSorted((a, b) => b.users.length - a.users.length),
    ...alone.filter(({ changes }) => changes.length > 0),
  ];
}

function idsOf(group: readonly { readonly user: UserChanges }[]): string {
  return group.map(({ user }) => user.userId).join();
}

/** A list of users takes a row for each of its lines, so that it can be cut between them. */
function rowsOf({ users, changes }: Hunk): readonly Row[] {
  const lines = changes.flatMap((change) => linesOf(change, users.length === 1)).join("");
  const [first] = users;
  if (first && users.length === 1)
    return [{ text: `@@ ${userHeading(first)} @@\n${lines}`, who: [first.userId] }];
  const head = `@@ ${users.length} users @@\n${lines}`;
  return userLines(users, " ").map(({ text, who }, index) => ({
    text: index === 0 ? head + text : text,
    who,
  }));
}

/** `+ skills.Billing: 3  # definitions/care.yaml:12`; what is replaced stands above what replaces it. */
function linesOf(change: Change, alone: boolean): readonly string[] {
  const field = forFence(fieldOf(change));
  const [before, after] = valuesOf(change).map((value) => forFence(value));
  const place = [placeAndCause(change), tellWho(change, alone)].filter(Boolean).join(", ");
  const where = place === "" ? "" : `  # ${forFence(place)}`;
  const sign = signOf(change);
  if (sign === "+") return [`+ ${field}: ${after}${where}\n`];
  if (sign === "-") return [`- ${field}: ${before}${where}\n`];
  return [`- ${field}: ${before}\n`, `+ ${field}: ${after}${where}\n`];
}

/** `+ skills.Billing 3`, not yet escaped, in parts. */
export function inBrief(change: Change): {
  readonly sign: string;
  readonly field: string;
  readonly values: readonly string[];
} {
  const sign = signOf(change);
  const values =
    sign === "+" ? [change.after] : sign === "-" ? [change.before] : [change.before, change.after];
  return { sign, field: fieldOf(change), values: sign === "~" ? valuesOf(change) : values.map(shownValue) };
}
