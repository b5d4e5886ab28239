import type { Registry } from "../fields/registry.ts";
import type { Base, BaseUser } from "../model/base.ts";
import type { WrittenUser } from "../model/definitions.ts";
import { type CellId, cellId, type DesiredCell } from "../model/state.ts";
import { baseMatcher, type Now } from "./base-users.ts";
import { cellResolver, type Indexes, type ResolveCell } from "./resolve.ts";
import { matchesGlobs } from "./select.ts";

/**
 * What the base asked, as far as it still means something: a name that is gone, or a user who cannot be told, is no problem of the
 * definitions as they are. Users who are deleted have left Genesys Cloud, and so are left out; so are those that the selection leaves out.
 */
export function resolveBase(
  written: readonly WrittenUser[],
  now: Now,
  selection: readonly string[],
  indexes: Indexes,
  registry: Registry,
): Base {
  const idOf = baseMatcher(written, now);
  const emails = new Map(now.desired.map(({ id, email }) => [id, email]));
  const resolve = cellResolver(indexes, registry);
  const users = new Map<string, BaseUser>();
  const unknown: BaseUser[] = [];
  for (const user of written) {
    const id = idOf(user);
    if (!matchesGlobs(emails.get(id ?? "") ?? user.email, selection)) continue;
    if (id !== undefined) users.set(id, users.get(id) ?? baseUser(user, resolve));
    else if (!isDeleted(user, now)) unknown.push(baseUser(user, resolve));
  }
  return { users, unknown };
}

function isDeleted({ id, email }: WrittenUser, { population }: Now): boolean {
  return population.deleted.has((id?.value ?? email).toLowerCase());
}

/** An entry asks for its key as login address, whether it renames or not. */
function baseUser({ email, source, cells, exact, managed }: WrittenUser, resolve: ResolveCell): BaseUser {
  const asked = new Map<CellId, DesiredCell>([["email", { field: "email", value: email, source }]]);
  for (const cell of cells) {
    const resolved = resolve(cell);
    if (resolved?.ok) asked.set(cellId(resolved.value), resolved.value);
  }
  return { email, source, cells: asked, exact, managed };
}
