import { isList, isRef, sameValue } from "../fields/compare.ts";
import { type Field, isKeyed, type NameList, namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Change } from "../model/plan.ts";
import { cellId, type LiveUser, type Ref, type Value } from "../model/state.ts";

/** What can be given to users now. */
export interface Available {
  /** Whether something of a list can be given to a user who does not have it. */
  readonly has: (list: NameList, id: string) => boolean;
  readonly registry: Registry;
}

/** How a change that a run wrote stands to live. undo: it is as the run wrote it. done: it is as before the run. */
export type Standing =
  | { readonly kind: "undo" | "unread" | "done" | "changed-since" }
  | { readonly kind: "impossible"; readonly why: string };

/** Compares what a run wrote with what is live; of what is still there, says whether the value before can be brought back. */
export function judgeChange(change: Change, live: LiveUser | undefined, available: Available): Standing {
  if (!live) return { kind: "impossible", why: "Genesys no longer shows this user to this client" };
  if (live.unread.has(change.field)) return { kind: "unread" };
  const value = live.cells.get(cellId(change))?.value ?? null;
  if (sameValue(value, change.before)) return { kind: "done" };
  if (!sameValue(value, change.after)) return { kind: "changed-since" };
  const why = whyNotBack(change, value, available);
  return why === undefined ? { kind: "undo" } : { kind: "impossible", why };
}

function whyNotBack(
  { field: name, key, before }: Change,
  live: Value,
  { has, registry }: Available,
): string | undefined {
  const field = registry.get(name);
  if (!field) return "this version of gus does not know the field";
  if (before === null && !field.clearable && !isKeyed(field)) return "it was unset, and cannot be cleared";
  const list = namesOf(field);
  const held = new Set(list ? refsIn(field, key, live).map(({ id }) => id) : []);
  const wanted = list ? refsIn(field, key, before) : [];
  const gone = wanted.find(({ id }) => !held.has(id) && list && !has(list, id));
  return gone && `${gone.name} is gone, not active, or hidden from this client`;
}

/** What of the organisation's lists a value names, be it in its key. */
function refsIn(field: Field, key: Ref | undefined, value: Value): readonly Ref[] {
  if (field.shape.kind === "keyed-number") return value === null || !key ? [] : [key];
  if (isList(value)) return value.filter((item) => isRef(item));
  return isRef(value) ? [value] : [];
}
