import type { Field } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { GenesysError } from "../genesys/errors.ts";
import { isObject, type Json } from "../model/json.ts";
import type { LiveUser } from "../model/state.ts";
import { readList } from "./lists.ts";
import { toLiveUser, withFields } from "./wire-user.ts";

/** The largest page of a user's own skills or languages; the official Terraform provider asks for 50. */
const OWN_PAGE = 50;

/**
 * Asks once more, on its own, for each field that a list answer left out: expansion is best effort, so unread is not empty.
 * Fields that stay unread keep their reason.
 */
export async function fillUnread(
  reader: Reader,
  user: LiveUser,
  registry: Registry,
  wanted: ReadonlySet<string>,
): Promise<LiveUser> {
  let filled = user;
  for (const name of user.unread.keys()) {
    const field = registry.get(name);
    if (!field?.expand || !wanted.has(name)) continue;
    const wire = await readOne(reader, user.id, field);
    const again = wire && toLiveUser({ ...identity(user), ...wire }, registry, new Set([name]), true);
    // Parts of two versions do not make one user.
    if (again?.version === user.version) filled = withFields(filled, again, new Set([name]));
  }
  return filled;
}

function identity({ id, email, name, version }: LiveUser) {
  return { id, email, name, version };
}

/** The field as a user that holds nothing else; undefined when the API refuses the question. */
async function readOne(
  reader: Reader,
  id: string,
  field: Field,
): Promise<Readonly<Record<string, Json>> | undefined> {
  try {
    if (field.own)
      return {
        [field.name]: await readOwn(reader, `/api/v2/users/${id}/${field.own.path}`, field.own.paged),
      };
    const { body } = await reader.get(`/api/v2/users/${id}`, { expand: field.expand });
    return isObject(body) ? (body as Readonly<Record<string, Json>>) : undefined;
  } catch (error) {
    if (error instanceof GenesysError) return undefined;
    throw error;
  }
}

/** A list that stays shorter than the API says is no answer. */
async function readOwn(reader: Reader, path: string, paged: boolean): Promise<Json> {
  if (!paged) return (await reader.get(path)).body;
  const { entities, total } = await readList(reader, path, {}, OWN_PAGE);
  return entities.length < total ? null : entities;
}
