import { isRef } from "../fields/compare.ts";
import { namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { LiveUser } from "../model/state.ts";

type Users = ReadonlyMap<string, LiveUser>;

/**
 * Adds everybody whom these users refer to, over any number of steps: the line of managers above them, in which a circle could close.
 * `add` reads more users by id; who does not come back is not asked for again.
 */
export async function withEverybodyAbove(
  users: Users,
  start: readonly string[],
  registry: Registry,
  add: (users: Users, ids: readonly string[]) => Promise<Users>,
): Promise<Users> {
  const asked = new Set<string>();
  let known = users;
  for (;;) {
    const missing = unknownAbove(known, start, registry).filter((id) => !asked.has(id));
    if (missing.length === 0) return known;
    for (const id of missing) asked.add(id);
    known = await add(known, missing);
  }
}

function unknownAbove(users: Users, start: readonly string[], registry: Registry): readonly string[] {
  const seen = new Set(start);
  for (const id of seen) for (const next of referredTo(users.get(id), registry)) seen.add(next);
  return [...seen].filter((id) => !users.has(id));
}

function referredTo(user: LiveUser | undefined, registry: Registry): readonly string[] {
  return [...(user?.cells.values() ?? [])].flatMap(({ field, value }) => {
    const described = registry.get(field);
    return described && namesOf(described) === "users" && isRef(value) ? [value.id] : [];
  });
}
