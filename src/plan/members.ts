import { isRef } from "../fields/compare.ts";
import type { Field } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Json } from "../model/json.ts";
import type { Carried, Change } from "../model/plan.ts";
import { type Cell, cellId, type Value } from "../model/state.ts";

/** The members of PATCH user that make these changes; a replaced list holds what is carried as well. */
export function membersOf(
  { changes, carried }: { readonly changes: readonly Change[]; readonly carried: readonly Carried[] },
  registry: Registry,
): Readonly<Record<string, Json>> {
  const members = new Map<string, Json>();
  for (const change of changes) {
    const write = registry.get(change.field)?.write;
    if (write?.call !== "user" || members.has(write.member)) continue;
    if (write.replaces === "cell") members.set(write.member, encodeValue(change.after));
    else {
      const mine = fieldsOfMember(registry, write.member);
      const changed = changes.filter(({ field }) => mine.has(field));
      const cells = [
        ...carried.filter(({ field }) => mine.has(field)),
        ...changed.flatMap(cellAfter),
      ].toSorted(byCellId);
      members.set(write.member, write.encode(cells, new Set(changed.map(({ key }) => key?.id ?? ""))));
    }
  }
  return Object.fromEntries(members);
}

/** The fields that one member of PATCH user replaces together. */
export function fieldsOfMember(registry: Registry, member: string): ReadonlySet<string> {
  const writes = ({ write }: Field) => write.call === "user" && write.member === member;
  return new Set([...registry.values()].filter(writes).map(({ name }) => name));
}

/** The API's own order means nothing, and equal users must make equal plans. */
export function byCellId(a: Cell, b: Cell): number {
  return cellId(a) < cellId(b) ? -1 : 1;
}

function cellAfter({ field, key, after }: Change): readonly Cell[] {
  return after === null ? [] : [{ field, ...(key ? { key } : {}), value: after }];
}

/** A text is cleared with ""; a reference is sent as its id (UpdateUser of the official SDK). */
export function encodeValue(value: Value): Json {
  if (value === null) return "";
  return isRef(value) ? value.id : (value as Json);
}
