import { isList, isRef } from "../fields/compare.ts";
import { namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Change } from "../model/plan.ts";
import type { Ref } from "../model/state.ts";
import type { Indexes } from "../resolve/resolve.ts";

/** The ids of live things in differences whose names are not theirs alone, sorted: what reads a document has no lists to tell that from. */
export function namedById(
  differences: readonly Change[],
  registry: Registry,
  indexes: Indexes,
): readonly string[] {
  const ids = differences.flatMap((change) => {
    const field = registry.get(change.field);
    const list = field && namesOf(field);
    if (!list) return [];
    return refsOf(change).filter((ref) => indexes[list].spellingOf(ref) !== ref.name);
  });
  return [...new Set(ids.map(({ id }) => id))].toSorted();
}

function refsOf({ key, before }: Change): readonly Ref[] {
  const values = isList(before) ? before.filter(isRef) : isRef(before) ? [before] : [];
  return key ? [key] : values;
}
