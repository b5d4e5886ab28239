import { isList, isRef } from "../fields/compare.ts";
import type { Problem } from "../model/problem.ts";
import { cellId, type DesiredCell, type Ref } from "../model/state.ts";

/** Things that one user's definitions name in two spellings, such as a skill by its name and by its id: either value may be meant. */
export function namedTwice(cells: readonly DesiredCell[], email: string): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const cell of cells) {
    const id = cellId(cell);
    if (seen.has(id)) problems.push(problem(cell.key?.name ?? cell.field, cell, email));
    seen.add(id);
    if (isList(cell.value))
      for (const name of repeatedItems(cell.value)) problems.push(problem(name, cell, email));
  }
  return problems;
}

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
