import { isDeepStrictEqual } from "node:util";
import { isList } from "../fields/compare.ts";
import type { Definitions, WrittenCell, WrittenUser, WrittenValue } from "../model/definitions.ts";
import { listed } from "../model/figures.ts";
import { present } from "../model/present.ts";
import type { Problem } from "../model/problem.ts";
import type { Adopted } from "./adopted.ts";

/**
 * Whether edited definitions ask what live has where it was adopted, and of everybody else's cells, and of all that says how users are
 * managed, just what they asked before. The text of an edit is trusted no further than this.
 */
export function unlikeWanted(
  before: Definitions,
  after: Definitions,
  adopted: readonly Adopted[],
): readonly Problem[] {
  const own = byUser(adopted);
  const now = new Map(after.users.map((user) => [user.email, user]));
  const users = before.users.flatMap((user) => unlike(user, now.get(user.email), own.get(user) ?? []));
  const rest = [before, after].map(({ files, users: all, accepted }) => [
    files.map(({ path }) => path),
    all.length,
    accepted.map(({ rule, upTo }) => [rule, upTo]),
  ]);
  return isDeepStrictEqual(rest[0], rest[1]) ? users : [...users, elsewhere()];
}

function byUser(adopted: readonly Adopted[]): ReadonlyMap<WrittenUser, readonly Adopted[]> {
  const groups = new Map<WrittenUser, Adopted[]>();
  for (const one of adopted) {
    const group = groups.get(one.user);
    if (group) group.push(one);
    else groups.set(one.user, [one]);
  }
  return groups;
}

function unlike(
  before: WrittenUser,
  after: WrittenUser | undefined,
  adopted: readonly Adopted[],
): readonly Problem[] {
  if (!after || !isDeepStrictEqual(identityOf(before), identityOf(after)))
    return [changed(before, ["the entry itself"])];
  const lost = [...before.exact.keys()].filter((field) => !after.exact.has(field));
  if (lost.length > 0) return [notExact(before, lost)];
  const [wanted, found] = [wantedOf(before, adopted), foundIn(after, idsOf(adopted))];
  const ids = new Set([...wanted.keys(), ...found.keys(), ...after.exact.keys()]);
  const other = [...ids].filter(
    (id) => wanted.get(id) !== found.get(id) || after.exact.has(id) !== before.exact.has(id),
  );
  return other.length > 0 ? [changed(before, other)] : [];
}

function identityOf({ email, id, previously, renameEmail, managed }: WrittenUser) {
  return [email, id?.value, previously?.value, renameEmail, [...managed].toSorted()];
}

type Said = Pick<WrittenCell, "field" | "key" | "value">;
type IdOf = (cell: Pick<Said, "field" | "key">) => string;

/** What identifies a cell. A thing that is adopted may be spelled by its name in one place and by its id in another. */
function idsOf(adopted: readonly Adopted[]): IdOf {
  const byId = new Map<string, string>();
  for (const { change, key } of adopted)
    if (change.key && key !== undefined) byId.set(`${change.field}.id:${change.key.id}`.toLowerCase(), key);
  return ({ field, key }) => {
    if (key === undefined) return field;
    const known = key.startsWith("id:") ? byId.get(`${field}.${key}`.toLowerCase()) : undefined;
    return `${field}.${known ?? key}`;
  };
}

function wantedOf(user: WrittenUser, adopted: readonly Adopted[]): ReadonlyMap<string, string> {
  const idOf = idsOf(adopted);
  const cells = adopted.map(
    ({ change: { field }, key, value }): Said => ({ field, value, ...present({ key }) }),
  );
  const all = new Map([...user.cells, ...cells].map((cell) => [idOf(cell), cell]));
  return new Map([...all].flatMap(([id, cell]) => (isUnlisted(user, cell) ? [] : [[id, meant(cell.value)]])));
}

function foundIn(user: WrittenUser, idOf: IdOf): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const cell of user.cells) {
    const id = idOf(cell);
    // Two spellings of one thing are no valid definitions.
    if (found.has(id)) found.set(id, "twice");
    else if (!isUnlisted(user, cell)) found.set(id, meant(cell.value));
  }
  return found;
}

/** A key that an exact field does not list is as unset as one that is null there. */
function isUnlisted({ exact }: WrittenUser, { field, key, value }: Said): boolean {
  return value === null && key !== undefined && exact.has(field);
}

function meant(value: WrittenValue): string {
  if (isList(value)) return value.length === 0 ? "null" : JSON.stringify(value.toSorted());
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).toSorted());
}

function changed({ email, source }: WrittenUser, ids: readonly string[]): Problem {
  const message = `Cannot adopt this without changing what is asked of ${email} beyond it: ${listed(ids)}`;
  return { code: "more-than-adopted", message, fix: "Write it into the files by hand", at: source };
}

function notExact({ email, source }: WrittenUser, fields: readonly string[]): Problem {
  const message = `Cannot adopt keys of ${listed(fields)} of ${email}, which the entry clears: with keys, live ones that it does not list would stay`;
  return {
    code: "no-longer-exact",
    message,
    fix: "Write the keys into the entry by hand if that is meant, or leave the field out with --field",
    at: source,
  };
}

function elsewhere(): Problem {
  const message = "Cannot adopt this without changing the files beyond it";
  return { code: "more-than-adopted", message, fix: "Write it into the files by hand" };
}
