import { isRef } from "../fields/compare.ts";
import type { Change } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import type { Draft } from "./draft.ts";
import { CALL_SIZES, type CallSizes, chunksOf } from "./sizes.ts";

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
    return chunksOf(users, perCall).map((chunk) => divisionCall(id, chunk));
  });
}

function divisionCall(target: string, moves: readonly UserChange[]): Draft {
  return {
    kind: "move-division",
    phase: "routing",
    method: "POST",
    path: `/api/v2/authorization/divisions/${target}/objects/USER`,
    users: moves.map(({ user }) => user),
    body: moves.map(({ user }) => user.id),
    changes: moves.map(({ change }) => change),
    carried: [],
  };
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
  return chunks.filter((chunk, index) => chunk.length > cost(index)).map(autoAnswerCall);
}

function autoAnswerCall(flips: readonly UserChange[]): Draft {
  return {
    kind: "auto-answer",
    phase: "profile",
    method: "PATCH",
    path: "/api/v2/users/bulk",
    users: flips.map(({ user }) => user),
    body: flips.map(({ user, change }) => ({ id: user.id, acdAutoAnswer: change.after === true })),
    changes: flips.map(({ change }) => change),
    carried: [],
  };
}
