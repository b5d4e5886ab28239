import { isRef } from "../fields/compare.ts";
import type { Change } from "../model/plan.ts";
import type { LiveUser, Value } from "../model/state.ts";
import type { Draft } from "./draft.ts";

/** The calls for other users that must succeed before this one, each for its own reason. */
export interface Waits {
  /** Gives the address free that this call takes. */
  readonly email?: Draft;
  /** Sets a manager further up, lest a circle of managers arise on the way. */
  readonly manager?: Draft;
}

export type CrossUserOrder = ReadonlyMap<Draft, Waits>;

/** What each call that changes a login e-mail or a manager has to wait for. */
export function crossUserOrder(
  drafts: readonly Draft[],
  live: ReadonlyMap<string, LiveUser>,
): CrossUserOrder {
  const renames = renameOrder(drafts);
  const managers = managerOrder(drafts, live);
  const waits = new Map<Draft, Waits>();
  for (const draft of [...renames.keys(), ...managers.keys()]) {
    const email = renames.get(draft);
    const manager = managers.get(draft);
    waits.set(draft, { ...(email ? { email } : {}), ...(manager ? { manager } : {}) });
  }
  return waits;
}

/** Whoever holds the address that a user is renamed to must be renamed first. */
function renameOrder(drafts: readonly Draft[]): ReadonlyMap<Draft, Draft> {
  const renames = changesOf(drafts, "email");
  const byAddress = new Map(renames.map(({ change, draft }) => [textOf(change.before), draft]));
  return new Map(
    renames.flatMap(({ change, draft }) => {
      const owner = byAddress.get(textOf(change.after));
      return owner && owner !== draft ? [[draft, owner] as const] : [];
    }),
  );
}

/**
 * Managers are set from the top down wherever live and desired chains together close a circle; elsewhere order does not matter.
 * Top down is safe because the chain above the new manager is then already as desired, and that is free of circles.
 */
function managerOrder(
  drafts: readonly Draft[],
  live: ReadonlyMap<string, LiveUser>,
): ReadonlyMap<Draft, Draft> {
  const moves = changesOf(drafts, "manager");
  const callOf = new Map(moves.map(({ change, draft }) => [change.userId, draft]));
  const desired = new Map(moves.map(({ change }) => [change.userId, idOf(change.after)]));
  const managerOf = (id: string) => (desired.has(id) ? desired.get(id) : liveManager(live, id));
  const bosses = (id: string) => [managerOf(id), liveManager(live, id)].filter((boss) => boss !== undefined);
  return new Map(
    moves.flatMap(({ change, draft }) => {
      const above = nextMove(change.userId, managerOf, callOf);
      const waits = above && above !== draft && reaches(change.userId, change.userId, bosses);
      return waits ? [[draft, above] as const] : [];
    }),
  );
}

/** The nearest call up the desired chain that sets a manager as well. */
function nextMove(
  user: string,
  managerOf: (id: string) => string | undefined,
  callOf: ReadonlyMap<string, Draft>,
): Draft | undefined {
  const seen = new Set<string>();
  for (let id = managerOf(user); id !== undefined && !seen.has(id); id = managerOf(id)) {
    if (callOf.has(id)) return callOf.get(id);
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
  drafts: readonly Draft[],
  field: string,
): readonly { readonly change: Change; readonly draft: Draft }[] {
  return drafts.flatMap((draft) =>
    draft.changes.filter((change) => change.field === field).map((change) => ({ change, draft })),
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
