import { chunksOf } from "../model/chunks.ts";
import type { Change, OperationKind } from "../model/plan.ts";
import { cellId, type LiveUser } from "../model/state.ts";
import { callFor } from "./call.ts";
import { carriedCell, type Draft } from "./draft.ts";
import { byCellId } from "./members.ts";
import { CALL_SIZES } from "./sizes.ts";

/**
 * The fewest calls that bring a user's skills from live to desired while every skill and proficiency that both have stays in place:
 * merges of at most 50, or one replacement of the whole set where that saves calls. Ties go to the calls that touch only what they name.
 * A replacement always holds the whole set, or nobody could tell afterwards whether it was made; so there is none (`mayReplace`) where a
 * plan leaves other skills of the user as they are.
 */
export function skillCalls(
  user: LiveUser,
  changes: readonly Change[],
  { perCall = CALL_SIZES.skills, mayReplace = true } = {},
): readonly Draft[] {
  const set = changes.filter(({ after }) => after !== null);
  const removed = changes.filter(({ after }) => after === null);
  const changed = new Set(changes.map(cellId));
  const kept = [...user.cells.values()].filter(
    (cell) => cell.field === "skills" && !changed.has(cellId(cell)),
  );
  const apart = removed.length + Math.ceil(set.length / perCall);
  const replaces = mayReplace && removed.length > 0 && apart > 1 && kept.length + set.length <= perCall;
  if (!replaces) return [...merges(user, set, "skills", perCall), ...removals(user, removed, "skills")];
  const carried = kept.toSorted(byCellId).map((cell) => carriedCell(user.id, cell));
  return [routing(user, "replace-skills", changes, carried)];
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

const KINDS = {
  skills: { merge: "merge-skills", remove: "remove-skill" },
  languages: { merge: "merge-languages", remove: "remove-language" },
} as const;

function merges(
  user: LiveUser,
  set: readonly Change[],
  what: keyof typeof KINDS,
  perCall: number,
): readonly Draft[] {
  return chunksOf(set, perCall).map((chunk) => routing(user, KINDS[what].merge, chunk));
}

function removals(user: LiveUser, removed: readonly Change[], what: keyof typeof KINDS): readonly Draft[] {
  return removed.map((change) => routing(user, KINDS[what].remove, [change]));
}

function routing(
  user: LiveUser,
  kind: OperationKind,
  changes: readonly Change[],
  carried: Draft["carried"] = [],
): Draft {
  const matter = { kind, users: [user], changes, carried };
  return { ...matter, phase: "routing", ...callFor(matter) };
}
