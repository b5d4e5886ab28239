import type { Past } from "../model/known.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Outcome, Result } from "../model/outcome.ts";
import type { Change, NotUndone, Operation, Plan, Unread } from "../model/plan.ts";
import { present } from "../model/present.ts";
import type { Value } from "../model/state.ts";
import type { Named, Who } from "../model/who.ts";
import { HIDDEN } from "./change-view.ts";
import { globMark } from "./glob-mark.ts";
import { hideAddresses, type Person } from "./hide-addresses.ts";
import { mapMembers, textsOf } from "./hide-texts.ts";

type Where = Pick<Change, "userId" | "field" | "key">;

/** `hidden` with ids in place of e-mails and names; who people are is taken from the `whole` plan. */
export function hidePeopleOfPlan(hidden: Plan, whole: Plan): Plan {
  const changes = [...whole.operations.flatMap((op) => op.changes), ...whole.differences];
  const hands = whole.differences.flatMap(({ who }) => (who ? handsOf(who) : []));
  const past = [...(whole.gone ?? []), ...(whole.notCompared ?? [])];
  const people = [
    ...whole.operations.flatMap(({ users }) => users.map(({ id, email }) => ({ id, text: email }))),
    ...whole.users.flatMap(({ id, email, name }) => [email, name].map((text) => ({ id, text }))),
    ...[...whole.unread, ...(whole.notUndone ?? []), ...past].map(({ userId, email }) => ({
      id: userId,
      text: email,
    })),
    ...changes.flatMap((change) => namedBy(change, [change.before, change.after, change.was ?? null])),
    ...hands.flatMap(({ id, name }) => (name === undefined ? [] : [{ id, text: name }])),
    ...past.flatMap((one) => namedBy(one, [one.before ?? null, one.after])),
    ...(whole.leaving ?? []).map(({ userId, email }) => ({ id: userId ?? HIDDEN, text: email })),
  ];
  return hideAddresses(
    {
      ...hidden,
      selection: hidden.selection.map((glob) => globMark(whole.org.id, glob)),
      operations: hidden.operations.map(operation),
      differences: hidden.differences.map(change),
      ...present({ gone: hidden.gone?.map(pastOne), notCompared: hidden.notCompared?.map(pastOne) }),
      users: hidden.users.map((user) => ({ ...user, email: user.id, name: user.id })),
      unread: hidden.unread.map((entry): Unread => ({ ...entry, email: entry.userId })),
      ...(hidden.leaving
        ? { leaving: hidden.leaving.map((entry): Leaving => ({ ...entry, email: entry.userId ?? HIDDEN })) }
        : {}),
      ...(hidden.notUndone
        ? { notUndone: hidden.notUndone.map((entry): NotUndone => ({ ...entry, email: entry.userId })) }
        : {}),
    },
    people,
  );
}

/** The same for the document of a run. */
export function hidePeopleOfResult(hidden: Result, whole: Result): Result {
  const people = whole.outcomes.flatMap(peopleIn);
  const selection = hidden.selection?.map((glob) => globMark(whole.org.id, glob));
  return hideAddresses(
    { ...hidden, ...present({ selection }), outcomes: hidden.outcomes.map(outcome) },
    people,
  );
}

/** The same for one outcome by itself. */
export function hidePeopleOfOutcome(hidden: Outcome, whole: Outcome): Outcome {
  return hideAddresses(outcome(hidden), peopleIn(whole));
}

function peopleIn({ userId, email, conflicts }: Outcome): readonly Person[] {
  return [
    { id: userId, text: email },
    ...conflicts.flatMap((cell) => namedBy({ ...cell, userId }, [cell.base, cell.live, cell.desired])),
  ];
}

function operation(op: Operation): Operation {
  const texts = op.changes.flatMap((own) => namedBy(own, [own.after]));
  const ids = new Map(texts.map(({ id, text }) => [text, id]));
  return {
    ...op,
    users: op.users.map((user) => ({ ...user, email: user.id })),
    body: mapMembers(op.body, (text) => ids.get(text) ?? text),
    changes: op.changes.map(change),
  };
}

function change(own: Change): Change {
  return { ...own, after: anonymous(own, own.after), ...(own.who && { who: nameless(own.who) }) };
}

function handsOf(who: Who): readonly Named[] {
  if (who.told === "nothing") return [];
  const { by, client, own } = who;
  return [by, own ? undefined : client].filter((one) => one !== undefined);
}

/** What a client is called may tell whose it is; our own says nothing of who changed what. */
function nameless(who: Who): Who {
  if (who.told === "nothing") return who;
  const { by, client, own } = who;
  return { ...who, ...(by && { by: { id: by.id } }), ...(client && !own && { client: { id: client.id } }) };
}

function pastOne<T extends Past>(own: T): T {
  return { ...own, email: own.userId, after: anonymous(own, own.after) };
}

function outcome(own: Outcome): Outcome {
  const { userId } = own;
  const conflicts = own.conflicts.map((cell) => ({
    ...cell,
    desired: anonymous({ ...cell, userId }, cell.desired),
  }));
  return { ...own, email: userId, conflicts };
}

/** A desired value with the id in place of the person it names. */
function anonymous(where: Where, value: Value): Value {
  const ids = new Map(namedBy(where, [value]).map(({ id, text }) => [text, id]));
  return mapMembers(value, (text) => ids.get(text) ?? text);
}

/** Whom the values of a cell name: the user, or the user's manager. */
function namedBy({ userId, field, key }: Where, values: readonly Value[]): readonly Person[] {
  if (field === "manager")
    return values.flatMap((value) => (isRef(value) ? [{ id: value.id, text: value.name }] : []));
  const names = NAMING.has(key ? `${field}.${key.id}` : field);
  return names ? values.flatMap(textsOf).map((text) => ({ id: userId, text })) : [];
}

const NAMING: ReadonlySet<string> = new Set(["email", "name", "preferredName", "employerInfo.officialName"]);

function isRef(value: Value): value is { readonly id: string; readonly name: string } {
  return typeof value === "object" && value !== null && "id" in value && "name" in value;
}
