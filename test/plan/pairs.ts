import { diffUsers } from "../../src/diff/diff.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Operation } from "../../src/model/plan.ts";
import type { DesiredUser, LiveUser, Ref } from "../../src/model/state.ts";
import { planOperations } from "../../src/plan/operations.ts";
import { byUserId, idOf } from "../world.ts";

/** A user as live is, and as the definitions ask. */
export type Pair = readonly [LiveUser, DesiredUser];

/** The operations that bring these users from live to desired. */
export function plan(pairs: readonly Pair[]): readonly Operation[] {
  const live = byUserId(pairs.map(([user]) => user));
  const desired = pairs.map(([, user]) => user);
  return planOperations(diffUsers(desired, live, FIELDS).users, live, FIELDS);
}

/** Somebody as a manager. */
export function managed(email: string): Ref {
  return { id: idOf(email), name: email };
}
