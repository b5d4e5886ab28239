import { isDeepStrictEqual } from "node:util";
import type { Carried, Operation } from "../../src/model/plan.ts";
import { type Contact, cellId, type Ref } from "../../src/model/state.ts";
import type { SimUser } from "../../src/simulator/user.ts";
import { type Cells, cellsOf } from "../laws/untouched.ts";

/** How a stored user stands to an operation, told from what the org stores and not by the code under test. */
export type Stand = "base" | "desired" | "third";

/** What an operation replaces of one user: cells as the org stores them, before and after. */
export interface Unit {
  /** Whether a cell is replaced, changed or not. */
  readonly covers: (cell: string) => boolean;
  /** Fields that are replaced together, with all their keys. */
  readonly lists: readonly (readonly string[])[];
  readonly base: Cells;
  readonly desired: Cells;
}

const LISTS: readonly (readonly string[])[] = [["phones", "sms", "otherEmails"], ["employerInfo"]];

/** Lists are replaced as a whole; everything else cell by cell. */
export function unitOf({ kind, changes, carried }: Operation, userId: string): Unit {
  const mine = changes.filter((change) => change.userId === userId);
  const along = carried.filter((cell) => cell.userId === userId);
  const fields = new Set(mine.map(({ field }) => field));
  const lists =
    kind === "replace-skills" ? [["skills"]] : LISTS.filter((list) => list.some((one) => fields.has(one)));
  const single = new Set(mine.filter(({ field }) => !lists.flat().includes(field)).map(cellId));
  return {
    lists,
    covers: (cell) => single.has(cell) || lists.flat().includes(fieldOf(cell)),
    base: stored([...along, ...mine.map((change) => ({ ...change, value: change.before }))]),
    desired: stored([...along, ...mine.map((change) => ({ ...change, value: change.after }))]),
  };
}

function fieldOf(cell: string): string {
  return cell.split("/")[0] ?? "";
}

/** Where a user stands. Partly base and partly desired counts as base, but not within a list that is replaced as a whole. */
export function standOf(operation: Operation, user: SimUser): Stand {
  const unit = unitOf(operation, user.id);
  if (differing(unit, user, unit.desired, meaningOf).length === 0) return "desired";
  const notBase = differing(unit, user, unit.base);
  const notDesired = differing(unit, user, unit.desired);
  const isMixed = unit.lists.some((list) =>
    [notBase, notDesired].every((cells) => cells.some((cell) => list.includes(fieldOf(cell)))),
  );
  return isMixed || notDesired.some((cell) => notBase.includes(cell)) ? "third" : "base";
}

/** Whether a user has every value that an operation is to give, whatever else there is beside them. */
export function isAsAsked(operation: Operation, user: SimUser): boolean {
  const changed = new Set(operation.changes.filter(({ userId }) => userId === user.id).map(cellId));
  const unit = unitOf(operation, user.id);
  const covers = (cell: string) => changed.has(cell);
  return differing({ ...unit, covers }, user, unit.desired, meaningOf).length === 0;
}

/** Covered cells that hold neither what the plan was made from nor what it asks for. */
export function strangeCells(unit: Unit, user: SimUser): readonly string[] {
  const notBase = new Set(differing(unit, user, unit.base));
  return differing(unit, user, unit.desired).filter((cell) => notBase.has(cell));
}

/** Stored users never change, and are looked at again and again. */
const CELLS = new WeakMap<SimUser, Cells>();

function storedCells(user: SimUser): Cells {
  const known = CELLS.get(user) ?? cellsOf(user);
  CELLS.set(user, known);
  return known;
}

type Meaning = (cell: string, value: unknown) => unknown;

/** Covered cells that are other than they should be. */
export function differing(
  unit: Unit,
  user: SimUser,
  from: Cells,
  meaning: Meaning = (_cell, value) => value,
): readonly string[] {
  const cells = storedCells(user);
  const ids = [...new Set([...Object.keys(cells), ...Object.keys(from)].filter(unit.covers))];
  return ids.filter((id) => !isDeepStrictEqual(meaning(id, cells[id]), meaning(id, from[id])));
}

/** A value without what is only carried along: country and integration of a contact, notes of a place. */
function meaningOf(cell: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (LISTS[0]?.includes(fieldOf(cell))) return (JSON.parse(String(value)) as readonly unknown[]).slice(0, 3);
  return cell === "locations" ? (value as readonly string[]).map((place) => place.split(" ")[0]) : value;
}

/** Cells that differ between two states of a user. */
export function changedCells(one: SimUser, other: SimUser): readonly string[] {
  const [before, after] = [storedCells(one), storedCells(other)];
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].filter((id) => !isDeepStrictEqual(before[id], after[id]));
}

type Planned = Pick<Carried, "field" | "key" | "value">;

function stored(cells: readonly Planned[]): Cells {
  const set = cells.filter(({ value }) => value !== null);
  const lists = cells
    .filter(({ field }) => EMPTY_LISTS.includes(field))
    .map(({ field }) => [field, []] as const);
  return Object.fromEntries([...lists, ...set.map((cell) => [cellId(cell), storedValue(cell)] as const)]);
}

/** Fields that an org stores as an empty list when they are unset. */
const EMPTY_LISTS = ["locations", "certifications", "profileSkills"];

function storedValue({ field, key, value }: Planned): unknown {
  if (field === "phones" || field === "sms" || field === "otherEmails")
    return storedContact(key, value as Contact);
  if (field === "locations")
    return (value as readonly Ref[]).map(({ id, note }) => `${id} ${note}`).toSorted();
  if (Array.isArray(value)) return (value as readonly string[]).toSorted();
  return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}

function storedContact(key: Ref | undefined, contact: Contact): string {
  const { number, address, extension, countryCode, integration } = contact;
  return JSON.stringify([key?.id, number ?? address, extension, countryCode, integration]);
}
