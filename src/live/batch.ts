import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { GenesysError } from "../genesys/errors.ts";
import { chunksOf } from "../model/chunks.ts";
import { isObject } from "../model/json.ts";
import type { LiveUser } from "../model/state.ts";
import { expandFor } from "./expand.ts";
import { fillUnread } from "./fill-unread.ts";
import { entitiesOf } from "./lists.ts";
import { toLiveUser } from "./wire-user.ts";

/** Most ids that one GET /users takes (error `max.user.ids`). */
export const BATCH_LIMIT = 100;

/** Which fields matter for a user. */
export type FieldsOf = (userId: string) => ReadonlySet<string>;

/**
 * Reads chosen users, at most 100 a call, active and inactive alike. A field that matters for a user and is left out of the answer is
 * asked for on its own. A user that does not come back is missing from the result: not visible, deleted, or unread – never assumed gone.
 */
export async function readUsers(
  reader: Reader,
  ids: readonly string[],
  registry: Registry,
  fieldsOf: FieldsOf,
): Promise<ReadonlyMap<string, LiveUser>> {
  const read = chunksOf([...new Set(ids)], BATCH_LIMIT).map(async (chunk) => {
    const users = await readBatch(reader, chunk, registry, fieldsOf);
    return Promise.all(users.map((user) => fillUnread(reader, user, registry, fieldsOf(user.id))));
  });
  return new Map((await Promise.all(read)).flat().map((user) => [user.id, user]));
}

/** One call for at most 100 users, as it is answered. `complete` as for toLiveUser(). */
export async function readBatch(
  reader: Reader,
  ids: readonly string[],
  registry: Registry,
  fieldsOf: FieldsOf,
  complete = false,
): Promise<readonly LiveUser[]> {
  const fields = new Set(ids.flatMap((id) => [...fieldsOf(id)]));
  const query = {
    id: ids.join(","),
    pageSize: ids.length,
    state: "any",
    expand: expandFor(registry, fields),
  };
  const { body, sentAt } = await reader.get("/api/v2/users", query);
  const users = entitiesOf(body).map((wire) => toLiveUser(wire, registry, fields, complete));
  const asked = users.filter((user) => user !== undefined).filter((user) => ids.includes(user.id));
  return asked.map((user) => ({ ...user, readAt: sentAt }));
}

/** Reads one user from the user's own path; undefined when the API does not show the user to this client. */
export async function readUser(
  reader: Reader,
  id: string,
  registry: Registry,
  fieldsOf: FieldsOf,
): Promise<LiveUser | undefined> {
  const fields = fieldsOf(id);
  try {
    const { body, sentAt } = await reader.get(`/api/v2/users/${id}`, { expand: expandFor(registry, fields) });
    const user = isObject(body) ? toLiveUser(body, registry, fields) : undefined;
    return user && fillUnread(reader, { ...user, readAt: sentAt }, registry, fields);
  } catch (error) {
    if (error instanceof GenesysError && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}
