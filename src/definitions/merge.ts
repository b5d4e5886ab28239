import { type Field, isKeyed } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { WrittenCell } from "../model/definitions.ts";
import type { Place } from "../model/problem.ts";
import type { Saying } from "./cells.ts";
import type { Layer } from "./layers.ts";

/** What layers say together, by field. */
export type Sums = ReadonlyMap<string, Sum>;

export interface Sum {
  readonly field: Field;
  /** Sorted by key. */
  readonly cells: readonly WrittenCell[];
  /** The layer that cleared the field, if one did. */
  readonly cleared: Place | undefined;
  /** Where the field was last spoken of. */
  readonly place: Place;
}

/** Puts one more layer on top. */
export function plus(below: Sums, { sayings }: Layer): Sums {
  return new Map([...below, ...changed(below, sayings)]);
}

/** The sums that a layer changes. */
function changed(below: Sums, sayings: readonly Saying[]): Sums {
  const sums = new Map<string, Sum>();
  for (const saying of sayings) {
    const { name } = saying.field;
    sums.set(name, add(sums.get(name) ?? below.get(name), saying));
  }
  return sums;
}

function add(below: Sum | undefined, { field, replaces, clears, cells, place }: Saying): Sum {
  const all = replaces || !below ? [] : without(below.cells, cells);
  for (const cell of cells) insert(all, cell);
  return { field, cells: all, cleared: clears ? place : below?.cleared, place };
}

/** Puts a cell in its place by key. Sorting a few cells would take a list to work in for every user. */
function insert(sorted: WrittenCell[], cell: WrittenCell): void {
  let at = sorted.length;
  for (let below = sorted[at - 1]; below && isBehind(below, cell); below = sorted[at - 1])
    sorted[at--] = below;
  sorted[at] = cell;
}

function isBehind(a: WrittenCell, b: WrittenCell): boolean {
  return (a.key ?? "") > (b.key ?? "");
}

function without(cells: readonly WrittenCell[], others: readonly WrittenCell[]): WrittenCell[] {
  const keys = new Set(others.map(({ key }) => key));
  return cells.filter(({ key }) => !keys.has(key));
}

/** What all layers ask of a user. */
export interface Merged {
  readonly cells: readonly WrittenCell[];
  readonly exact: ReadonlyMap<string, Place>;
  readonly managed: ReadonlySet<string>;
}

/** Fields whose unlisted keys a file keeps or removes, with the place that says so. */
export type Modes = ReadonlyMap<string, { readonly exact: boolean; readonly place: Place }>;

/**
 * Puts a user's own layer on top, leaves `unmanaged` fields out, and sorts by field and key. Users who manage the same fields share one
 * set of them.
 */
export function merger(fields: Registry) {
  const sets = new Map<string, ReadonlySet<string>>();
  const setOf = (names: readonly string[]) => {
    const key = names.join();
    const known = sets.get(key) ?? new Set(names);
    sets.set(key, known);
    return known;
  };
  return (below: Sums, own: Layer, unmanaged: ReadonlySet<string>, modes: Modes): Merged => {
    const mine = changed(below, own.sayings);
    const names: string[] = [];
    const cells: WrittenCell[] = [];
    const exact = new Map<string, Place>();
    for (const name of fields.keys()) {
      const sum = mine.get(name) ?? below.get(name);
      if (!sum || unmanaged.has(name)) continue;
      names.push(name);
      cells.push(...sum.cells);
      const place = exactness(sum, modes);
      if (place) exact.set(name, place);
    }
    return { cells, exact, managed: setOf(names) };
  };
}

/** The place that asks for a field's unlisted keys to be removed, if one does. */
export function exactness(sum: Sum, modes: Modes): Place | undefined {
  if (!isKeyed(sum.field)) return undefined;
  if (sum.cleared) return sum.cleared;
  const mode = modes.get(sum.field.name);
  const exact = mode?.exact ?? sum.field.unlisted === "removed";
  return exact ? (mode?.place ?? sum.place) : undefined;
}
