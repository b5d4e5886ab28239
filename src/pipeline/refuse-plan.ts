import type { Operation, Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { callFor } from "../plan/call.ts";
import { canonical, planHashOf, reviewHashOf } from "../plan/hashes.ts";
import { type Answer, refusal } from "./answer.ts";
import type { ApplyOptions } from "./apply.ts";
import { notApproved } from "./not-approved.ts";

type Judged = Pick<ApplyOptions, "plan" | "approved" | "maxAgeMs" | "redact" | "edges">;

/** Why a plan must not be executed, judged before any call; undefined when nothing speaks against it. */
export function reasonsToRefuse(options: Judged): Answer<never> | undefined {
  const { plan } = options;
  if (plan.kind === "drift") {
    const message = "This is a drift document: it says what differs and holds no operations";
    return refusal(1, [{ code: "plan-is-drift", message, fix: "Make a plan with `gus plan --out`" }]);
  }
  if (plan.source.snapshot) {
    const message =
      "This plan was made from a snapshot: it says what was to be done then, and is for reading only";
    return refusal(1, [{ code: "plan-from-snapshot", message, fix: AGAIN }]);
  }
  const unapproved = [
    ...redacted(plan),
    ...changed(plan),
    ...notApproved(plan, options.approved, options.redact),
    ...tooOld(options),
  ];
  if (unapproved.length > 0) return refusal(5, unapproved);
  const standing = plan.rails.filter(({ verdict }) => verdict === "stands");
  return standing.length > 0 ? refusal(4, standing.map(railProblem)) : undefined;
}

const AGAIN =
  "Plan from live users with `gus plan --out`; the reviewHash of this one still approves that plan while it is the same";

function redacted({ redacted: level }: Plan): readonly Problem[] {
  if (level === "none") return [];
  const message = `This plan is redacted (${level}): it is for reading only`;
  return [{ code: "plan-redacted", message, fix: "Apply the plan that was made without --redact" }];
}

/**
 * Both hashes are taken anew, and every call is derived anew from the changes it shows: a plan in memory, too, must be what it says it is,
 * and nothing may be sent that a reviewer could not see.
 */
function changed(plan: Plan): readonly Problem[] {
  if (plan.redacted !== "none") return [];
  const changes = plan.operations.flatMap((operation) => operation.changes);
  const asReviewed = plan.operations.every(sendsWhatItShows);
  const holds = planHashOf(plan) === plan.planHash && reviewHashOf(plan.org.id, changes) === plan.reviewHash;
  if (holds && asReviewed) return [];
  const message = "What this plan holds does not fit its hashes, so somebody changed it after it was made";
  return [{ code: "plan-changed", message, fix: "Make the plan again, and have it reviewed" }];
}

function sendsWhatItShows(operation: Operation): boolean {
  const { method, path, body } = operation;
  return canonical({ method, path, body }) === canonical(callFor(operation));
}

function tooOld({ plan, maxAgeMs, edges }: Judged): readonly Problem[] {
  const age = edges.clock.now() - Date.parse(plan.made.at);
  if (maxAgeMs === undefined || age <= maxAgeMs) return [];
  const message = `This plan is ${Math.round(age / 1000)} s old; at most ${Math.round(maxAgeMs / 1000)} s are allowed`;
  return [{ code: "plan-too-old", message, fix: "Plan again, and have it reviewed" }];
}

function railProblem({ rule, measured, message }: Plan["rails"][number]): Problem {
  const fix = `Plan again with --accept ${rule}=${measured}, or with \`rails: { ${rule}: ${measured} }\` in the definitions, if that size is meant`;
  return { code: `rail-${rule}`, message: `The rail ${rule} stands: ${message}`, fix };
}
