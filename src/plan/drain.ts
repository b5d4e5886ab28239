import type { Change, Diff, Unread, UserDiff } from "../model/plan.ts";
import { type CellId, cellId, type DesiredUser, type LiveUser } from "../model/state.ts";

/** A skill or language, and how many active users hold it before and after. */
export interface Drained {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** From this many holders on, losing more than half of them counts as draining. */
const HOLDERS_FOR_HALF = 4;

/** Skills and languages that lose their last active holder, or more than half of at least four. */
export function drainedNames(
  diff: Diff,
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
): readonly Drained[] {
  const asked = new Map(desired.map((user) => [user.id, user]));
  const changed = new Map(diff.users.map((user) => [user.live.id, user.changes]));
  const counts = countsOf(diff);
  if (counts.size === 0) return [];
  for (const user of live.values()) {
    const changes = (changed.get(user.id) ?? []).filter(isAbility);
    const stays = activeAfter(user, asked.get(user.id));
    for (const [id, count] of counts) {
      if (!user.cells.has(id)) continue;
      if (user.active) count.before += 1;
      if (stays) count.after += 1;
    }
    for (const change of stays ? changes : []) {
      const count = counts.get(cellId(change));
      if (count) count.after += gain(user, change);
    }
  }
  const drained = [...counts].filter(([, count]) => isDrained(count));
  const named = drained.map(([id, count]) => ({ name: nameIn(diff, id), ...count }));
  return named.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What could not be read of users who are deactivated: nobody need manage it, but a holder lost unseen is one that the rail does not count. */
export function unreadHoldings({ users, unread }: Diff): readonly Unread[] {
  const told = new Set(unread.map(({ userId, field }) => `${userId} ${field}`));
  return users.filter(isDeactivated).flatMap(({ live: { id, email, unread: left } }) => {
    const own = [...left].filter(([field]) => isAbility({ field }) && !told.has(`${id} ${field}`));
    return own.map(([field, why]) => ({
      userId: id,
      email,
      field,
      why: `${why}; the rail drain leaves it out`,
    }));
  });
}

function isDeactivated({ changes }: UserDiff): boolean {
  return changes.some(({ field, after }) => field === "state" && after !== "active");
}

type Count = Record<"before" | "after", number>;

function isAbility({ field }: { readonly field: string }): boolean {
  return field === "skills" || field === "languages";
}

/** A count for each skill and language that somebody loses. */
function countsOf({ users }: Diff): ReadonlyMap<CellId, Count> {
  const counts = new Map<CellId, Count>();
  for (const user of users) {
    const { live, changes } = user;
    const lost = isDeactivated(user)
      ? [...live.cells.values()]
      : changes.filter(({ after }) => after === null);
    for (const cell of lost.filter(isAbility)) counts.set(cellId(cell), { before: 0, after: 0 });
  }
  return counts;
}

/** What is drained was held by somebody who differs, and there it has the name that people know. */
function nameIn({ users }: Diff, id: CellId): string {
  const holder = users.find(({ live }) => live.cells.has(id));
  return holder?.live.cells.get(id)?.key?.name ?? "";
}

/** How many holders a change brings. */
function gain({ cells }: LiveUser, change: Change): -1 | 0 | 1 {
  if (change.after === null) return -1;
  return cells.has(cellId(change)) ? 0 : 1;
}

function isDrained({ before, after }: Count): boolean {
  const half = before >= HOLDERS_FOR_HALF && before - after > before / 2;
  return before > 0 && (after === 0 || half);
}

function activeAfter(user: LiveUser, desired: DesiredUser | undefined): boolean {
  const state = desired?.cells.get("state")?.value;
  return state === undefined ? user.active : state === "active";
}
