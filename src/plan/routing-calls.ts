import type { Change, OperationKind } from "../model/plan.ts";
import { cellId, type LiveUser } from "../model/state.ts";
import { carriedCell, type Draft } from "./draft.ts";
import { chunksOf, LANGUAGES_PER_CALL, SKILLS_PER_CALL } from "./sizes.ts";

/**
 * The fewest calls that bring a user's skills from live to desired while every skill and proficiency that both have stays in place:
 * merges of at most 50, or one replacement of the whole set where that saves calls. Ties go to the calls that touch only what they name.
 */
export function skillCalls(user: LiveUser, changes: readonly Change[]): readonly Draft[] {
  const set = changes.filter(({ after }) => after !== null);
  const removed = changes.filter(({ after }) => after === null);
  const changed = new Set(changes.map(cellId));
  const kept = [...user.cells.values()].filter(
    (cell) => cell.field === "skills" && !changed.has(cellId(cell)),
  );
  const apart = removed.length + Math.ceil(set.length / SKILLS_PER_CALL);
  const replaces = removed.length > 0 && apart > 1 && kept.length + set.length <= SKILLS_PER_CALL;
  if (!replaces) return [...merges(user, set, "skills"), ...removals(user, removed, "skills")];
  const entries = [...kept, ...set.map(({ key, after }) => ({ key, value: after }))];
  const body = entries
    .map(({ key, value }) => ({ id: key?.id ?? "", proficiency: value as number }))
    .toSorted(byId);
  const carried = kept.map((cell) => carriedCell(user.id, cell));
  return [routing(user, "replace-skills", "PUT", "routingskills/bulk", body, changes, carried)];
}

/** Languages have no replacing call: merges of at most 50, and a DELETE for each removal. */
export function languageCalls(user: LiveUser, changes: readonly Change[]): readonly Draft[] {
  const set = changes.filter(({ after }) => after !== null);
  const removed = changes.filter(({ after }) => after === null);
  return [...merges(user, set, "languages"), ...removals(user, removed, "languages")];
}

const MERGE = {
  skills: { kind: "merge-skills", path: "routingskills", size: SKILLS_PER_CALL, remove: "remove-skill" },
  languages: {
    kind: "merge-languages",
    path: "routinglanguages",
    size: LANGUAGES_PER_CALL,
    remove: "remove-language",
  },
} as const;

function merges(user: LiveUser, set: readonly Change[], what: keyof typeof MERGE): readonly Draft[] {
  const { kind, path, size } = MERGE[what];
  return chunksOf(set, size).map((chunk) => {
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

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
