import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import type { JsonObject } from "../model/json.ts";
import { expandFor } from "./expand.ts";
import { readFew } from "./few-users.ts";
import { INACTIVE_CAP, queryInactive } from "./inactive.ts";
import { type Listing, readPage, readRest } from "./lists.ts";
import { type LookedUp, lookUp, type Users, unseenOf } from "./unseen.ts";
import { readTogether, toLiveUser } from "./wire-user.ts";

/** Largest page of users that official code asks for. */
export const PAGE_SIZE = 500;

export interface Wanted {
  /** Login e-mails to look for, in any case. */
  readonly emails: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  /** Pairs of addresses, lower case, of which one need not exist. */
  readonly renames?: ReadonlyMap<string, string>;
  /** Fields to read. */
  readonly fields: ReadonlySet<string>;
  /** Read the whole organisation although few users are wanted. */
  readonly whole: boolean;
}

export interface LiveUsers extends LookedUp {
  /** Every user of the organisation that the credential sees is here. */
  readonly whole: boolean;
  /** Lists that came back shorter than the API said. */
  readonly short: readonly string[];
}

/**
 * Reads the wanted users in the cheapest way: the whole organisation in pages of 500, or the first pages and then a search for the
 * rest by e-mail, which finds ids that are read 100 a call, with everybody above them. Users that the lists do not show are looked up.
 */
export async function readLiveUsers(reader: Reader, registry: Registry, wanted: Wanted): Promise<LiveUsers> {
  const fields = readTogether(registry, wanted.fields);
  const query = { expand: expandFor(registry, fields) };
  const [active, inactive] = await Promise.all([
    readPage(reader, USERS, { ...query, state: "active" }, PAGE_SIZE, 1),
    readPage(reader, USERS, { ...query, state: "inactive" }, PAGE_SIZE, 1),
  ]);
  if (!wanted.whole) {
    const first = collect([active, inactive], registry, fields);
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
    inactive.total > INACTIVE_CAP
      ? queryInactive(reader, query, PAGE_SIZE, inactive.total)
      : readRest(reader, USERS, { ...query, state: "inactive" }, PAGE_SIZE, inactive),
  ]);
  const users = collect(lists, registry, fields);
  const short = ["active", "inactive"].filter((_, index) => isShort(lists[index]));
  const looked = await lookUp(reader, registry, fields, unseenOf(wanted, users), users);
  return { ...looked, whole: true, short };
}

const USERS = "/api/v2/users";

function isShort(list: Listing | undefined): boolean {
  return list !== undefined && list.entities.length < list.total;
}

function pagesLeft({ total }: Listing): number {
  return Math.max(0, Math.ceil(total / PAGE_SIZE) - 1);
}

function collect(lists: readonly Listing[], registry: Registry, fields: ReadonlySet<string>): Users {
  const wires: readonly JsonObject[] = lists.flatMap((list) => list.entities);
  const users = wires.map((wire) => toLiveUser(wire, registry, fields)).filter((user) => user !== undefined);
  return new Map(users.map((user) => [user.id, user]));
}
