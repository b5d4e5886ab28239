import { counted } from "../model/figures.ts";
import type { Plan, Redaction } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { redactPlan } from "../review/redact.ts";
import { approvedHash, type Difference, type Different, differenceFrom, isApproval } from "./approval.ts";

/** Why a plan does something else than what was approved, user by user as far as the approval tells. */
export function notApproved(
  plan: Plan,
  approved: string | undefined,
  redact: Redaction = "none",
): readonly Problem[] {
  if (approved === undefined || approvedHash(approved) === plan.reviewHash) return [];
  const message = `What this plan does is not what was approved: its reviewHash is ${plan.reviewHash}, approved was ${told(approved)}`;
  const fix = "Have this plan reviewed, then apply it with its own reviewHash";
  const difference = differenceFrom(approved, plan, redactPlan(plan, redact));
  return [{ code: "plan-not-approved", message, fix }, ...(difference ? problemsOf(difference) : [])];
}

function told(approved: string): string {
  return isApproval(approved)
    ? approvedHash(approved)
    : `${JSON.stringify(approved)}, which is no reviewHash`;
}

/** So many users are told one by one. */
const MOST_TOLD = 20;

function problemsOf({ users, missing }: Difference): readonly Problem[] {
  const more = users.length - MOST_TOLD;
  const lines = users.slice(0, MOST_TOLD).map(toldOf);
  if (more > 0) lines.push(`Found ${counted(more, "more user")} with changes that nobody approved`);
  if (missing > 0)
    lines.push(`Did not find the approved changes of ${counted(missing, "user")} in this plan`);
  return lines.map((message) => ({ code: "change-not-approved", message, fix: "" }));
}

function toldOf({ user, known, changes }: Different): string {
  const instead = known ? ", in place of what was approved" : ", whom nobody approved";
  return `Found other changes for ${user.email}${instead}: ${changes}`;
}
