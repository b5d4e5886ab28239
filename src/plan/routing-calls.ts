import type { Change, OperationKind } from "../model/plan.ts";
import { type Cell, cellId, type LiveUser } from "../model/state.ts";
import { carriedCell, type Draft } from "./draft.ts";
import { CALL_SIZES, chunksOf } from "./sizes.ts";

/**
 * The fewest calls that bring a user's skills from live to desired while every skill and proficiency that both have stays in place:
 * merges of at most 50, or one replacement of the whole set where that saves calls. Ties go to the calls that touch only what they name.
 * A replacement always holds the whole set, or nobody could tell afterwards whether it was made.
 */
export function skillCalls(
  user: LiveUser,
  changes: readonly Change[],
  perCall = CALL_SIZES.skills,
): readonly Draft[] {
  const set = changes.filter(({ after }) => after !== null);
  const removed = changes.filter(({ after }) => after === null);
  const changed = new Set(changes.map(cellId));
  const kept = [...user.cells.values()].filter(
    (cell) => cell.field === "skills" && !changed.has(cellId(cell)),
  );
  const apart = removed.length + Math.ceil(set.length / perCall);
  const replaces = removed.length > 0 && apart > 1 && kept.length + set.length <= perCall;
  if (!replaces) return [...merges(user, set, "skills", perCall), ...removals(user, removed, "skills")];
  const entries = [...kept, ...set.map(({ key, after }) => ({ key, value: after }))];
  const body = entries
    .map(({ key, value }) => ({ id: key?.id ?? "", proficiency: value as number }))
    .toSorted(byId);
  const carried = kept.toSorted(byKey).map((cell) => carriedCell(user.id, cell));
  return [routing(user, "replace-skills", "PUT", "routingskills/bulk", body, changes, carried)];
}

/** Languages have no replacing call: merges of at most 50, and a DELETE for each removal. */
export function languageCalls(
  user: LiveUser,
  changes: readonly Change[],
  perCall = CALL_SIZES.languages,
): readonly Draft[] {
  const set = changes.filter(({ after }) => after !== null);
  const removed = changes.filter(({ after }) => after === null);
  return [...merges(user, set, "languages", perCall), ...removals(user, removed, "languages")];
}

const MERGE = {
  skills: { kind: "merge-skills", path: "routingskills", remove: "remove-skill" },
  languages: { kind: "merge-languages", path: "routinglanguages", remove: "remove-language" },
} as const;

function merges(
  user: LiveUser,
  set: readonly Change[],
  what: keyof typeof MERGE,
  perCall: number,
): readonly Draft[] {
  const { kind, path } = MERGE[what];
  return chunksOf(set, perCall).map((chunk) => {
    const body = chunk
      .map(({ key, after }) => ({ id: key?.id ?? "", proficiency: after as number }))
      .toSorted(byId);
    return routing(user, kind, "PATCH", `${path}/bulk`, body, chunk);
  });
}

function removals(user: LiveUser, removed: readonly Change[], what: keyof typeof MERGE): readonly Draft[] {
  const { path, remove } = MERGE[what];
  return removed.map((change) =>
    routing(user, remove, "DELETE", `${path}/${change.key?.id}`, null, [change]),
  );
}

function routing(
  user: LiveUser,
  kind: OperationKind,
  method: Draft["method"],
  path: string,
  body: Draft["body"],
  changes: readonly Change[],
  carried: Draft["carried"] = [],
): Draft {
  return {
    kind,
    phase: "routing",
    method,
    path: `/api/v2/users/${user.id}/${path}`,
    users: [user],
    body,
    changes,
    carried,
  };
}

function byKey(a: Cell, b: Cell): number {
  return cellId(a) < cellId(b) ? -1 : 1;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
