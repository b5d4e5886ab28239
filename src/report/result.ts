import { type ExitCode, worstExit } from "../model/exit.ts";
import { OUTCOME_STATUSES, type Outcome, type OutcomeStatus, type Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Timeline } from "../model/timeline.ts";

export interface ResultInput {
  readonly run: string;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly calls: Result["calls"];
  readonly timeline?: Timeline | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly toolVersion: string;
  /** Why the run ended before its end; `exit` is what that alone would earn. */
  readonly stopped?: { readonly code: string; readonly message: string; readonly exit: ExitCode };
}

const DONE: readonly OutcomeStatus[] = ["applied", "already-applied"];
/** The document of a run: what became of every operation for every user, and the exit code that follows. */
export function makeResult(input: ResultInput): Result {
  const { plan, outcomes, calls, timeline, startedAt, endedAt, toolVersion, stopped } = input;
  const count = (status: OutcomeStatus) => outcomes.filter((outcome) => outcome.status === status).length;
  return {
    formatVersion: plan.formatVersion,
    kind: "result",
    run: input.run,
    made: {
      at: new Date(startedAt).toISOString(),
      endedAt: new Date(endedAt).toISOString(),
      toolVersion,
      seconds: Math.round((endedAt - startedAt) / 1000),
    },
    planHash: plan.planHash,
    reviewHash: plan.reviewHash,
    org: plan.org,
    ...(plan.source.roots ? { roots: plan.source.roots } : {}),
    ...(plan.selection.length > 0 ? { selection: plan.selection } : {}),
    redacted: "none",
    calls,
    summary: Object.fromEntries(
      OUTCOME_STATUSES.map((status) => [status, count(status)]),
    ) as Result["summary"],
    ...(stopped ? { stopped: { code: stopped.code, message: stopped.message } } : {}),
    outcomes,
    ...(timeline && { timeline }),
    exitCode: exitOf(plan, outcomes, stopped?.exit),
  };
}

function exitOf(plan: Plan, outcomes: readonly Outcome[], stopped: ExitCode | undefined): ExitCode {
  const open = outcomes.some(({ status }) => !DONE.includes(status)) || !plan.complete;
  return worstExit([...(open ? [3 as const] : []), ...(stopped === undefined ? [] : [stopped])]);
}
