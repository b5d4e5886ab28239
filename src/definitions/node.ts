import { type PlainType, plainValue, typeOfPlain, UNSETTLED } from "./scalar.ts";
import type { Spot } from "./source.ts";

/** A YAML file as a tree of places and texts. Whatever reads files must produce this; nothing below knows the YAML package. */
export type Node = MapNode | ListNode | ScalarNode | BrokenNode;

export interface MapNode extends Spot {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
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
      return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, plainOf(value)]));
    case "list":
      return node.items.map(plainOf);
    case "scalar":
      return node.plain ? plainValue(node.text) : node.text;
    case "broken":
      return UNSETTLED;
  }
}

export function typeOf(node: ScalarNode): PlainType {
  return node.plain ? typeOfPlain(node.text) : "text";
}

export function isNull(node: Node): boolean {
  return node.kind === "scalar" && plainOf(node) === null;
}

/** The entries of a map; none of anything else. */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === "map" ? [...node.entries.values()] : [];
}

export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === "map" ? node.entries.get(key) : undefined;
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
