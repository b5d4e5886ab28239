import { keepExtras, sameValue } from "../fields/compare.ts";
import type { Registry } from "../fields/registry.ts";
import type { Change, Diff, Unread, UserDiff } from "../model/plan.ts";
import type { Cell, CellId, DesiredUser, LiveUser, Source } from "../model/state.ts";

/**
 * Compares what the definitions ask with what Genesys reports. Unmanaged fields and unread ones take no part. `label` names what the API
 * reports by id alone; only users who differ are shown to anybody, so only they are labelled.
 */
export function diffUsers(
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
  registry: Registry,
  label = (user: LiveUser) => user,
): Diff {
  const users: UserDiff[] = [];
  const unread: Unread[] = [];
  for (const user of desired) {
    const found = live.get(user.id);
    if (!found) continue;
    unread.push(...unreadOf(user, found));
    if (diffUser(user, found, registry).length === 0) continue;
    const labelled = label(found);
    users.push({ desired: user, live: labelled, changes: diffUser(user, labelled, registry) });
  }
  return { users: users.sort(byEmail), unread: unread.sort(byEmailAndField), managed: desired.length };
}

/** The changes that bring one live user to what is desired. */
export function diffUser(desired: DesiredUser, live: LiveUser, registry: Registry): readonly Change[] {
  const changes: Change[] = [];
  // A loop over a map makes a pair for every entry, and nearly all entries are as desired.
  desired.cells.forEach((cell, id) => {
    const held = live.cells.get(id);
    const before = held?.value ?? null;
    if (!same(before, cell)) changes.push(change(live, held ?? cell, before, cell, cell.source));
  });
  live.cells.forEach((cell, id) => {
    const source = desired.exact.get(cell.field);
    if (source && !desired.cells.has(id)) changes.push(change(live, cell, cell.value, null, source));
  });
  if (changes.length === 0) return changes;
  const order = new Map([...registry.keys()].map((name, index) => [name, index]));
  const readable = changes.filter(({ field }) => !live.unread.has(field));
  return readable.toSorted((a, b) => compareChanges(order, a, b));
}

function same(before: Cell["value"], cell: Cell): boolean {
  return sameValue(before, emptyAsUnset(cell.value));
}

/** An empty list is how a list says that it is unset. */
export function emptyAsUnset(value: Cell["value"]): Cell["value"] {
  return Array.isArray(value) && value.length === 0 ? null : value;
}

function change(
  user: LiveUser,
  { field, key }: Cell,
  before: Cell["value"],
  to: Cell | null,
  source: Source,
): Change {
  const after = to ? keepExtras(before, emptyAsUnset(to.value)) : null;
  const at = { file: source.file, line: source.line };
  return { userId: user.id, field, ...(key ? { key } : {}), before, after, source: at };
}

function compareChanges(order: ReadonlyMap<string, number>, a: Change, b: Change): number {
  const fields = (order.get(a.field) ?? 0) - (order.get(b.field) ?? 0);
  return fields !== 0
    ? fields
    : compareText(a.key?.name ?? "", b.key?.name ?? "") || compareText(keyId(a), keyId(b));
}

function keyId({ key }: { readonly key?: { readonly id: string } }): CellId {
  return key?.id ?? "";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unreadOf(desired: DesiredUser, live: LiveUser): readonly Unread[] {
  if (live.unread.size === 0) return [];
  const managed = managedFields(desired);
  return [...live.unread]
    .filter(([field]) => managed.has(field))
    .map(([field, why]) => ({ userId: live.id, email: live.email, field, why }));
}

/** The fields of which a user is asked anything. */
export function managedFields({ cells, exact }: DesiredUser): ReadonlySet<string> {
  return new Set([...[...cells.values()].map(({ field }) => field), ...exact.keys()]);
}

function byEmail(a: UserDiff, b: UserDiff): number {
  return (
    compareText(a.live.email.toLowerCase(), b.live.email.toLowerCase()) || compareText(a.live.id, b.live.id)
  );
}

function byEmailAndField(a: Unread, b: Unread): number {
  return compareText(a.email, b.email) || compareText(a.field, b.field);
}
