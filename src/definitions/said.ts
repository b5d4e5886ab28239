import type { Registry } from "../fields/registry.ts";
import { type Layer, ownLayer } from "./layers.ts";
import { type Entry, entriesOf, entryOf, type Node } from "./node.ts";

/** What the users of a file say about fields, by their keys. */
export type Said = ReadonlyMap<string, Layer>;

/**
 * Turns what users say about fields into layers, file by file, and lets go of where it stood in the tree: the trees of all files together
 * would be most of the memory that definitions take. The file must be free of problems.
 */
export function saidByUsers(root: Node, fields: Registry): { readonly root: Node; readonly said: Said } {
  const users = entriesOf(entryOf(root, "users")?.value);
  const said = new Map(users.map(({ key, value }) => [key, ownLayer(value, "user", fields)]));
  const without = (entry: Entry) => ({ ...entry, value: withoutFields(entry.value, fields) });
  return { root: within(root, "users", (value) => withEntries(value, entriesOf(value).map(without))), said };
}

/** Where a user takes out what the same entry sets is still to be told. */
function withoutFields(user: Node, fields: Registry): Node {
  if (entryOf(user, "unmanaged")) return user;
  return withEntries(
    user,
    entriesOf(user).filter(({ key }) => !fields.has(key)),
  );
}

function within(root: Node, key: string, change: (value: Node) => Node): Node {
  return withEntries(
    root,
    entriesOf(root).map((entry) => (entry.key === key ? { ...entry, value: change(entry.value) } : entry)),
  );
}

function withEntries(node: Node, entries: readonly Entry[]): Node {
  return node.kind === "map" ? { ...node, entries } : node;
}
