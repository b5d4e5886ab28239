import { isList, isRef } from "../fields/compare.ts";
import type { Problem } from "../model/problem.ts";
import type { DesiredCell, Ref } from "../model/state.ts";

/**
 * Things that one user's definitions name in two spellings, such as a skill by its name and by its id: either value may be meant.
 * `again`: another cell of the user has the same id.
 */
export function namedTwice(cell: DesiredCell, again: boolean, email: string): readonly Problem[] {
  if (!again && !isList(cell.value)) return NOTHING;
  const items = isList(cell.value) ? repeatedItems(cell.value) : [];
  const names = again ? [cell.key?.name ?? cell.field, ...items] : items;
  return names.map((name) => problem(name, cell, email));
}

const NOTHING: readonly Problem[] = [];

function repeatedItems(list: readonly (string | Ref)[]): readonly string[] {
  const refs = list.filter(isRef);
  return refs
    .filter(({ id }, index) => refs.findIndex((ref) => ref.id === id) < index)
    .map(({ name }) => name);
}

function problem(name: string, { field, source }: DesiredCell, email: string): Problem {
  return {
    code: "named-twice",
    message: `Cannot tell which entry is meant: "${name}" stands in two spellings (${field} of ${email})`,
    fix: "Keep one of the two, by name or as id:UUID",
    at: source,
  };
}
