import type { Registry } from "../fields/registry.ts";
import type { JsonObject } from "../model/json.ts";
import { type Cell, type CellId, cellId, type LiveUser } from "../model/state.ts";
import type { Put } from "./share.ts";

/**
 * A user as the API returns it, in gus's words.
 * `complete`: the answer was asked for exactly these fields, so what it lacks is unset where the field allows it.
 * Returns undefined for something that is no user (no id, e-mail or version), and for a deleted one, which nothing but restoring may change.
 */
export function toLiveUser(
  wire: JsonObject,
  registry: Registry,
  fields: ReadonlySet<string>,
  complete = false,
  put: Put = putAlone,
): LiveUser | undefined {
  const { id, email, name, version, state } = wire;
  if (typeof id !== "string" || typeof email !== "string" || typeof version !== "number") return undefined;
  if (state === "deleted") return undefined;
  const cells = new Map<CellId, Cell>();
  let unread: Map<string, string> | undefined;
  for (const field of registry.values()) {
    if (!fields.has(field.name)) continue;
    const reading = field.read(wire, complete);
    if (!reading.read) unread = (unread ?? new Map()).set(field.name, reading.why);
    else for (const cell of reading.cells) put(cells, cell);
  }
  return {
    id,
    email,
    name: typeof name === "string" ? name : email,
    version,
    active: state === "active",
    cells,
    unread: unread ?? ALL_READ,
  };
}

/** One for all of an organisation's users who were read in full. */
const ALL_READ: ReadonlyMap<string, string> = new Map();

function putAlone(cells: Map<CellId, Cell>, cell: Cell): void {
  cells.set(cellId(cell), cell);
}

/** The same user with some fields taken from another reading of it. */
export function withFields(user: LiveUser, from: LiveUser, fields: ReadonlySet<string>): LiveUser {
  const outside = <T extends { readonly field: string }>(cell: T) => !fields.has(cell.field);
  const cells = new Map([...user.cells].filter(([, cell]) => outside(cell)));
  for (const [id, cell] of from.cells) if (fields.has(cell.field)) cells.set(id, cell);
  const unread = new Map([...user.unread].filter(([field]) => !fields.has(field)));
  for (const [field, why] of from.unread) if (fields.has(field)) unread.set(field, why);
  return { ...user, cells, unread };
}

/** Every field of `addresses` must be read together, because one write replaces them all. */
export function readTogether(registry: Registry, wanted: Iterable<string>): ReadonlySet<string> {
  const members = new Set(
    [...wanted].map((name) => memberOf(registry, name)).filter((member) => member !== undefined),
  );
  const together = [...registry.keys()].filter((name) => members.has(memberOf(registry, name) ?? ""));
  return new Set([...wanted, ...together]);
}

function memberOf(registry: Registry, name: string): string | undefined {
  const write = registry.get(name)?.write;
  return write?.call === "user" && write.replaces === "member" ? write.member : undefined;
}
