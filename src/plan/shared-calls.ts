import { isRef } from "../fields/compare.ts";
import type { Change } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import type { Draft } from "./draft.ts";
import { chunksOf, USERS_PER_BULK_CALL, USERS_PER_DIVISION_CALL, USERS_THAT_PAY_FOR_BULK } from "./sizes.ts";

export interface UserChange {
  readonly user: LiveUser;
  readonly change: Change;
}

/** Division moves, as many users of one target a call as the chunk size allows. */
export function divisionCalls(moves: readonly UserChange[]): readonly Draft[] {
  const target = ({ change }: UserChange) => (isRef(change.after) ? change.after.id : "");
  const targets = [...new Set(moves.map(target))].toSorted();
  return targets.flatMap((id) => {
    const users = moves.filter((move) => target(move) === id);
    return chunksOf(users, USERS_PER_DIVISION_CALL).map((chunk) => divisionCall(id, chunk));
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
 * Bulk calls for users who change nothing but acdAutoAnswer. A last group too small to pay for its compare read is left out: those
 * users are cheaper, and pinned, one by one.
 */
export function autoAnswerCalls(flips: readonly UserChange[]): readonly Draft[] {
  const chunks = chunksOf(flips, USERS_PER_BULK_CALL);
  return chunks.filter((chunk) => chunk.length >= USERS_THAT_PAY_FOR_BULK).map(autoAnswerCall);
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
