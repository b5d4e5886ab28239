import type { Registry } from "../fields/registry.ts";
import type { Change } from "../model/plan.ts";
import { type Cell, cellId, type LiveUser } from "../model/state.ts";
import { callFor } from "./call.ts";
import { carriedCell, type Draft } from "./draft.ts";
import { byCellId, fieldsOfMember } from "./members.ts";

/** One pinned PATCH with every profile field of a user that changes. */
export function profileCall(user: LiveUser, changes: readonly Change[], registry: Registry): Draft {
  const carried = carriedAlong(user, changes, registry).map((cell) => carriedCell(user.id, cell));
  const matter = { kind: "update", users: [user], changes, carried } as const;
  return { ...matter, phase: "profile", ...callFor(matter, registry) };
}

/** Unchanged live cells of every list that the call replaces. */
function carriedAlong(user: LiveUser, changes: readonly Change[], registry: Registry): readonly Cell[] {
  const writes = changes.map(({ field }) => registry.get(field)?.write);
  const members = writes.flatMap((write) =>
    write?.call === "user" && write.replaces === "member" ? [write.member] : [],
  );
  const fields = new Set([...new Set(members)].flatMap((member) => [...fieldsOfMember(registry, member)]));
  const changed = new Set(changes.map(cellId));
  const kept = [...user.cells].filter(([id, cell]) => fields.has(cell.field) && !changed.has(id));
  return kept.map(([, cell]) => cell).toSorted(byCellId);
}
