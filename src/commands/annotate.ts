import type { Plan, Redaction } from "../model/plan.ts";
import type { Problem, Warning } from "../model/problem.ts";
import { renderAnnotations, renderPlanAnnotations } from "../review/annotations.ts";
import { hideAddresses } from "../review/hide-addresses.ts";
import { redactPlan } from "../review/redact.ts";
import type { AnnotateFlags } from "./options.ts";
import type { Shell } from "./shell.ts";

interface Flags extends AnnotateFlags {
  readonly redact?: Redaction;
}

/** Marks the lines of definitions for the changes that they ask for. On stderr, since GitHub reads the whole log and programs stdout. */
export function annotatePlan(shell: Shell, plan: Plan, { annotate, redact = "none" }: Flags): void {
  if (annotate) shell.err(renderPlanAnnotations(redactPlan(plan, redact)));
}

/** Marks the lines of definitions that are wrong. */
export function annotateFindings(
  shell: Shell,
  problems: readonly Problem[],
  warnings: readonly Warning[],
  { annotate, redact = "none" }: Flags,
): void {
  const found = { problems, warnings };
  const shown = redact === "people" ? hideAddresses(found, []) : found;
  if (annotate) shell.err(renderAnnotations(shown.problems, shown.warnings));
}
