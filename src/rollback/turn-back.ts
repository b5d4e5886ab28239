import type { NotUndone } from "../model/plan.ts";
import { cellId, type DesiredCell, type DesiredUser, type LiveUser } from "../model/state.ts";
import { managersInCircles } from "../resolve/managers.ts";
import { type Available, judgeChange, type Standing } from "./judge.ts";
import type { WrittenChange } from "./written.ts";

export interface TurnBackOptions extends Available {
  /** Everybody who was read. */
  readonly live: ReadonlyMap<string, LiveUser>;
  /** How to name the journal in the plan. */
  readonly journal: string;
}

/** What a rollback asks of live users, and what it leaves as it is. */
export interface TurnedBack {
  readonly desired: readonly DesiredUser[];
  readonly notUndone: readonly NotUndone[];
}

interface Judged extends WrittenChange {
  readonly standing: Standing;
}

/**
 * Turns what a run wrote back to what was there before, wherever live is still as the run left it. Addresses and managers hang together
 * across users: whoever cannot have the old one back may keep others from theirs, so it is judged again until nothing more is in the way.
 */
export function turnBack(written: readonly WrittenChange[], options: TurnBackOptions): TurnedBack {
  const blocked = new Map<string, string>();
  for (;;) {
    const judged = written.map((one) => ({ ...one, standing: standingOf(one, options, blocked) }));
    const desired = desiredUsers(judged, options);
    const inTheWay = [...takenAddresses(desired, options.live), ...circles(desired, options.live)];
    if (inTheWay.length === 0) return { desired, notUndone: judged.flatMap((one) => leftOf(one, options)) };
    for (const [cell, why] of inTheWay) blocked.set(cell, why);
  }
}

function standingOf(
  { change }: WrittenChange,
  options: TurnBackOptions,
  blocked: ReadonlyMap<string, string>,
): Standing {
  const standing = judgeChange(change, options.live.get(change.userId), options);
  const why = blocked.get(cellOf(change.userId, change));
  return standing.kind === "undo" && why !== undefined ? { kind: "impossible", why } : standing;
}

/** What could not be read is asked for as well, so that the plan lists it as unread. */
function desiredUsers(judged: readonly Judged[], { live, journal }: TurnBackOptions): readonly DesiredUser[] {
  const cells = new Map<string, DesiredCell[]>();
  for (const { change, line, standing } of judged) {
    if (standing.kind !== "undo" && standing.kind !== "unread") continue;
    const { userId, field, key, before: value } = change;
    const source = { file: journal, line, column: 1 };
    const cell = { field, ...(key ? { key } : {}), value, source };
    cells.set(userId, [...(cells.get(userId) ?? []), cell]);
  }
  return [...cells].flatMap(([id, mine]) => {
    const user = live.get(id);
    const [first] = mine;
    if (!user || !first) return [];
    const byId = new Map(mine.map((cell) => [cellId(cell), cell]));
    return [{ id, email: user.email, source: first.source, cells: byId, exact: new Map() }];
  });
}

/** Login addresses that somebody else has by now and keeps. */
function takenAddresses(
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
): readonly (readonly [string, string])[] {
  const owners = new Map([...live.values()].map((user) => [user.email.toLowerCase(), user]));
  const leaves = new Set(desired.filter(({ cells }) => cells.has("email")).map(({ id }) => id));
  return desired.flatMap(({ id, cells }) => {
    const address = cells.get("email")?.value;
    const owner = typeof address === "string" ? owners.get(address.toLowerCase()) : undefined;
    if (!owner || owner.id === id || leaves.has(owner.id)) return [];
    return [[cellOf(id, { field: "email" }), `user ${owner.id} has that address by now`] as const];
  });
}

function circles(
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
): readonly (readonly [string, string])[] {
  return managersInCircles(desired, live).map(
    ({ user }) => [cellOf(user.id, { field: "manager" }), "it would close a circle of managers"] as const,
  );
}

function leftOf({ change, email, standing }: Judged, { live }: TurnBackOptions): readonly NotUndone[] {
  if (standing.kind !== "changed-since" && standing.kind !== "impossible") return [];
  const { userId, field, key, before: desired, after: base } = change;
  const user = live.get(userId);
  return [
    {
      userId,
      email: user?.email ?? email,
      field,
      ...(key ? { key } : {}),
      base,
      ...(user ? { live: user.cells.get(cellId(change))?.value ?? null } : {}),
      desired,
      kind: standing.kind,
      why: standing.kind === "impossible" ? standing.why : "somebody changed it since",
    },
  ];
}

function cellOf(userId: string, cell: Parameters<typeof cellId>[0]): string {
  return `${userId} ${cellId(cell)}`;
}
