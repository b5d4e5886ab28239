import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { chunksOf } from "../model/chunks.ts";
import type { LiveUser } from "../model/state.ts";
import { BATCH_LIMIT, readBatch } from "./batch.ts";
import { deletedIds } from "./deleted.ts";
import { type Sighting, searchByEmail } from "./search.ts";

export type Users = ReadonlyMap<string, LiveUser>;

/** Who is wanted and not among the users read so far. */
export interface Unseen {
  readonly emails: readonly string[];
  readonly ids: readonly string[];
}

export function unseenOf(
  wanted: { readonly emails: ReadonlySet<string>; readonly ids: ReadonlySet<string> },
  seen: Users,
): Unseen {
  const emails = new Set([...seen.values()].map((user) => user.email.toLowerCase()));
  return {
    emails: [...wanted.emails].filter((email) => !emails.has(email.toLowerCase())),
    ids: [...wanted.ids].filter((id) => !seen.has(id)),
  };
}

/** What looking for unseen users came to. */
export interface LookedUp {
  readonly users: Users;
  /** E-mails that search found as deleted users, lower case, and wanted ids that only deleted users have. */
  readonly deleted: ReadonlySet<string>;
  /** Whether missing users were looked for in every state; false when the credential may not search. */
  readonly searched: boolean;
}

/** A list can hide users by division or lag; whoever is wanted and unseen is looked for by name before being called missing. */
export async function lookUp(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  unseen: Unseen,
  seen: Users,
): Promise<LookedUp> {
  const found = unseen.emails.length === 0 ? [] : await searchByEmail(reader, unseen.emails);
  return addFound(reader, registry, fields, unseen, seen, found);
}

/** Reads the users that search found, and those wanted by id. `found` is undefined when the credential may not search. */
export async function addFound(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  unseen: Unseen,
  seen: Users,
  found: readonly Sighting[] | undefined,
): Promise<LookedUp> {
  const ids = [...living(found ?? []).map(({ id }) => id), ...unseen.ids];
  const users = await addUsers(reader, registry, fields, seen, ids);
  const gone = (found ?? [])
    .filter(({ state }) => state === "deleted")
    .map(({ email }) => email.toLowerCase());
  const missing = unseen.ids.filter((id) => !users.has(id));
  const deleted = new Set([...gone, ...(await deletedIds(reader, missing))]);
  return { users, deleted, searched: found !== undefined };
}

export async function addUsers(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  seen: Users,
  ids: readonly string[],
): Promise<Users> {
  const chunks = chunksOf([...new Set(ids)], BATCH_LIMIT);
  const more = await Promise.all(chunks.map((chunk) => readBatch(reader, chunk, registry, () => fields)));
  return new Map([...seen, ...more.flat().map((user) => [user.id, user] as const)]);
}

export function living(found: readonly Sighting[]): readonly Sighting[] {
  return found.filter(({ state }) => state !== "deleted");
}
