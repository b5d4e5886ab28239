import { isDeepStrictEqual } from "node:util";
import { type Entry, entryOf, type ListNode, type MapNode, type Node, plainOf } from "../node.ts";
import { changeItems, collapse } from "./collection.ts";
import { type Data, type DataMap, isDataList, isDataMap, isEmpty } from "./data.ts";
import { type Collection, type Item, itemsOf, likeNeighbour } from "./items.ts";
import { holdsShared, isShared, type Patch, put, stretchOf } from "./patch.ts";
import { inline, type Quoting, quotingAt } from "./quoting.ts";

/** Makes an entry's value say something, with the fewest changes to how it is written. */
export function say(patch: Patch, entry: Entry, data: Data): void {
  const { value } = entry;
  if (isDeepStrictEqual(plainOf(value), data)) return;
  if (value.alias) replaceAlias(patch, value, data);
  else if (isShared(patch, value)) patch.obstacles.push({ spot: value, kind: "shared" });
  else if (value.kind === "map" && isDataMap(data)) sayMap(patch, entry, value, data);
  else if (value.kind === "list" && isDataList(data)) sayList(patch, entry, value, data);
  else replace(patch, entry, data);
}

/** What the alias stood for is written out here, so that whatever else repeats it stays as it is. */
function replaceAlias(patch: Patch, value: Node, data: Data): void {
  const { start, end } = stretchOf(patch, value);
  patch.unaliased.push({ source: patch.source, start, end });
  put(patch, start, end, inline(data, "as needed"));
}

function sayMap(patch: Patch, entry: Entry, node: MapNode, data: DataMap): void {
  const gone = node.entries.filter(({ key }) => !Object.hasOwn(data, key));
  const kept = node.entries.filter(({ key }) => Object.hasOwn(data, key));
  const added = Object.keys(data).filter((key) => !entryOf(node, key));
  const items = node.entries.map((one) => ({
    start: one.start,
    value: one.value,
    removed: gone.includes(one),
  }));
  for (const inner of kept) say(patch, inner, data[inner.key] ?? null);
  edit(
    patch,
    { entry, node, items },
    added.map((key) => ({ key, data: data[key] ?? null })),
    isEmpty(data),
  );
}

/** Lists are sets: what stays, stays where it is. */
function sayList(patch: Patch, entry: Entry, node: ListNode, data: readonly Data[]): void {
  const said = node.items.map(plainOf);
  const items = itemsOf(patch, node, (item) => !data.includes(plainOf(item) as Data));
  const added = data.filter((item) => !said.includes(item));
  edit(
    patch,
    { entry, node, items },
    added.map((item) => ({ data: item })),
    isEmpty(data),
  );
}

function edit(patch: Patch, collection: Collection, added: readonly Item[], emptied: boolean): void {
  const { items, node } = collection;
  const shared = items.filter(({ removed, value }) => removed && !value.alias && holdsShared(patch, value));
  for (const { value } of shared) patch.obstacles.push({ spot: value, kind: "shared" });
  if (emptied) collapse(patch, collection, node.kind === "map" ? "{}" : "[]");
  else changeItems(patch, collection, added);
}

/** Puts something of another kind in the place of a value. */
function replace(patch: Patch, entry: Entry, data: Data): void {
  const { value } = entry;
  if (holdsShared(patch, value)) patch.obstacles.push({ spot: value, kind: "shared" });
  if (value.kind === "map" || value.kind === "list") replaceCollection(patch, entry, value, data);
  else {
    putInPlace(patch, value, inline(data, quotingOf(patch, entry, data)));
  }
}

const COMMENTED_HEADER = /[|>][-+0-9]*(?=[ \t]+#)/y;

/** Puts a text in the place of a scalar. The comment beside the sign of a block scalar stays. */
function putInPlace(patch: Patch, value: Node, text: string): void {
  const { start, end } = stretchOf(patch, value);
  COMMENTED_HEADER.lastIndex = start;
  if (!COMMENTED_HEADER.test(patch.source.text)) {
    put(patch, start, end, text);
    return;
  }
  put(patch, start, COMMENTED_HEADER.lastIndex, text);
  put(patch, start + patch.source.text.slice(start).search(/\r?\n/), end, "");
}

function replaceCollection(patch: Patch, entry: Entry, node: MapNode | ListNode, data: Data): void {
  const items =
    node.kind === "map"
      ? node.entries.map(({ start, value }) => ({ start, value, removed: true }))
      : itemsOf(patch, node, () => true);
  collapse(patch, { entry, node, items }, inline(data, likeNeighbour(patch, entry)));
}

/** A text is quoted as the one before it was; where there was none, JSON stays JSON. */
function quotingOf(patch: Patch, entry: Entry, data: Data): Quoting {
  const { value } = entry;
  const wasText = value.kind === "scalar" && typeof plainOf(value) === "string";
  const isText = typeof data === "string";
  return wasText && isText ? quotingAt(patch.source.text, value.start) : likeNeighbour(patch, entry);
}
