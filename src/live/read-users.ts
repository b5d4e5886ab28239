import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import type { JsonObject } from "../model/json.ts";
import type { LiveUser } from "../model/state.ts";
import { expandFor } from "./expand.ts";
import { readFew } from "./few-users.ts";
import { INACTIVE_CAP, queryInactive } from "./inactive.ts";
import { type List, type Listing, readPage, readRest } from "./lists.ts";
import { type Put, sharing } from "./share.ts";
import { type LookedUp, lookUp, unseenOf } from "./unseen.ts";
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
  /** Taken from a snapshot: nobody was looked for now. */
  readonly saved?: true;
}

/**
 * Reads the wanted users in the cheapest way: the whole organisation in pages of 500, or the first pages and then a search for the
 * rest by e-mail, which finds ids that are read 100 a call, with everybody above them. Users that the lists do not show are looked up.
 */
export async function readLiveUsers(reader: Reader, registry: Registry, wanted: Wanted): Promise<LiveUsers> {
  const fields = readTogether(registry, wanted.fields);
  const put = sharing();
  const [inService, outOfService] = [
    usersIn("active", registry, fields, put),
    usersIn("inactive", registry, fields, put),
  ];
  const [active, inactive] = await Promise.all([
    readPage(reader, inService, 1),
    readPage(reader, outOfService, 1),
  ]);
  if (!wanted.whole) {
    const first = collect([active, inactive]);
    const left = pagesLeft(active) + pagesLeft(inactive);
    const few = await readFew(reader, registry, fields, wanted, first, left);
    if (few) return few;
  }
  const lists = await Promise.all([
    readRest(reader, inService, active),
    inactive.total > INACTIVE_CAP
      ? queryInactive(reader, outOfService, inactive.total)
      : readRest(reader, outOfService, inactive),
  ]);
  const users = collect(lists);
  const short = ["active", "inactive"].filter((_, index) => isShort(lists[index]));
  const looked = await lookUp(reader, registry, fields, unseenOf(wanted, users), users);
  return { ...looked, whole: true, short };
}

/** An entity that is no user we know counts all the same. */
type Users = Listing<LiveUser | undefined>;

function usersIn(
  state: "active" | "inactive",
  registry: Registry,
  fields: ReadonlySet<string>,
  put: Put,
): List<LiveUser | undefined> {
  const query = { expand: expandFor(registry, fields), state };
  const keep = (wire: JsonObject) => toLiveUser(wire, registry, fields, false, put);
  return { path: "/api/v2/users", query, pageSize: PAGE_SIZE, keep };
}

function isShort(list: Users | undefined): boolean {
  return list !== undefined && list.kept.size < list.total;
}

function pagesLeft({ total }: Users): number {
  return Math.max(0, Math.ceil(total / PAGE_SIZE) - 1);
}

function collect(lists: readonly Users[]): ReadonlyMap<string, LiveUser> {
  const users = new Map<string, LiveUser>();
  for (const { kept } of lists) for (const user of kept.values()) if (user) users.set(user.id, user);
  return users;
}
