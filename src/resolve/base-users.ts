import type { WrittenUser } from "../model/definitions.ts";
import type { DesiredUser, LiveUser } from "../model/state.ts";
import type { Population } from "./identity.ts";

/** What is known of the users of the definitions when those of the base are matched. */
export interface Now {
  readonly written: readonly WrittenUser[];
  /** Found among live users, by the same keys. */
  readonly desired: readonly DesiredUser[];
  readonly population: Population;
}

/**
 * The id of the live user whom an entry of the base was about; undefined when that cannot be told. By id, else by a rename that the
 * definitions have and the base had not, else by login e-mail, else by a rename of the base itself, else by the entry of the same key.
 */
export function baseMatcher(
  base: readonly WrittenUser[],
  now: Now,
): (user: WrittenUser) => string | undefined {
  const { users } = now.population;
  const ids = new Map(now.desired.map(({ email, id }) => [email.toLowerCase(), id]));
  const emails = new Map([...users.values()].map((user: LiveUser) => [user.email.toLowerCase(), user.id]));
  const renamed = newRenames(base, now.written);
  return ({ id, email, previously }) => {
    const key = email.toLowerCase();
    const byId = id && users.get(id.value.toLowerCase())?.id;
    if (id) return byId;
    return (
      ids.get(renamed.get(key) ?? "") ??
      emails.get(key) ??
      emails.get(previously?.value.toLowerCase() ?? "") ??
      ids.get(key)
    );
  };
}

/** Keys of the definitions by the addresses that they replace, where the base did not say so already. */
function newRenames(
  base: readonly WrittenUser[],
  written: readonly WrittenUser[],
): ReadonlyMap<string, string> {
  const before = new Set(base.flatMap(renameOf).map(String));
  return new Map(written.flatMap(renameOf).filter((rename) => !before.has(String(rename))));
}

function renameOf({ email, previously }: WrittenUser): readonly (readonly [string, string])[] {
  return previously ? [[previously.value.toLowerCase(), email.toLowerCase()]] : [];
}
