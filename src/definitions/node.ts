import { type PlainType, plainValue, typeOfPlain, UNSETTLED } from "./scalar.ts";
import type { Spot } from "./source.ts";

/** A YAML file as a tree of places and texts. Whatever reads files must produce this; nothing below knows the YAML package. */
export type Node = (MapNode | ListNode | ScalarNode | BrokenNode) & Aliased;

export interface Aliased {
  /** Where the alias stands through which the node is met; the node's own spot is that of its anchor. */
  readonly alias?: Spot;
}

export interface MapNode extends Spot {
  readonly kind: "map";
  /** In the order of the file, each key once. */
  readonly entries: readonly Entry[];
}

export interface ListNode extends Spot {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export interface ScalarNode extends Spot {
  readonly kind: "scalar";
  readonly text: string;
  /** Written without quotes, so that YAML decides what it is. */
  readonly plain: boolean;
}

/** Something that a problem was already reported for; it causes no further ones. */
export interface BrokenNode extends Spot {
  readonly kind: "broken";
}

/** A key with its value. The spot is the key's; the key is the text as written. */
export interface Entry extends Spot {
  readonly key: string;
  readonly value: Node;
}

/** The value in plain JavaScript, for the grammar to judge. */
export function plainOf(node: Node): unknown {
  switch (node.kind) {
    case "map":
      return plainMap(node);
    case "list":
      return node.items.map(plainOf);
    case "scalar":
      return node.plain ? plainValue(node.text) : node.text;
    case "broken":
      return UNSETTLED;
  }
}

/** Keys that reach an object's prototype are in no map, see RESERVED_KEYS. */
function plainMap({ entries }: MapNode): unknown {
  const plain: Record<string, unknown> = {};
  for (const { key, value } of entries) plain[key] = plainOf(value);
  return plain;
}

export function typeOf(node: ScalarNode): PlainType {
  return node.plain ? typeOfPlain(node.text) : "text";
}

export function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.plain && node.text === "null";
}

/** The entries of a map; none of anything else. */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === "map" ? node.entries : [];
}

export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== "map") return undefined;
  if (node.entries.length > FEW) return indexOf(node).get(key);
  for (const entry of node.entries) if (entry.key === key) return entry;
  return undefined;
}

/** Up to so many entries, looking through them costs less than an index. A file has four such maps for each user. */
export const FEW = 32;
const INDEXES = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

function indexOf(map: MapNode): ReadonlyMap<string, Entry> {
  const index = INDEXES.get(map) ?? new Map(map.entries.map((entry) => [entry.key, entry]));
  INDEXES.set(map, index);
  return index;
}

/** The texts of a list under a key; what is not text is left out. */
export function textsUnder(node: Node | undefined, key: string): readonly ScalarNode[] {
  const list = entryOf(node, key)?.value;
  return list?.kind === "list" ? list.items.filter((item) => item.kind === "scalar") : [];
}

/** The text under a key, if a text stands there. */
export function textUnder(node: Node | undefined, key: string): ScalarNode | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === "scalar" && typeOf(value) === "text" ? value : undefined;
}

/** The whole number under a key, if a number stands there. */
export function numberUnder(node: Node | undefined, key: string): number | undefined {
  const value = entryOf(node, key)?.value;
  const number = value?.kind === "scalar" ? plainOf(value) : undefined;
  return typeof number === "number" ? number : undefined;
}
