import { type NameList, namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { WrittenCell, WrittenUser } from "../model/definitions.ts";

/** What has to be read before names can be resolved and users compared. */
export interface Needs {
  readonly emails: ReadonlySet<string>;
  /** Both addresses of a rename, each to the other; one of the two need not exist. Lower case. */
  readonly renames: ReadonlyMap<string, string>;
  readonly ids: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  readonly lists: ReadonlySet<NameList>;
}

/** Skills and languages are read with `state` for the drain rail, although nobody asks for a change of them. */
const READ_ALONG: Readonly<Record<string, readonly string[]>> = { state: ["skills", "languages"] };

/** Fields with all that has to be read along with them. */
export function withReadAlong(fields: Iterable<string>): ReadonlySet<string> {
  return new Set([...fields].flatMap((field) => [field, ...(READ_ALONG[field] ?? [])]));
}

/** The lists in which the names of these fields are found. */
export function listsOf(fields: Iterable<string>, registry: Registry): ReadonlySet<NameList> {
  const lists = [...fields].map((name) => registry.get(name)).map((field) => field && namesOf(field));
  return new Set(lists.filter((list) => list !== undefined));
}

export function needsOf(users: readonly WrittenUser[], registry: Registry): Needs {
  // Users who manage the same share one set.
  const managed = new Set([...new Set(users.map((user) => user.managed))].flatMap((fields) => [...fields]));
  const renames = users.some(({ previously, renameEmail }) => previously !== undefined || renameEmail);
  const managers = new Set(
    users.flatMap(({ cells }) => cells.find(({ field }) => field === "manager") ?? []),
  );
  const named = [...managers].flatMap(textOf);
  return {
    emails: new Set([...users.flatMap(addresses), ...named.filter((text) => !isId(text))]),
    renames: new Map(users.flatMap(renameOf)),
    ids: new Set([
      ...users.flatMap(({ id }) => (id ? [id.value.toLowerCase()] : [])),
      ...named.filter(isId).map(bareId),
    ]),
    fields: withReadAlong([...managed, ...(renames ? ["email"] : [])]),
    lists: listsOf(managed, registry),
  };
}

function addresses({ email, id, previously }: WrittenUser): readonly string[] {
  if (id) return [];
  return previously ? [email, previously.value] : [email];
}

function renameOf({ email, previously }: WrittenUser): readonly (readonly [string, string])[] {
  if (!previously) return [];
  const [key, before] = [email.toLowerCase(), previously.value.toLowerCase()];
  return [
    [key, before],
    [before, key],
  ];
}

function textOf({ value }: WrittenCell): readonly string[] {
  return typeof value === "string" ? [value] : [];
}

function isId(text: string): boolean {
  return text.startsWith("id:");
}

function bareId(text: string): string {
  return text.slice("id:".length).toLowerCase();
}
