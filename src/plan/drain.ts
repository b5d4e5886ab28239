import type { Change, Diff } from "../model/plan.ts";
import { type CellId, cellId, type DesiredUser, type LiveUser, type Ref } from "../model/state.ts";

/** A skill or language, and how many active users hold it before and after. */
export interface Drained {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** From this many holders on, losing more than half of them counts as draining. */
const HOLDERS_FOR_HALF = 4;
const FIELDS: ReadonlySet<string> = new Set(["skills", "languages"]);

/** Skills and languages that lose their last active holder, or more than half of at least four. */
export function drainedNames(
  diff: Diff,
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
): readonly Drained[] {
  const asked = new Map(desired.map((user) => [user.id, user]));
  const changed = new Map(diff.users.map((user) => [user.live.id, user.changes]));
  const counts = new Map<CellId, Count>();
  for (const user of live.values()) {
    const changes = (changed.get(user.id) ?? []).filter(isAbility);
    const stays = activeAfter(user, asked.get(user.id));
    for (const cell of user.cells.values()) {
      if (!isAbility(cell)) continue;
      const count = countOf(counts, cell);
      if (user.active) count.before += 1;
      if (stays) count.after += 1;
    }
    if (stays) for (const change of changes) countOf(counts, change).after += gain(user, change);
  }
  return [...counts.values()].filter(isDrained).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

interface Ability {
  readonly field: string;
  readonly key?: Ref;
}

type Count = { readonly name: string } & Record<"before" | "after", number>;

function isAbility({ field }: Ability): boolean {
  return FIELDS.has(field);
}

function countOf(counts: Map<CellId, Count>, ability: Ability): Count {
  const id = cellId(ability);
  const count = counts.get(id) ?? { name: ability.key?.name ?? "", before: 0, after: 0 };
  counts.set(id, count);
  return count;
}

/** How many holders a change brings. */
function gain({ cells }: LiveUser, change: Change): -1 | 0 | 1 {
  if (change.after === null) return -1;
  return cells.has(cellId(change)) ? 0 : 1;
}

function isDrained({ before, after }: Drained): boolean {
  const half = before >= HOLDERS_FOR_HALF && before - after > before / 2;
  return before > 0 && (after === 0 || half);
}

function activeAfter(user: LiveUser, desired: DesiredUser | undefined): boolean {
  const state = desired?.cells.get("state")?.value;
  return state === undefined ? user.active : state === "active";
}
