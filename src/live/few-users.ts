import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { withEverybodyAbove } from "./above.ts";
import { BATCH_LIMIT } from "./batch.ts";
import type { LiveUsers, Wanted } from "./read-users.ts";
import { EMAILS_PER_SEARCH, type Sighting, searchByEmail } from "./search.ts";
import { addFound, addUsers, living, type Unseen, type Users, unseenOf } from "./unseen.ts";

/**
 * The wanted users by search and batches, with everybody above them, when that is cheaper than the pages that are left. Undefined when it
 * is not, or not permitted, or leaves somebody unseen.
 */
export async function readFew(
  reader: Reader,
  registry: Registry,
  fields: ReadonlySet<string>,
  wanted: Wanted,
  seen: Users,
  pagesLeft: number,
): Promise<LiveUsers | undefined> {
  const unseen = unseenOf(wanted, seen);
  if (callsFor(unseen) >= pagesLeft) return undefined;
  const found = await searchByEmail(reader, unseen.emails);
  if (!found || !foundAll(wanted, unseen.emails, found, seen)) return undefined;
  const direct = await addFound(reader, registry, fields, unseen, seen, found);
  const users = await withEverybodyAbove(
    direct.users,
    wantedOf(direct.users, wanted),
    registry,
    (known, ids) => addUsers(reader, registry, fields, known, ids),
  );
  return { ...direct, users, whole: false, short: [] };
}

function callsFor({ emails, ids }: Unseen): number {
  return Math.ceil(emails.length / EMAILS_PER_SEARCH) + Math.ceil((emails.length + ids.length) / BATCH_LIMIT);
}

/** Search may miss users, so a miss counts only for one address of a rename whose other one is known. */
function foundAll(
  { renames }: Wanted,
  emails: readonly string[],
  found: readonly Sighting[],
  seen: Users,
): boolean {
  const known = new Set([...living(found), ...seen.values()].map(({ email }) => email.toLowerCase()));
  const missed = emails.filter((email) => !known.has(email.toLowerCase()));
  return missed.every((email) => known.has(renames?.get(email.toLowerCase()) ?? ""));
}

function wantedOf(users: Users, { emails, ids }: Wanted): readonly string[] {
  const wanted = new Set([...emails].map((email) => email.toLowerCase()));
  const named = [...users.values()].filter(({ email }) => wanted.has(email.toLowerCase()));
  return [...named.map(({ id }) => id), ...ids];
}
