import { isRef } from "../fields/compare.ts";
import { chunksOf } from "../model/chunks.ts";
import type { Change } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import { callFor } from "./call.ts";
import type { Draft } from "./draft.ts";
import { CALL_SIZES, type CallSizes } from "./sizes.ts";

export interface UserChange {
  readonly user: LiveUser;
  readonly change: Change;
}

/** Division moves, as many users of one target a call as the chunk size allows. */
export function divisionCalls(
  moves: readonly UserChange[],
  perCall = CALL_SIZES.divisionUsers,
): readonly Draft[] {
  const target = ({ change }: UserChange) => (isRef(change.after) ? change.after.id : "");
  const targets = [...new Set(moves.map(target))].toSorted();
  return targets.flatMap((id) => {
    const users = moves.filter((move) => target(move) === id);
    return chunksOf(users, perCall).map((chunk) => sharedCall("move-division", chunk));
  });
}

/**
 * Bulk calls for users who change nothing but acdAutoAnswer. One compare read serves as many bulk calls as it has room for. A last group
 * too small to pay for its calls is left out: those users are as cheap one by one, and pinned.
 */
export function autoAnswerCalls(
  flips: readonly UserChange[],
  { bulkUsers, readUsers }: CallSizes = CALL_SIZES,
): readonly Draft[] {
  const bulksPerRead = Math.max(1, Math.floor(readUsers / bulkUsers));
  const cost = (index: number) => (index % bulksPerRead === 0 ? 2 : 1);
  const chunks = chunksOf(flips, bulkUsers);
  return chunks
    .filter((chunk, index) => chunk.length > cost(index))
    .map((chunk) => sharedCall("auto-answer", chunk));
}

function sharedCall(kind: "auto-answer" | "move-division", changes: readonly UserChange[]): Draft {
  const matter = {
    kind,
    users: changes.map(({ user }) => user),
    changes: changes.map(({ change }) => change),
    carried: [],
  };
  return { ...matter, phase: kind === "auto-answer" ? "profile" : "routing", ...callFor(matter) };
}
