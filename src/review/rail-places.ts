import type { Change, Plan, RailRule } from "../model/plan.ts";
import { changesOf, whatIs } from "./users.ts";

/** Which changes bear on a rail; for drain these are all that may have taken a holder away. */
const BEARS_ON: Readonly<Record<RailRule, (change: Change) => boolean>> = {
  deactivate: (change) => whatIs(change) === "deactivate",
  state: ({ field }) => field === "state",
  division: ({ field }) => field === "division",
  email: ({ field }) => field === "email",
  removals: ({ after }) => after === null,
  drain: (change) => whatIs(change) === "deactivate" || (isAbility(change) && change.after === null),
  change: () => true,
};

function isAbility({ field }: Change): boolean {
  return field === "skills" || field === "languages";
}

/** The first change that a rail counts and that somebody wrote down: where a reader of the definitions begins to look. */
export function firstCounted(rule: RailRule, plan: Plan): Change | undefined {
  return changesOf(plan).find((change) => change.source !== undefined && BEARS_ON[rule](change));
}
