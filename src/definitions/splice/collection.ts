import { editFlow } from "./flow.ts";
import { type Collection, type Item, isFlow } from "./items.ts";
import { addLines, removeLines } from "./lines.ts";
import { behindColon, type Patch, put } from "./patch.ts";

/** Leaves nothing of a collection but `empty`, and the comments between its lines. */
export function collapse(patch: Patch, collection: Collection, empty: string): void {
  const { entry, node, items } = collection;
  if (isFlow(patch, node)) {
    put(patch, node.start, node.end, empty);
    return;
  }
  const at = behindColon(patch, entry);
  if (at === undefined) patch.obstacles.push({ spot: entry, kind: "unusual" });
  else put(patch, at, at, ` ${empty}`);
  for (const item of items) removeLines(patch, item);
}

/** Takes away what is to be removed, and adds what is new. */
export function changeItems(patch: Patch, collection: Collection, added: readonly Item[]): void {
  const { node, items } = collection;
  if (isFlow(patch, node)) {
    editFlow(patch, collection, added);
    return;
  }
  for (const item of items) if (item.removed) removeLines(patch, item);
  if (added.length > 0) addLines(patch, collection, added);
}
