import type { Registry } from "../fields/registry.ts";
import type { Base, BaseUser } from "../model/base.ts";
import type { Leaving, Stays } from "../model/leaving.ts";
import type { Cell, DesiredUser, LiveUser, Source } from "../model/state.ts";
import { managedFields } from "./diff.ts";

/** Everything that the base managed and the definitions do not, by e-mail, then in the order of fields. `label` as for diffUsers(). */
export function leavingOf(
  base: Base,
  desired: readonly DesiredUser[],
  live: ReadonlyMap<string, LiveUser>,
  registry: Registry,
  label = (user: LiveUser) => user,
): readonly Leaving[] {
  const managed = new Map(desired.map((user) => [user.id, user]));
  const known = [...base.users].flatMap(([id, user]) => {
    const now = managed.get(id);
    return now ? fieldsLeaving(user, now, live.get(id), registry, label) : [wholeUser(user, id)];
  });
  return [...known, ...base.unknown.map((user) => wholeUser(user))].toSorted(byEmail);
}

function wholeUser({ email, source }: BaseUser, userId?: string): Leaving {
  return { ...(userId === undefined ? {} : { userId }), email, source: lineOf(source) };
}

function fieldsLeaving(
  base: BaseUser,
  desired: DesiredUser,
  live: LiveUser | undefined,
  registry: Registry,
  label: (user: LiveUser) => LiveUser,
): readonly Leaving[] {
  const now = managedFields(desired);
  const fields = [...registry.keys()].filter((field) => base.managed.has(field));
  const gone = fields.filter((field) => !now.has(field) || looseKeys(base, desired, field, live).length > 0);
  if (gone.length === 0) return [];
  const labelled = live && label(live);
  return gone.flatMap((field) =>
    now.has(field)
      ? looseKeys(base, desired, field, labelled).map((cell) => leavingKey(base, desired, cell, labelled))
      : [leavingField(base, desired, field, labelled)],
  );
}

/** Keys that the base managed, by naming them or because the field was exact, and that are free now. */
function looseKeys(
  base: BaseUser,
  desired: DesiredUser,
  field: string,
  live: LiveUser | undefined,
): readonly Cell[] {
  if (desired.exact.has(field)) return [];
  const kept = base.exact.has(field) ? [...(live?.cells ?? [])] : [];
  const cells = new Map<string, Cell>([...base.cells, ...kept].filter(([, cell]) => cell.field === field));
  return [...cells].filter(([id]) => !desired.cells.has(id)).map(([, cell]) => cell);
}

function leavingKey(base: BaseUser, desired: DesiredUser, cell: Cell, live: LiveUser | undefined): Leaving {
  const { field, key } = cell;
  const stays = staysOf(live, field)?.filter((one) => one.key?.id === key?.id);
  const named = key ? { key: stays?.[0]?.key ?? key } : {};
  return {
    ...head(base, desired, live),
    field,
    ...named,
    ...(stays ? { stays } : {}),
    source: at(base, cell),
  };
}

function leavingField(
  base: BaseUser,
  desired: DesiredUser,
  field: string,
  live: LiveUser | undefined,
): Leaving {
  const stays = staysOf(live, field);
  return { ...head(base, desired, live), field, ...(stays ? { stays } : {}), source: at(base, { field }) };
}

function head(base: BaseUser, { id }: DesiredUser, live: LiveUser | undefined) {
  return { userId: id, email: live?.email ?? base.email };
}

/** Undefined when that is not known. */
function staysOf(live: LiveUser | undefined, field: string): readonly Stays[] | undefined {
  if (!live || live.unread.has(field)) return undefined;
  const cells = [...live.cells.values()].filter((cell) => cell.field === field);
  return cells.map(({ key, value }) => ({ ...(key ? { key } : {}), value }));
}

/** Where the base asked for a field or key. */
function at(base: BaseUser, { field, key }: Omit<Cell, "value">): Leaving["source"] {
  const cells = [...base.cells.values()].filter((cell) => cell.field === field);
  const cell = cells.find((one) => one.key?.id === key?.id) ?? cells[0];
  return lineOf(cell?.source ?? base.exact.get(field) ?? base.source);
}

function lineOf({ file, line }: Source): Leaving["source"] {
  return { file, line };
}

function byEmail(a: Leaving, b: Leaving): number {
  const [one, other] = [a.email.toLowerCase(), b.email.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
}
