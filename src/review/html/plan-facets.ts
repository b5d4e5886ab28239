import type { Change } from "../../model/plan.ts";
import { AGE_WORDS } from "../known.ts";
import type { UserChanges } from "../users.ts";
import { nameOf } from "../who.ts";
import { countedValues, type Facet } from "./filter-bar.ts";

/** What the changes of a document can be narrowed down by. */
export function planFacets(
  users: readonly UserChanges[],
  called: ReadonlyMap<Change, string>,
): readonly Facet[] {
  const changes = users.flatMap((user) => user.changes);
  const valuesOf = (of: (change: Change) => string | undefined) =>
    countedValues(changes.map((change) => [change.userId, of(change)]));
  const divisions = users.map(({ userId, who }) => [userId, who?.division?.name] as const);
  return [
    { name: "field", label: "Field", values: valuesOf(({ field }) => field) },
    { name: "division", label: "Division", values: countedValues(divisions) },
    { name: "kind", label: "Call", values: valuesOf((change) => called.get(change)) },
    { name: "cause", label: "Cause", values: valuesOf(({ cause }) => cause) },
    { name: "by", label: "Changed by", values: valuesOf(nameOf) },
    { name: "age", label: "Age", values: valuesOf(({ age }) => age && AGE_WORDS[age]) },
  ];
}
