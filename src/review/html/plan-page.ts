import { counted, duration, figure } from "../../model/figures.ts";
import type { Plan } from "../../model/plan.ts";
import { baseNote } from "../causes.ts";
import { knownNote, ofAge } from "../known.ts";
import { redactionNote } from "../redaction-note.ts";
import { snapshotNote } from "../snapshot-note.ts";
import { closingOf, titleOf, usersWithChanges } from "../totals.ts";
import { usersIn } from "../users.ts";
import { auditNote } from "../who.ts";
import { callSection } from "./calls.ts";
import { carefulSection } from "./careful.ts";
import { changeSection } from "./changes.ts";
import { type Figure, facts, figureRow, moment, verdict } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import { pageOf } from "./page.ts";
import { pastSections } from "./past.ts";
import { planFoot, planWaysOn } from "./plan-ways-on.ts";
import { railSection } from "./rails.ts";
import { leavingSection, notUndoneSection, unreadSection, warningSection } from "./remarks.ts";

/** A plan, rollback or drift document as a page. */
export function renderPlanHtml(plan: Plan): string {
  return pageOf({
    title: `${titleOf(plan)} ${plan.org.name}`,
    head: headOf(plan),
    body: [
      railSection(plan),
      leavingSection(plan),
      carefulSection(plan),
      notUndoneSection(plan),
      unreadSection(plan),
      warningSection(plan),
      changeSection(plan),
      ...pastSections(plan),
      callSection(plan),
      planWaysOn(plan),
    ],
    foot: planFoot(plan),
  });
}

function headOf(plan: Plan): Markup {
  const figures = plan.kind === "drift" ? driftFigures(plan) : planFigures(plan);
  return html`${facts(madeOf(plan))}${facts([baseNote(plan)])}${planVerdict(plan)}${figureRow(figures)}`;
}

function madeOf(plan: Plan): readonly string[] {
  const { commit, dirty, at } = plan.made;
  return [
    commit ? `definitions at commit ${commit}${dirty ? " with edits" : ""}` : "",
    `made ${moment(at)}`,
    snapshotNote(plan),
    plan.selection.length > 0 ? `only users like ${plan.selection.join(", ")}` : "",
    knownNote(plan),
    auditNote(plan),
    redactionNote(plan),
  ];
}

/** Whether it can be applied; what it does stands in the figures below. */
function planVerdict(plan: Plan): Markup {
  const { rails, operations, applyable, complete } = plan;
  const standing = rails.filter((rail) => rail.verdict === "stands").length;
  if (standing > 0) {
    const stand = `${counted(standing, "rail")} ${standing === 1 ? "stands" : "stand"}`;
    return verdict("bad", `${stand}: this plan cannot be applied as it is.`);
  }
  if (operations.length > 0 && plan.source.snapshot) return verdict("careful", snapshotNote(plan));
  if (operations.length === 0 || !applyable)
    return verdict(plan.errored ? "bad" : isHarmless(plan) ? "good" : "careful", closingOf(plan));
  return complete
    ? verdict("good", "Can be applied: no rail stands, and everything could be read.")
    : verdict("careful", "Can be applied: no rail stands. Not everything is part of it; see below.");
}

function isHarmless({ complete, differences }: Plan): boolean {
  return complete && differences.length === 0;
}

function planFigures(plan: Plan): readonly Figure[] {
  const { summary, estimate } = plan;
  return [
    { label: "to update", value: figure(summary.update) },
    { label: "to deactivate", ...careful(summary.deactivate) },
    { label: "to activate", value: figure(summary.activate) },
    { label: `as defined, of ${figure(summary.managed)}`, value: figure(summary.unchanged) },
    ...leftFigure(plan),
    ...leavingFigure(plan),
    ...unreadFigure(plan),
    { label: "calls", value: figure(estimate.reads + estimate.writes) },
    { label: `at ${figure(estimate.rate)} calls/min`, value: duration(estimate.seconds) },
  ];
}

function driftFigures(plan: Plan): readonly Figure[] {
  return [
    { label: "users differ", ...careful(usersWithChanges(plan)) },
    { label: "fields differ", value: figure(plan.differences.length) },
    ...knownFigures(plan),
    { label: `as defined, of ${figure(plan.summary.managed)}`, value: figure(plan.summary.unchanged) },
    ...leavingFigure(plan),
    ...unreadFigure(plan),
  ];
}

/** Users of whom something differs that the plan does not change. */
function leftFigure({ differences }: Plan): readonly Figure[] {
  return differences.length === 0 ? [] : [{ label: "left as they are", ...careful(usersIn(differences)) }];
}

function leavingFigure({ summary: { leaving = 0 } }: Plan): readonly Figure[] {
  return leaving === 0 ? [] : [{ label: "leave management", ...careful(leaving) }];
}

function knownFigures(plan: Plan): readonly Figure[] {
  if (!plan.known) return [];
  return [
    { label: "of them new", ...careful(ofAge(plan, "new").length) },
    { label: "still there", value: figure(ofAge(plan, "still-there").length) },
    { label: "gone", value: figure(plan.gone?.length ?? 0) },
  ];
}

function unreadFigure({ unread }: Plan): readonly Figure[] {
  return unread.length === 0 ? [] : [{ label: "fields not read", ...careful(unread.length) }];
}

function careful(count: number): Pick<Figure, "value" | "tone"> {
  return { value: figure(count), tone: count > 0 ? "careful" : undefined };
}
