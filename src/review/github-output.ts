import { CAUSES } from "../model/cause.ts";
import { exitOfPlan } from "../model/exit.ts";
import { AGES } from "../model/known.ts";
import { OUTCOME_STATUSES, type Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { ofAge } from "./known.ts";
import { openByUser } from "./outcomes.ts";
import { usersWithChanges } from "./totals.ts";

type Output = readonly [name: string, value: string | number | boolean];

/** A plan or drift document for `$GITHUB_OUTPUT`: counts, hashes, and what is true of it, as `name=value`. */
export function renderPlanOutputs(plan: Plan): string {
  const { summary, estimate } = plan;
  const { byCause, leaving = 0 } = summary;
  const causes = byCause ? CAUSES.map((cause): Output => [cause, byCause[cause]]) : [];
  return lines([
    ["kind", plan.kind],
    ["exit", exitOfPlan(plan, true)],
    ["applyable", plan.applyable],
    ["complete", plan.complete],
    ["managed", summary.managed],
    ["differs", usersWithChanges(plan)],
    ...knownOutputs(plan),
    ["update", summary.update],
    ["deactivate", summary.deactivate],
    ["activate", summary.activate],
    ["unread", summary.unread],
    ...causes,
    ...(byCause ? [["leaving", leaving] as const] : []),
    ["warnings", plan.warnings.length],
    ["rails", plan.rails.filter(({ verdict }) => verdict === "stands").length],
    ["calls", estimate.reads + estimate.writes],
    ["reads", estimate.reads],
    ["writes", estimate.writes],
    ["seconds", estimate.seconds],
    ["review-hash", plan.reviewHash],
    ["plan-hash", plan.planHash],
  ]);
}

/** Differences by what was known of them, in fields; `differs` counts users. */
function knownOutputs(plan: Plan): readonly Output[] {
  const { known, gone = [], notCompared = [] } = plan;
  if (!known) return [];
  return [
    ...AGES.map((age): Output => [age, ofAge(plan, age).length]),
    ["gone", gone.length],
    ["not-compared", notCompared.length],
  ];
}

/** What became of a plan, for the same place. Outcomes are counted by operation and user, `open` by user. */
export function renderResultOutputs(result: Result): string {
  const { calls, summary } = result;
  return lines([
    ["kind", result.kind],
    ["exit", result.exitCode],
    ["run", result.run],
    ["stopped", result.stopped?.code ?? ""],
    ["open", openByUser(result).length],
    ...OUTCOME_STATUSES.map((status): Output => [status, summary[status]]),
    ["calls", calls.reads + calls.writes],
    ["reads", calls.reads],
    ["writes", calls.writes],
    ["throttled", calls.throttled],
    ["seconds", result.made.seconds],
    ["review-hash", result.reviewHash],
    ["plan-hash", result.planHash],
  ]);
}

function lines(outputs: readonly Output[]): string {
  return outputs.map(([name, value]) => `${name}=${plain(value)}\n`).join("");
}

/** No line may hold another, nor what a shell would run; a document that somebody edited may hold anything. */
function plain(value: Output[1]): string {
  return String(value)
    .slice(0, 100)
    .replaceAll(/[^\w.:-]/g, "_");
}
