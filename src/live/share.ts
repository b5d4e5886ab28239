import { isRef } from "../fields/compare.ts";
import { type Cell, type CellId, cellId, type Ref } from "../model/state.ts";

/** Puts a cell among those of a user. */
export type Put = (cells: Map<CellId, Cell>, cell: Cell) => void;

/** Lets the users of an organisation share refs: many have the same few skills, divisions and managers, and each answer spells all of them out. */
export function sharing(): Put {
  const known = new Map<string, Ref>();
  const share = (ref: Ref): Ref => {
    const other = known.get(ref.id);
    if (other && other.name === ref.name && other.note === ref.note) return other;
    known.set(ref.id, ref);
    return ref;
  };
  return (cells, cell) => {
    const value = isRef(cell.value) ? share(cell.value) : cell.value;
    cells.set(cellId(cell), cell.key ? { ...cell, key: share(cell.key), value } : { ...cell, value });
  };
}
