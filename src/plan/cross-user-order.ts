import { isRef } from "../fields/compare.ts";
import type { Change } from "../model/plan.ts";
import type { LiveUser, Value } from "../model/state.ts";
import type { Draft } from "./draft.ts";

interface Identified {
  readonly draft: Draft;
  readonly opId: string;
}

/** For each operation, the operations of other users that must succeed first: an address must be free, a circle of managers must not arise. */
export function crossUserOrder(
  operations: readonly Identified[],
  live: ReadonlyMap<string, LiveUser>,
): ReadonlyMap<string, readonly string[]> {
  const updates = operations.filter(({ draft }) => draft.kind === "update");
  const renames = renameOrder(updates);
  const managers = managerOrder(updates, live);
  return new Map(
    updates.map(({ opId }) => [opId, [...(renames.get(opId) ?? []), ...(managers.get(opId) ?? [])]]),
  );
}

type Edges = ReadonlyMap<string, readonly string[]>;

/** Whoever holds the address that a user is renamed to must be renamed first. */
function renameOrder(updates: readonly Identified[]): Edges {
  const byAddress = new Map(
    changesOf(updates, "email").map(({ change, opId }) => [textOf(change.before), opId]),
  );
  const edges = changesOf(updates, "email").map(({ change, opId }) => {
    const owner = byAddress.get(textOf(change.after));
    return [opId, owner !== undefined && owner !== opId ? [owner] : []] as const;
  });
  return new Map(edges);
}

/**
 * Managers are set from the top down wherever live and desired chains together close a circle; elsewhere order does not matter.
 * Top down is safe because the chain above the new manager is then already as desired, and that is free of circles.
 */
function managerOrder(updates: readonly Identified[], live: ReadonlyMap<string, LiveUser>): Edges {
  const moves = changesOf(updates, "manager");
  const opOf = new Map(moves.map(({ change, opId }) => [change.userId, opId]));
  const desired = new Map(moves.map(({ change }) => [change.userId, idOf(change.after)]));
  const managerOf = (id: string) => (desired.has(id) ? desired.get(id) : liveManager(live, id));
  const bosses = (id: string) => [managerOf(id), liveManager(live, id)].filter((boss) => boss !== undefined);
  const edges = moves.map(({ change, opId }) => {
    const above = nextMove(change.userId, managerOf, opOf);
    const circle = above !== undefined && reaches(change.userId, change.userId, bosses);
    return [opId, circle ? [above] : []] as const;
  });
  return new Map(edges);
}

/** The nearest operation up the desired chain that sets a manager as well. */
function nextMove(
  user: string,
  managerOf: (id: string) => string | undefined,
  opOf: ReadonlyMap<string, string>,
) {
  const seen = new Set<string>();
  for (let id = managerOf(user); id !== undefined && !seen.has(id); id = managerOf(id)) {
    if (opOf.has(id)) return opOf.get(id);
    seen.add(id);
  }
  return undefined;
}

function reaches(start: string, goal: string, bosses: (id: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [...bosses(start)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === goal) return true;
    if (!seen.has(id)) open.push(...bosses(id));
    seen.add(id);
  }
  return false;
}

function changesOf(
  updates: readonly Identified[],
  field: string,
): readonly { readonly change: Change; readonly opId: string }[] {
  return updates.flatMap(({ draft, opId }) =>
    draft.changes.filter((change) => change.field === field).map((change) => ({ change, opId })),
  );
}

function liveManager(live: ReadonlyMap<string, LiveUser>, id: string): string | undefined {
  return idOf(live.get(id)?.cells.get("manager")?.value ?? null);
}

function idOf(value: Value): string | undefined {
  return isRef(value) ? value.id : undefined;
}

function textOf(value: Value): string {
  return String(value).toLowerCase();
}
