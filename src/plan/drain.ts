import type { Diff } from "../model/plan.ts";
import type { Cell, CellId, DesiredUser, LiveUser } from "../model/state.ts";

/** A skill or language, and how many active users hold it before and after. */
export interface Drained {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** From this many holders on, losing more than half of them counts as draining. */
const HOLDERS_FOR_HALF = 4;
const FIELDS = ["skills", "languages"];

/** Skills and languages that lose their last active holder, or more than half of at least four. */
export function drainedNames(
  diff: Diff,
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
): readonly Drained[] {
  const asked = new Map(desired.map((user) => [user.id, user]));
  const changed = new Map(diff.users.map((user) => [user.live.id, user]));
  const before = new Map<CellId, Cell[]>();
  const after = new Map<CellId, number>();
  for (const user of live.values()) {
    const changes = new Map((changed.get(user.id)?.changes ?? []).map((change) => [holding(change), change]));
    const stays = activeAfter(user, asked.get(user.id));
    for (const cell of held(user)) {
      if (user.active) before.set(holding(cell), [...(before.get(holding(cell)) ?? []), cell]);
      const keeps = changes.get(holding(cell))?.after !== null;
      if (stays && keeps) after.set(holding(cell), (after.get(holding(cell)) ?? 0) + 1);
      changes.delete(holding(cell));
    }
    for (const [id, change] of changes)
      if (stays && FIELDS.includes(change.field)) after.set(id, (after.get(id) ?? 0) + 1);
  }
  return [...before]
    .flatMap(([id, cells]) => drained(cells, after.get(id) ?? 0))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function drained(cells: readonly Cell[], after: number): readonly Drained[] {
  const before = cells.length;
  const half = before >= HOLDERS_FOR_HALF && before - after > before / 2;
  return after === 0 || half ? [{ name: cells[0]?.key?.name ?? "", before, after }] : [];
}

function held(user: LiveUser): readonly Cell[] {
  return [...user.cells.values()].filter(({ field }) => FIELDS.includes(field));
}

function holding({ field, key }: { readonly field: string; readonly key?: { readonly id: string } }): CellId {
  return `${field}/${key?.id}`;
}

function activeAfter(user: LiveUser, desired: DesiredUser | undefined): boolean {
  const state = desired?.cells.get("state")?.value;
  return state === undefined ? user.active : state === "active";
}
