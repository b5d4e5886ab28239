import { isList, isRef } from "../fields/compare.ts";
import { type NameList, namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Cell, LiveUser, Ref, Value } from "../model/state.ts";

/** Finds the name of an id in one of the organisation's lists. */
export type NameOf = (list: NameList, id: string) => string | undefined;

/** The same user with every reference carrying the name people know it by, where the API gave only an id. */
export function relabel(user: LiveUser, registry: Registry, nameOf: NameOf): LiveUser {
  const cells = new Map([...user.cells].map(([id, cell]) => [id, relabelCell(cell, registry, nameOf)]));
  return { ...user, cells };
}

function relabelCell(cell: Cell, registry: Registry, nameOf: NameOf): Cell {
  const field = registry.get(cell.field);
  const list = field && namesOf(field);
  if (!list) return cell;
  const name = (id: string) => nameOf(list, id);
  const key = cell.key && field.shape.kind === "keyed-number" ? named(cell.key, name) : cell.key;
  return { ...cell, ...(key ? { key } : {}), value: relabelValue(cell.value, name) };
}

function relabelValue(value: Value, name: (id: string) => string | undefined): Value {
  if (isRef(value)) return named(value, name);
  return isList(value) ? (value.map((item) => (isRef(item) ? named(item, name) : item)) as Value) : value;
}

function named(ref: Ref, name: (id: string) => string | undefined): Ref {
  return { ...ref, name: name(ref.id) ?? ref.name };
}
