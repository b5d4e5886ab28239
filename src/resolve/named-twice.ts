import { isList, isRef } from "../fields/compare.ts";
import type { Problem } from "../model/problem.ts";
import { cellId, type DesiredCell } from "../model/state.ts";

/** Things that one user's definitions name in two spellings, such as a skill by its name and by its id: either value may be meant. */
export function namedTwice(cells: readonly DesiredCell[], email: string): readonly Problem[] {
  const seen = new Set<string>();
  return cells.flatMap((cell) => {
    const id = cellId(cell);
    const again = seen.has(id) ? [cell.key?.name ?? cell.field] : [];
    seen.add(id);
    return [...again, ...repeatedItems(cell)].map((name) => problem(name, cell, email));
  });
}

function repeatedItems({ value }: DesiredCell): readonly string[] {
  const refs = isList(value) ? value.filter(isRef) : [];
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
