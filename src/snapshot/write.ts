import type { Registry } from "../fields/registry.ts";
import { visibleJson } from "../model/json.ts";
import type { Cell, LiveUser } from "../model/state.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * A snapshot as JSON with a line for each name and each user, so that two of them can be compared line by line. What was live alike
 * gives equal bytes, but for `made`.
 */
export function writeSnapshot(snapshot: Snapshot, registry: Registry): string {
  const { users, names, ...head } = snapshot;
  const order = new Map([...registry.keys()].map((name, index) => [name, index]));
  const lists = Object.entries(names).map(
    ([list, entries]) => `    ${JSON.stringify(list)}: ${lines(entries.toSorted(byId), "    ")}`,
  );
  const members = [
    ...Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    `  "names": {\n${lists.join(",\n")}\n  }`,
    `  "users": ${lines(
      users.map((user) => plainUser(user, order)),
      "  ",
    )}`,
  ];
  return `${visibleJson(`{\n${members.join(",\n")}\n}`)}\n`;
}

function lines(items: readonly unknown[], indent: string): string {
  if (items.length === 0) return "[]";
  return `[\n${items.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]`;
}

function plainUser({ id, email, name, version, active, cells, unread }: LiveUser, order: Order): unknown {
  return {
    email,
    id,
    name,
    version,
    active,
    unread: Object.fromEntries([...unread].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    cells: [...cells.values()]
      .toSorted((a, b) => compare(a, b, order))
      .map(({ field, key, value }) => (key ? { field, key, value } : { field, value })),
  };
}

type Order = ReadonlyMap<string, number>;

function compare(a: Cell, b: Cell, order: Order): number {
  const fields = (order.get(a.field) ?? 0) - (order.get(b.field) ?? 0);
  return fields !== 0 ? fields : (a.key?.id ?? "") < (b.key?.id ?? "") ? -1 : 1;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
