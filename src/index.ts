/** The library: options in, an answer out. Nothing here prints, asks, or ends the process. */
export type { ApplySettings } from "./apply/settings.ts";
export type { Clock, Edges, Random } from "./edges.ts";
export { systemEdges } from "./edges.ts";
export type { Definitions, WrittenCell, WrittenUser } from "./model/definitions.ts";
export type { GusEvent, OnEvent } from "./model/event.ts";
export { EXIT, type ExitCode } from "./model/exit.ts";
export type { Conflict, Outcome, OutcomeStatus, Result } from "./model/outcome.ts";
export type {
  Accepted,
  Cause,
  Change,
  Leaving,
  NotUndone,
  Only,
  Operation,
  Plan,
  Rail,
  Redaction,
  Unread,
} from "./model/plan.ts";
export type { Place, Problem, Warning } from "./model/problem.ts";
export { type Answer, Interrupted } from "./pipeline/answer.ts";
export type { BaseAt } from "./pipeline/base.ts";
export { type ApplyOptions, apply } from "./pipeline/apply.ts";
export { approvalOf } from "./pipeline/approval.ts";
export type { Connection, Surroundings } from "./pipeline/connection.ts";
export { type ExplainOptions, explain } from "./pipeline/explain.ts";
export { type ExportedFile, type ExportOptions, exportUsers } from "./pipeline/export.ts";
export { type KeptAt, keptPlan } from "./pipeline/kept-plan.ts";
export { drift, type PlanOptions, plan } from "./pipeline/plan.ts";
export { type RollbackOptions, rollback } from "./pipeline/rollback.ts";
export { type ShowOptions, show } from "./pipeline/show.ts";
export { type DefinitionsAt, validate } from "./pipeline/validate.ts";
