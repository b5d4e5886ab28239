import { isRef } from "../fields/compare.ts";
import type { Field } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Json } from "../model/json.ts";
import type { Change } from "../model/plan.ts";
import { type Cell, cellId, type LiveUser, type Value } from "../model/state.ts";
import { carriedCell, type Draft } from "./draft.ts";

/** One pinned PATCH with every profile field of a user that changes. */
export function profileCall(user: LiveUser, changes: readonly Change[], registry: Registry): Draft {
  const members = new Map<string, Json>();
  const carried: Cell[] = [];
  for (const change of changes) {
    const write = registry.get(change.field)?.write;
    if (write?.call !== "user" || members.has(write.member)) continue;
    if (write.replaces === "cell") members.set(write.member, encodeValue(change.after));
    else {
      const whole = wholeMember(user, changes, registry, write.member);
      carried.push(...whole.carried);
      members.set(write.member, write.encode(whole.cells, whole.touched));
    }
  }
  return {
    kind: "update",
    phase: "profile",
    method: "PATCH",
    path: `/api/v2/users/${user.id}`,
    users: [user],
    body: { id: user.id, ...Object.fromEntries(members) },
    changes,
    carried: carried.map((cell) => carriedCell(user.id, cell)),
  };
}

/** A text is cleared with ""; a reference is sent as its id (UpdateUser of the official SDK). */
function encodeValue(value: Value): Json {
  if (value === null) return "";
  return isRef(value) ? value.id : (value as Json);
}

/** All that a replaced list will hold: what changes, and what only travels along. */
function wholeMember(user: LiveUser, changes: readonly Change[], registry: Registry, member: string) {
  const fields = new Set(
    [...registry.values()].filter((field) => writesMember(field, member)).map(({ name }) => name),
  );
  const mine = changes.filter(({ field }) => fields.has(field));
  const changed = new Set(mine.map(cellId));
  const carried = [...user.cells]
    .filter(([id, cell]) => fields.has(cell.field) && !changed.has(id))
    .map(([, cell]) => cell)
    .toSorted(byCellId);
  const set = mine
    .filter(({ after }) => after !== null)
    .map(({ field, key, after }) => ({ field, ...(key ? { key } : {}), value: after }));
  const cells = [...carried, ...set].toSorted(byCellId);
  return { carried, cells, touched: new Set(mine.map(({ key }) => key?.id ?? "")) };
}

/** The API's own order means nothing, and equal users must make equal plans. */
function byCellId(a: Cell, b: Cell): number {
  return cellId(a) < cellId(b) ? -1 : 1;
}

function writesMember({ write }: Field, member: string): boolean {
  return write.call === "user" && write.member === member;
}
