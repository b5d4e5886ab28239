import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { chunksOf } from "../model/chunks.ts";
import type { LiveUser } from "../model/state.ts";
import { BATCH_LIMIT, type FieldsOf, readBatch } from "./batch.ts";
import { fillUnread } from "./fill-unread.ts";
import { withFields } from "./wire-user.ts";

export interface Asked {
  /** Fields that somebody wants to know of a user. */
  readonly fieldsOf: FieldsOf;
  /** Fields that may be written on the strength of what is read. */
  readonly writesOf: FieldsOf;
}

/**
 * Asks again for what the lists left out: first 100 users a call, each field on its own, then one by one whatever is still open.
 * An object (employerInfo) that two answers lack is taken as unset without a call for its user, unless something would be written on
 * that ground: then the user's own answer decides. That keeps an organisation full of users without it from costing a call each.
 */
export async function fillAll(
  reader: Reader,
  registry: Registry,
  users: ReadonlyMap<string, LiveUser>,
  { fieldsOf, writesOf }: Asked,
): Promise<ReadonlyMap<string, LiveUser>> {
  const wanted = [...users.values()].filter((user) => openFields(user, registry, fieldsOf).length > 0);
  if (wanted.length === 0) return users;
  const filled = new Map(users);
  for (const name of new Set(wanted.flatMap((user) => openFields(user, registry, fieldsOf)))) {
    const mine = wanted.filter((user) => openFields(user, registry, fieldsOf).includes(name));
    const again = await readAgain(reader, registry, mine, name);
    for (const user of mine) {
      const read = again.get(user.id);
      const trusted = read && !(isAbsentObject(registry, name, read) && writesOf(user.id).has(name));
      const known = filled.get(user.id) ?? user;
      if (trusted) filled.set(user.id, withFields(known, read, new Set([name])));
    }
  }
  const open = wanted.map(async ({ id }) => {
    const user = filled.get(id);
    if (user) filled.set(id, await fillUnread(reader, user, registry, fieldsOf(id)));
  });
  await Promise.all(open);
  return filled;
}

function openFields(user: LiveUser, registry: Registry, fieldsOf: FieldsOf): readonly string[] {
  if (user.unread.size === 0) return [];
  const fields = fieldsOf(user.id);
  return [...user.unread.keys()].filter(
    (name) => fields.has(name) && registry.get(name)?.expand !== undefined,
  );
}

async function readAgain(reader: Reader, registry: Registry, users: readonly LiveUser[], name: string) {
  const field = new Set([name]);
  const chunks = chunksOf(
    users.map(({ id }) => id),
    BATCH_LIMIT,
  );
  const read = await Promise.all(chunks.map((ids) => readBatch(reader, ids, registry, () => field, true)));
  return new Map(read.flat().map((user) => [user.id, user]));
}

/** Absent twice: an object says so by having no cells although it counts as read. A list that is empty was read as such. */
function isAbsentObject(registry: Registry, name: string, { unread, cells }: LiveUser): boolean {
  if (registry.get(name)?.shape.kind !== "record" || unread.has(name)) return false;
  return ![...cells.values()].some((cell) => cell.field === name);
}
