import { isList, isRef } from "../fields/compare.ts";
import { type NameList, namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Cell, CellId, LiveUser, Ref, Value } from "../model/state.ts";

/** Finds the name of an id in one of the organisation's lists. */
export type NameOf = (list: NameList, id: string) => string | undefined;

/** The same user with every reference carrying the name people know it by, where the API gave only an id. */
export function relabel(user: LiveUser, registry: Registry, nameOf: NameOf): LiveUser {
  let cells: Map<CellId, Cell> | undefined;
  for (const [id, cell] of user.cells) {
    const named = relabelCell(cell, registry, nameOf);
    if (named !== cell) cells = (cells ?? new Map(user.cells)).set(id, named);
  }
  return cells ? { ...user, cells } : user;
}

/** What has its name already is kept as it is: an organisation has many times more cells than definitions change. */
function relabelCell(cell: Cell, registry: Registry, nameOf: NameOf): Cell {
  const field = registry.get(cell.field);
  const list = field && namesOf(field);
  if (!list) return cell;
  const name = (id: string) => nameOf(list, id);
  const key = cell.key && field.shape.kind === "keyed-number" ? named(cell.key, name) : cell.key;
  const value = relabelValue(cell.value, name);
  if (key === cell.key && value === cell.value) return cell;
  return { ...cell, ...(key ? { key } : {}), value };
}

function relabelValue(value: Value, name: (id: string) => string | undefined): Value {
  if (isRef(value)) return named(value, name);
  return isList(value) ? (value.map((item) => (isRef(item) ? named(item, name) : item)) as Value) : value;
}

function named(ref: Ref, name: (id: string) => string | undefined): Ref {
  const known = name(ref.id) ?? ref.name;
  return known === ref.name ? ref : { ...ref, name: known };
}
