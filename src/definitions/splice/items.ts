import type { Entry, ListNode, MapNode, Node } from "../node.ts";
import { asScalar } from "../quote.ts";
import type { Data } from "./data.ts";
import { beforeAnchor, endOf, type Patch, stretchOf } from "./patch.ts";
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
  /** Where the dash before an item stands; absent in maps and in brackets. */
  readonly dash?: number;
  readonly value: Node;
  readonly removed: boolean;
}

/** Something to add: with a key to a map, without one to a list. */
export interface Item {
  readonly key?: string;
  readonly data: Data;
}

/** Line breaks, spaces and comments before a dash. */
const UP_TO_DASH = /(?:\s|#[^\n]*\n)*-/y;

/** The items of a list. */
export function itemsOf(
  patch: Patch,
  node: ListNode,
  isRemoved: (item: Node) => boolean,
): readonly Standing[] {
  const ends = [node.start, ...node.items.map((item) => endOf(patch, item))];
  return node.items.map((value, index) => {
    const start = beforeAnchor(patch, stretchOf(patch, value).start);
    UP_TO_DASH.lastIndex = ends[index] ?? start;
    const isBehindDash = !isFlow(patch, node) && UP_TO_DASH.test(patch.source.text);
    const dash = isBehindDash ? { dash: UP_TO_DASH.lastIndex - 1 } : {};
    return { start, ...dash, value, removed: isRemoved(value) };
  });
}

export function isFlow({ source: { text } }: Patch, { start }: Node): boolean {
  return text[start] === "{" || text[start] === "[";
}

interface At {
  readonly start: number;
}

/** Double quotes are kept up, so that JSON stays JSON; those that a neighbour needs tell nothing of how the others are written. */
export function likeNeighbour(patch: Patch, entry: At, items: readonly At[] = []): Quoting {
  const { text } = patch.source;
  const telling = items.findLast(({ start }) => !needsQuotes(text, start)) ?? entry;
  return quotingAt(text, telling.start) === '"' ? '"' : "as needed";
}

const QUOTED = /"([^"]*)"/y;

function needsQuotes(text: string, start: number): boolean {
  QUOTED.lastIndex = start;
  const [, quoted] = QUOTED.exec(text) ?? [];
  return quoted !== undefined && asScalar(quoted) !== quoted;
}
