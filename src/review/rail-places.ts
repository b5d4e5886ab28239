import type { Change, Plan, RailRule } from "../model/plan.ts";
import { changesOf, whatIs } from "./users.ts";

/** Which changes bear on a rail. */
const BEARS_ON: Readonly<Record<RailRule, (change: Change) => boolean>> = {
  deactivate: isDeactivation,
  state: ({ field }) => field === "state",
  division: ({ field }) => field === "division",
  email: ({ field }) => field === "email",
  removals: ({ after }) => after === null,
  drain: ({ field, after }) => ["skills", "languages"].includes(field) && after === null,
  change: () => true,
  leaving: () => false,
};

/** The first change that a rail counts and that somebody wrote down: where a reader of the definitions begins to look. */
export function firstCounted(rule: RailRule, plan: Plan): Change | undefined {
  const written = changesOf(plan).filter(({ source }) => source !== undefined);
  // Holders are lost with their skills, or else because they are deactivated.
  return written.find(BEARS_ON[rule]) ?? (rule === "drain" ? written.find(isDeactivation) : undefined);
}

function isDeactivation(change: Change): boolean {
  return whatIs(change) === "deactivate";
}
