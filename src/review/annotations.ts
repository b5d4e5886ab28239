import { counted } from "../model/figures.ts";
import type { Plan } from "../model/plan.ts";
import type { Findings } from "../model/problem.ts";
import { groupBy } from "./group.ts";
import { findingMarks, type Mark, marksOf } from "./marks.ts";
import { workflowCommand } from "./workflow-command.ts";

/** How many annotations of a level GitHub shows for a step. */
const MOST = 10;
const LEVELS = ["error", "warning", "notice"] as const;

/** A plan or drift document at the lines of the definitions: each change, warnings, rails that stand, and what could not be read. */
export function renderPlanAnnotations(plan: Plan): string {
  return lines(marksOf(plan));
}

/** What is wrong or remarkable in definitions, at its place. */
export function renderAnnotations(findings: Findings): string {
  return lines(findingMarks(findings));
}

/** The first of each level, then how many more there are. */
function lines(marks: readonly Mark[]): string {
  const byLevel = groupBy(marks, ({ level }) => level);
  const all = LEVELS.flatMap((level) => {
    const own = byLevel.get(level) ?? [];
    const left = own.length - MOST;
    const more = left > 0 ? [`… ${counted(left, `more ${level}`)}, which GitHub would not show`] : [];
    return [...own.slice(0, MOST).map(workflowCommand), ...more];
  });
  return all.map((line) => `${line}\n`).join("");
}
