import type { Definitions, WrittenUser } from "../model/definitions.ts";
import { matchesGlobs } from "../resolve/select.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

interface Sides {
  readonly definitions: Definitions;
  readonly base?: Definitions;
}

/**
 * The definitions without users that a snapshot of some users was not asked for: nobody knows what is live of them, so they are neither
 * missing nor leaving. `left` are those of the definitions as they are.
 */
export function within(
  { users, selection }: Snapshot,
  { definitions, base }: Sides,
): Sides & { readonly left: readonly string[] } {
  if (selection.length === 0) return { definitions, ...(base ? { base } : {}), left: [] };
  const known = new Set(users.flatMap(({ id, email }) => [id.toLowerCase(), email.toLowerCase()]));
  const isKnown = ({ email, previously, id }: WrittenUser) =>
    matchesGlobs(email, selection) ||
    [email, previously?.value, id?.value].some((name) => name && known.has(name.toLowerCase()));
  const cut = (side: Definitions) => ({ ...side, users: side.users.filter(isKnown) });
  const left = definitions.users.filter((user) => !isKnown(user)).map(({ email }) => email);
  return { definitions: cut(definitions), ...(base ? { base: cut(base) } : {}), left };
}
