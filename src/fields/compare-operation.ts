import type { Conflict } from "../model/outcome.ts";
import type { Change, Operation } from "../model/plan.ts";
import { type Cell, type CellId, cellId, type LiveUser, type Value } from "../model/state.ts";
import { identicalValue, sameValue } from "./compare.ts";
import type { Registry } from "./registry.ts";

/**
 * How a live user stands to an operation. base: just what the plan was made from, or partly as desired already.
 * desired: everything is as the operation would leave it. third: somebody made something else of what the call would replace.
 */
export type Verdict =
  | { readonly kind: "base" }
  | { readonly kind: "desired" }
  | { readonly kind: "third"; readonly conflicts: readonly Conflict[] }
  | { readonly kind: "unread"; readonly fields: readonly string[] };

type CellValues = ReadonlyMap<CellId, Cell>;

/** Compares, for one user of an operation, everything that the call would replace with what the plan says of it. */
export function compareOperation(operation: Operation, live: LiveUser, registry: Registry): Verdict {
  const whole = replacedFields(operation, registry);
  const changes = operation.changes.filter(({ userId }) => userId === live.id);
  const fields = new Set([...changes.map(({ field }) => field), ...whole]);
  const unread = [...fields].filter((field) => live.unread.has(field));
  if (unread.length > 0) return { kind: "unread", fields: unread };
  const single = changes.filter(({ field }) => !whole.has(field)).map((change) => unitOfChange(change, live));
  const lists = whole.size > 0 ? wholeUnits(operation, changes, live, whole, registry) : [];
  return verdictOf([...single, ...lists]);
}

interface Unit {
  /** Means what the operation would leave. */
  readonly isDesired: boolean;
  /** Is to the letter what the plan was made from, or what the operation would leave: writing it loses nothing unseen. */
  readonly mayBeWritten: boolean;
  readonly conflicts: readonly Conflict[];
}

function verdictOf(units: readonly Unit[]): Verdict {
  if (units.every(({ isDesired }) => isDesired)) return { kind: "desired" };
  const third = units.filter(({ mayBeWritten }) => !mayBeWritten);
  if (third.length > 0) return { kind: "third", conflicts: third.flatMap(({ conflicts }) => conflicts) };
  return { kind: "base" };
}

/** Fields of which the call replaces every cell, so that all of them must still be as planned. */
function replacedFields({ kind, changes }: Operation, registry: Registry): ReadonlySet<string> {
  if (kind === "replace-skills") return new Set(["skills"]);
  if (kind !== "update") return new Set();
  const members = new Set(changes.map(({ field }) => memberReplaced(field, registry)));
  return new Set([...registry.keys()].filter((name) => members.has(memberReplaced(name, registry) ?? "")));
}

function memberReplaced(field: string, registry: Registry): string | undefined {
  const write = registry.get(field)?.write;
  return write?.call === "user" && write.replaces === "member" ? write.member : undefined;
}

function unitOfChange(change: Change, live: LiveUser): Unit {
  const value = valueAt(live.cells, cellId(change));
  const isDesired = sameValue(value, change.after);
  const mayBeWritten = identicalValue(value, change.before) || identicalValue(value, change.after);
  return { isDesired, mayBeWritten, conflicts: [conflict(change, change.before, value, change.after)] };
}

/** One unit per list that is replaced; fields that share a member form one list. */
function wholeUnits(
  operation: Operation,
  changes: readonly Change[],
  live: LiveUser,
  whole: ReadonlySet<string>,
  registry: Registry,
): readonly Unit[] {
  const lists = new Set([...whole].map((field) => memberReplaced(field, registry) ?? field));
  return [...lists].map((list) => {
    const within = ({ field }: { readonly field: string }) =>
      whole.has(field) && (memberReplaced(field, registry) ?? field) === list;
    const carried = operation.carried.filter((cell) => cell.userId === live.id && within(cell));
    return unitOfList(carried, changes.filter(within), [...live.cells.values()].filter(within));
  });
}

function unitOfList(carried: readonly Cell[], changes: readonly Change[], live: readonly Cell[]): Unit {
  const base = cellsOf([...carried, ...changes.map((change) => ({ ...change, value: change.before }))]);
  const desired = cellsOf([...carried, ...changes.map((change) => ({ ...change, value: change.after }))]);
  const found = cellsOf(live);
  const ids = [...new Set([...base.keys(), ...desired.keys(), ...found.keys()])];
  const differing = ids.filter((id) => !identicalValue(valueAt(found, id), valueAt(base, id)));
  const isDesired = ids.every((id) => sameValue(valueAt(found, id), valueAt(desired, id)));
  const isResult = ids.every((id) => identicalValue(valueAt(found, id), valueAt(desired, id)));
  const conflicts = differing.map((id) => {
    const cell = found.get(id) ?? base.get(id) ?? desired.get(id);
    return conflict(
      cell ?? { field: id, value: null },
      valueAt(base, id),
      valueAt(found, id),
      valueAt(desired, id),
    );
  });
  return { isDesired, mayBeWritten: differing.length === 0 || isResult, conflicts };
}

function cellsOf(cells: readonly Cell[]): CellValues {
  const set = cells.filter(({ value }) => value !== null);
  return new Map(
    set.map(({ field, key, value }) => [
      cellId({ field, ...(key ? { key } : {}) }),
      cellOf(field, key, value),
    ]),
  );
}

function cellOf(field: string, key: Cell["key"], value: Value): Cell {
  return { field, ...(key ? { key } : {}), value };
}

function valueAt(cells: CellValues, id: CellId): Value {
  return cells.get(id)?.value ?? null;
}

function conflict({ field, key }: Omit<Cell, "value">, base: Value, live: Value, desired: Value): Conflict {
  return { field, ...(key ? { key } : {}), base, live, desired };
}
