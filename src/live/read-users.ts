import type { Registry } from "../fields/registry.ts";
import type { Query, Reader } from "../genesys/client.ts";
import { isObject, type JsonObject } from "../model/json.ts";
import type { LiveUser } from "../model/state.ts";
import { BATCH_LIMIT, chunksOf, readBatch } from "./batch.ts";
import { expandFor } from "./expand.ts";
import { entitiesOf, type Listing, readPage, readRest } from "./lists.ts";
import { EMAILS_PER_SEARCH, type Sighting, searchByEmail } from "./search.ts";
import { readTogether, toLiveUser } from "./wire-user.ts";

/** Largest page of users that official code asks for. */
export const PAGE_SIZE = 500;
/** The list of inactive users answers 400 beyond this many (official Terraform provider). */
const INACTIVE_CAP = 10_000;

export interface Wanted {
  /** Login e-mails to look for, in any case. */
  readonly emails: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  /** Fields to read. */
  readonly fields: ReadonlySet<string>;
  /** Read the whole organisation although few users are wanted. */
  readonly whole: boolean;
}

export interface LiveUsers {
  readonly users: ReadonlyMap<string, LiveUser>;
  /** Every user of the organisation that the credential sees is here. */
  readonly whole: boolean;
  /** E-mails that search found only as deleted users. */
  readonly deleted: ReadonlySet<string>;
  /** Whether missing users were looked for in every state; false when the credential may not search. */
  readonly searched: boolean;
  /** Lists that came back shorter than the API said. */
  readonly short: readonly string[];
}

/**
 * Reads the wanted users in the cheapest way: the whole organisation in pages of 500, or the first pages and then a search for the
 * rest by e-mail, which finds ids that are read 100 a call. Users that the lists do not show are looked up one by one.
 */
export async function readLiveUsers(reader: Reader, registry: Registry, wanted: Wanted): Promise<LiveUsers> {
  const fields = readTogether(registry, wanted.fields);
  const query = { expand: expandFor(registry, fields) };
  const [active, inactive] = await Promise.all([
    readPage(reader, USERS, { ...query, state: "active" }, PAGE_SIZE, 1),
    readPage(reader, USERS, { ...query, state: "inactive" }, PAGE_SIZE, 1),
  ]);
  const first = collect([active, inactive], registry, fields);
  if (!wanted.whole) {
    const few = await readFew(
      reader,
      registry,
      fields,
      wanted,
      first,
      pagesLeft(active) + pagesLeft(inactive),
    );
    if (few) return few;
  }
  const lists = await Promise.all([
    readRest(reader, USERS, { ...query, state: "active" }, PAGE_SIZE, active),
    readInactive(reader, query, inactive),
  ]);
  const users = collect(lists, registry, fields);
  const short = ["active", "inactive"].filter((_, index) => isShort(lists[index]));
  return lookUpUnseen(reader, registry, fields, wanted, { users, whole: true, short });
}

const USERS = "/api/v2/users";

function isShort(list: Listing | undefined): boolean {
  return list !== undefined && list.entities.length < list.total;
}

function pagesLeft({ total }: Listing): number {
  return Math.max(0, Math.ceil(total / PAGE_SIZE) - 1);
}

function collect(lists: readonly Listing[], registry: Registry, fields: ReadonlySet<string>) {
  const wires: readonly JsonObject[] = lists.flatMap((list) => list.entities);
  const users = wires.map((wire) => toLiveUser(wire, registry, fields)).filter((user) => user !== undefined);
  return new Map(users.map((user) => [user.id, user]));
}

/** Search and batches, when that is cheaper than the pages that are left; undefined when it is not, or not permitted. */
async function readFew(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  wanted: Wanted,
  seen: ReadonlyMap<string, LiveUser>,
  pages: number,
): Promise<LiveUsers | undefined> {
  const unseen = unseenOf(wanted, seen);
  const batches = Math.ceil((unseen.emails.length + unseen.ids.length) / BATCH_LIMIT);
  const calls = Math.ceil(unseen.emails.length / EMAILS_PER_SEARCH) + batches;
  if (calls >= pages) return undefined;
  const found = await searchByEmail(reader, unseen.emails);
  if (!found || found.length < unseen.emails.length) return undefined;
  const users = await addUsers(reader, registry, fields, seen, [...found.map(({ id }) => id), ...unseen.ids]);
  return { users, whole: false, deleted: deletedOf(found), searched: true, short: [] };
}

function unseenOf(wanted: Wanted, seen: ReadonlyMap<string, LiveUser>) {
  const emails = new Set([...seen.values()].map((user) => user.email.toLowerCase()));
  return {
    emails: [...wanted.emails].filter((email) => !emails.has(email.toLowerCase())),
    ids: [...wanted.ids].filter((id) => !seen.has(id)),
  };
}

async function addUsers(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  seen: ReadonlyMap<string, LiveUser>,
  ids: readonly string[],
) {
  const more = await Promise.all(
    chunksOf(ids, BATCH_LIMIT).map((chunk) => readBatch(reader, chunk, registry, () => fields)),
  );
  return new Map([...seen, ...more.flat().map((user) => [user.id, user] as const)]);
}

function deletedOf(found: readonly Sighting[]): ReadonlySet<string> {
  return new Set(found.filter(({ state }) => state === "deleted").map(({ email }) => email.toLowerCase()));
}

/** A list can hide users by division or lag; whoever is wanted and unseen is looked for by name before being called missing. */
async function lookUpUnseen(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  wanted: Wanted,
  list: Pick<LiveUsers, "users" | "whole" | "short">,
): Promise<LiveUsers> {
  const unseen = unseenOf(wanted, list.users);
  const found = unseen.emails.length === 0 ? [] : await searchByEmail(reader, unseen.emails);
  const living = (found ?? []).filter(({ state }) => state !== "deleted").map(({ id }) => id);
  const users = await addUsers(reader, registry, fields, list.users, [...living, ...unseen.ids]);
  return { ...list, users, deleted: deletedOf(found ?? []), searched: found !== undefined };
}

/** Past the cap only the cursor query lists inactive users; without its permission gus stops rather than work on a cut list. */
async function readInactive(reader: Reader, query: Query, first: Listing): Promise<Listing> {
  if (first.total <= INACTIVE_CAP)
    return readRest(reader, USERS, { ...query, state: "inactive" }, PAGE_SIZE, first);
  const entities: JsonObject[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await reader.get(`${USERS}/query`, {
      ...query,
      state: "inactive",
      pageSize: PAGE_SIZE,
      cursor,
    });
    entities.push(...entitiesOf(body));
    cursor =
      isObject(body) && typeof body.cursor === "string" && body.cursor !== "" ? body.cursor : undefined;
  } while (cursor !== undefined);
  return {
    entities: [...new Map(entities.map((entity) => [String(entity.id), entity])).values()],
    total: first.total,
  };
}
