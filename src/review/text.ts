import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { pastSections } from "./known.ts";
import { leavingSection } from "./leaving.ts";
import { notUndoneSection } from "./not-undone.ts";
import { callSection, hashSection, railSection } from "./plan-calls.ts";
import {
  carefulSection,
  changeSection,
  differenceSections,
  headingSection,
  unreadSection,
  warningSection,
} from "./plan-text.ts";
import { adviceSection, openSection, resultHeading, totalSection } from "./result-text.ts";
import { paintFor, type Style } from "./style.ts";
import { closingOf } from "./totals.ts";

/** A plan or drift document for people, ending with the line that sums it up. */
export function renderPlanText(plan: Plan, style: Style): string {
  const paint = paintFor(style);
  return page([
    headingSection(plan, paint),
    leavingSection(plan, paint),
    carefulSection(plan, paint),
    changeSection(plan, paint),
    ...differenceSections(plan, paint),
    ...pastSections(plan, paint),
    notUndoneSection(plan, paint),
    unreadSection(plan, paint),
    warningSection(plan, paint),
    railSection(plan, paint),
    callSection(plan, paint),
    hashSection(plan, paint),
    [paint("heading", closingOf(plan))],
  ]);
}

/** What became of a plan, for people: what is open, what to do about it, what it cost. */
export function renderResultText(result: Result, style: Style): string {
  const paint = paintFor(style);
  return page([
    resultHeading(result, paint),
    openSection(result, paint),
    adviceSection(result, paint),
    totalSection(result),
  ]);
}

function page(sections: readonly (readonly string[])[]): string {
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
