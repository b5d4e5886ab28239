import type { Entry, ListNode, MapNode, Node } from "../node.ts";
import type { Data } from "./data.ts";
import type { Patch } from "./patch.ts";
import { type Quoting, quotingAt } from "./quoting.ts";

/** A map or list that is edited item by item. */
export interface Collection {
  /** The entry whose value it is. */
  readonly entry: Entry;
  readonly node: MapNode | ListNode;
  readonly items: readonly Standing[];
}

/** An entry of a map, or an item of a list, as it stands in the file. */
export interface Standing {
  readonly start: number;
  readonly value: Node;
  readonly removed: boolean;
}

/** Something to add: with a key to a map, without one to a list. */
export interface Item {
  readonly key?: string;
  readonly data: Data;
}

export function isFlow({ source: { text } }: Patch, { start }: Node): boolean {
  return text[start] === "{" || text[start] === "[";
}

/** Double quotes are kept up, so that JSON stays JSON. */
export function likeNeighbour({ source: { text } }: Patch, { start }: { readonly start: number }): Quoting {
  return quotingAt(text, start) === '"' ? '"' : "as needed";
}
