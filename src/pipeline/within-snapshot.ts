import type { Definitions, WrittenUser } from "../model/definitions.ts";
import { matchesGlobs } from "../resolve/select.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Sides } from "./sides.ts";

/**
 * The definitions without users that a snapshot of some users was not asked for: nobody knows what is live of them, so they are neither
 * missing nor, as far as the definitions still have them, leaving. `left` are those of the definitions as they are.
 */
export function within(
  { users, selection }: Snapshot,
  { definitions, base }: Pick<Sides, "definitions" | "base">,
): Pick<Sides, "definitions" | "base"> & { readonly left: readonly WrittenUser[] } {
  if (selection.length === 0) return { definitions, ...(base ? { base } : {}), left: [] };
  const known = new Set(users.flatMap(({ id, email }) => [id.toLowerCase(), email.toLowerCase()]));
  const isKnown = (user: WrittenUser) =>
    matchesGlobs(user.email, selection) || namesOf(user).some((name) => known.has(name));
  const left = definitions.users.filter((user) => !isKnown(user));
  const still = new Set(left.flatMap(namesOf));
  const isLeft = (user: WrittenUser) => namesOf(user).some((name) => still.has(name));
  const cut = (side: Definitions) => ({
    ...side,
    users: side.users.filter((user) => isKnown(user) || !isLeft(user)),
  });
  return {
    definitions: cut(definitions),
    ...(base ? { base: cut(base) } : {}),
    left,
  };
}

/** What an entry may be told by, in lower case. */
export function namesOf({ email, previously, id }: WrittenUser): readonly string[] {
  const names = [email, previously?.value, id?.value].filter((name) => name !== undefined);
  return names.map((name) => name.toLowerCase());
}
