import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { fittedBytes } from "./fit.ts";
import { IN_VIEW } from "./fold.ts";
import { planBlocks, resultBlocks } from "./markdown.ts";

/** The most that GitHub takes for the summary of a step; of a longer one it shows nothing. */
export const LARGEST_SUMMARY = 1024 * 1024;

/** A plan or drift document for `$GITHUB_STEP_SUMMARY`: as in a comment, but nothing is folded. */
export function renderPlanSummary(plan: Plan): string {
  return page(fittedBytes(planBlocks(plan, IN_VIEW), LARGEST_SUMMARY - 1));
}

/** What became of a plan, for the same place. */
export function renderResultSummary(result: Result): string {
  return page(fittedBytes(resultBlocks(result, IN_VIEW), LARGEST_SUMMARY - 1));
}

/** What another step or command adds begins anew only after an empty line. */
function page(markdown: string): string {
  return `${markdown}\n`;
}
