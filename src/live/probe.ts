import { type Field, type NameList, namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Answer, Reader } from "../genesys/client.ts";
import { GenesysError, permissionsNamed } from "../genesys/errors.ts";
import { isObject, type Json } from "../model/json.ts";
import { expandFor } from "./expand.ts";
import { LIMITS_PATH } from "./limits.ts";
import { entitiesOf } from "./lists.ts";
import { LISTS } from "./names.ts";
import { searchRequest } from "./search.ts";
import { toLiveUser } from "./wire-user.ts";

/** What one read came to. Throws what ends a run. */
export async function probe(read: () => Promise<Answer>) {
  try {
    return { ok: true, body: (await read()).body } as const;
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    const { status, message, method, path } = error;
    const call = `${method} ${path}`;
    return { ok: false, status, call, message, permissions: permissionsNamed(error) } as const;
  }
}

type Probed = Awaited<ReturnType<typeof probe>>;

/** The roles of whoever calls. No permission is documented for it (SDK, getAuthorizationSubjectsMe). */
export function probeSubject(reader: Reader): Promise<Probed> {
  return probe(() => reader.get("/api/v2/authorization/subjects/me"));
}

export function probeLimits(reader: Reader): Promise<Probed> {
  return probe(() => reader.get(LIMITS_PATH));
}

/** The first active user as the list of users shows it with these fields. */
export async function probeUsers(reader: Reader, registry: Registry, fields: ReadonlySet<string>) {
  const expand = expandFor(registry, fields);
  const probed = await probe(() => reader.get("/api/v2/users", { pageSize: 1, pageNumber: 1, expand }));
  if (!probed.ok) return { probed, leftOut: [], first: undefined };
  const [wire] = entitiesOf(probed.body);
  const first = wire && toLiveUser(wire, registry, fields);
  return { probed, ...totalIn(probed.body), leftOut: [...(first?.unread.keys() ?? [])], first };
}

/** Each list of names that these fields refer to, by its first entry. */
export async function probeLists(reader: Reader, registry: Registry, fields: ReadonlySet<string>) {
  const managed = [...registry.values()].filter(({ name }) => fields.has(name));
  const probes = Object.entries(LISTS).flatMap(([list, { path }]) => {
    const needing = managed.filter((field) => namesOf(field) === (list as NameList)).map(({ name }) => name);
    const read = () => probe(() => reader.get(path, { pageSize: 1, pageNumber: 1 }));
    return needing.length === 0 ? [] : [{ list, fields: needing, read }];
  });
  return Promise.all(probes.map(async ({ read, ...rest }) => ({ ...rest, probed: await read() })));
}

/** The reads that one field of one user has for itself. */
export async function probeOwn(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  userId: string,
) {
  const having = [...registry.values()].filter(({ name, own }) => own !== undefined && fields.has(name));
  const read = ({ own }: Field) => probe(() => reader.get(`/api/v2/users/${userId}/${own?.path}`));
  return Promise.all(having.map(async (field) => ({ field: field.name, probed: await read(field) })));
}

export function probeSearch(reader: Reader, email: string): Promise<Probed> {
  return probe(() => reader.search(searchRequest([email])));
}

function totalIn(body: Json): { readonly total?: number } {
  return isObject(body) && typeof body.total === "number" ? { total: body.total } : {};
}
