import { isRef } from "../fields/compare.ts";
import type { Problem } from "../model/problem.ts";
import type { DesiredCell, DesiredUser, LiveUser } from "../model/state.ts";

/** Managers who would report to themselves once the definitions hold, over any number of steps. */
export function managerCycles(
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
): readonly Problem[] {
  return managersInCircles(desired, live).map(({ user, cell, chain }) => {
    const names = chain.map((id) => live.get(id)?.email ?? id);
    return {
      code: names.length === 1 ? "manager-self" : "manager-cycle",
      message: `Cannot make ${names[0]} the manager of ${user.email}: ${[user.email, ...names].join(" → ")} is a circle`,
      fix: "Name a manager outside the circle",
      at: cell.source,
    };
  });
}

/** Users whose desired manager reports to them in the end, with the managers in between. */
export function managersInCircles(
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
): readonly {
  readonly user: DesiredUser;
  readonly cell: DesiredCell;
  readonly chain: readonly string[];
}[] {
  const byId = new Map(desired.map((user) => [user.id, user]));
  const managerOf = (id: string) => {
    const asked = desiredManager(byId.get(id));
    return asked === undefined ? liveManager(live.get(id)) : asked;
  };
  return desired.flatMap((user) => {
    const cell = user.cells.get("manager");
    const chain = cell && isRef(cell.value) ? chainTo(user.id, managerOf) : undefined;
    return cell && chain ? [{ user, cell, chain }] : [];
  });
}

/** `null` when the definitions clear the manager, undefined when they do not manage it. */
function desiredManager(user: DesiredUser | undefined): string | null | undefined {
  const cell = user?.cells.get("manager");
  if (!cell) return undefined;
  return isRef(cell.value) ? cell.value.id : null;
}

function liveManager(user: LiveUser | undefined): string | null {
  const value = user?.cells.get("manager")?.value;
  return value !== undefined && isRef(value) ? value.id : null;
}

/** The managers above a user up to that same user, or undefined when the chain ends elsewhere. */
function chainTo(start: string, managerOf: (id: string) => string | null): readonly string[] | undefined {
  const chain: string[] = [];
  for (let id = managerOf(start); id !== null && !chain.includes(id); id = managerOf(id)) {
    chain.push(id);
    if (id === start) return chain;
  }
  return undefined;
}
