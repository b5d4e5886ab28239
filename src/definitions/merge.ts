import { isKeyed } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { WrittenCell } from "../model/definitions.ts";
import type { Place } from "../model/problem.ts";
import type { Saying } from "./cells.ts";
import type { Layer } from "./layers.ts";

/** What all layers of a user say together. */
export interface Merged {
  readonly cells: readonly WrittenCell[];
  readonly exact: ReadonlyMap<string, Place>;
  readonly managed: ReadonlySet<string>;
}

/** Fields whose unlisted keys a file keeps or removes, with the place that says so. */
export type Modes = ReadonlyMap<string, { readonly exact: boolean; readonly place: Place }>;

interface Sum {
  readonly cells: ReadonlyMap<string, WrittenCell>;
  /** The layer that cleared the field, if one did. */
  readonly cleared?: Place;
  /** Where the field was last spoken of. */
  readonly place: Place;
}

/** Adds layers up in order, leaves `unmanaged` fields out, and sorts by field and key. */
export function merge(
  layers: readonly Layer[],
  unmanaged: ReadonlySet<string>,
  modes: Modes,
  fields: Registry,
): Merged {
  const sums = new Map<string, Sum>();
  for (const saying of layers.flatMap((layer) => layer.sayings))
    sums.set(saying.field.name, add(sums.get(saying.field.name), saying));
  const managed = [...fields.keys()].filter((name) => sums.has(name) && !unmanaged.has(name));
  return {
    cells: managed.flatMap((name) => sorted(sums.get(name))),
    exact: new Map(managed.flatMap((name) => exactness(name, sums.get(name), modes, fields))),
    managed: new Set(managed),
  };
}

function add(sum: Sum | undefined, { replaces, clears, cells, place }: Saying): Sum {
  const kept = replaces ? [] : (sum?.cells ?? []);
  const added = cells.map((cell) => [cell.key ?? "", cell] as const);
  const cleared = clears ? place : sum?.cleared;
  return { cells: new Map([...kept, ...added]), place, ...(cleared ? { cleared } : {}) };
}

function sorted(sum: Sum | undefined): readonly WrittenCell[] {
  return [...(sum?.cells.values() ?? [])].sort((a, b) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1));
}

function exactness(
  name: string,
  sum: Sum | undefined,
  modes: Modes,
  fields: Registry,
): readonly (readonly [string, Place])[] {
  const field = fields.get(name);
  if (!sum || !field || !isKeyed(field)) return [];
  if (sum.cleared) return [[name, sum.cleared]];
  const mode = modes.get(name);
  const exact = mode?.exact ?? field.unlisted === "removed";
  return exact ? [[name, mode?.place ?? sum.place]] : [];
}
