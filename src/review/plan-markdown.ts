import { counted, figure, fullStop } from "../model/figures.ts";
import type { Plan } from "../model/plan.ts";
import { callRows, orderNote } from "./calls.ts";
import { baseNote } from "./causes.ts";
import { forMarkdown, sentenceForMarkdown } from "./escape.ts";
import { type Block, type Kept, type Row, whole } from "./fit.ts";
import type { Fold } from "./fold.ts";
import { goneTitle, notComparedTitle, pastRows } from "./known.ts";
import { leavingRows, leavingTitle } from "./leaving.ts";
import { NOT_UNDONE, notUndoneRows } from "./not-undone.ts";
import { acceptedBy, measureOf, orderedRails, overrideOf } from "./rails.ts";
import { redactionNote } from "./redaction-note.ts";
import { snapshotNote } from "./snapshot-note.ts";
import { actionsOf, closingOf, costOf, titleOf } from "./totals.ts";
import { auditNote } from "./who.ts";

/** More globs than these are counted. */
const MOST_GLOBS = 10;

export function headlineBlock(plan: Plan): Block {
  const title = `### ${titleOf(plan)} ${sentenceForMarkdown(plan.org.name)}`;
  const totals =
    plan.operations.length > 0 ? `**${actionsOf(plan)}** (${costOf(plan)}).` : `**${closingOf(plan)}**`;
  const notes = [
    snapshotNote(plan),
    sentenceForMarkdown(baseNote(plan)),
    auditNote(plan),
    redactionNote(plan),
    selectionNote(plan),
  ].filter(Boolean);
  return whole([title, totals, ...notes].map((part) => `${part}\n\n`).join(""));
}

function selectionNote({ selection }: Plan): string {
  if (selection.length === 0) return "";
  const globs = selection.slice(0, MOST_GLOBS).map((glob) => forMarkdown(glob));
  const more = selection.length - globs.length;
  return `Only users like ${globs.join(", ")}${more > 0 ? ` and ${figure(more)} more` : ""}.`;
}

/** Rails that stand or were accepted, never folded; the others in one line. */
export function railBlock(plan: Plan): Block | undefined {
  if (plan.rails.every(({ measured }) => measured === 0)) return undefined;
  const lines = orderedRails(plan.rails).flatMap((rail) => {
    if (rail.verdict === "stands")
      return [
        `- **Stands: ${rail.rule}**, ${measureOf(rail)}. ${sentenceForMarkdown(fullStop(rail.message))} If this is meant: plan again with \`${overrideOf(rail)}\`\n`,
      ];
    return rail.verdict === "accepted"
      ? [
          `- Accepted: ${rail.rule}, ${measureOf(rail)} (${sentenceForMarkdown(acceptedBy(plan, rail))}). ${sentenceForMarkdown(fullStop(rail.message))}\n`,
        ]
      : [];
  });
  const within = plan.rails.filter(({ verdict }) => verdict === "within");
  const sizes = within.map(({ rule, measured, limit }) => `${rule} ${figure(measured)} of ${figure(limit)}`);
  const rest = sizes.length > 0 ? [`- Within: ${sizes.join(", ")}\n`] : [];
  return whole(`**Rails**\n\n${[...lines, ...rest].join("")}\n`);
}

/** Who and what leaves management, outside any fold. */
export function leavingBlocks(plan: Plan): readonly Block[] {
  return list(leavingTitle(plan), leavingRows(plan), "leaving users and fields");
}

/** Known differences that are none any more, and those of which nobody can say. */
export function pastBlocks(plan: Plan): readonly Block[] {
  return [
    ...list(goneTitle(plan), pastRows(plan.gone), "gone differences"),
    ...list(notComparedTitle(plan), pastRows(plan.notCompared), "differences that were not compared"),
  ];
}

/** What is not rolled back or could not be read, and warnings; never folded, but cut when there are very many. */
export function remarkBlocks(plan: Plan): readonly Block[] {
  const unread = plan.unread.map(
    ({ email, field, why }) => `- ${forMarkdown(email)} ${forMarkdown(field)}: ${sentenceForMarkdown(why)}\n`,
  );
  const warnings = plan.warnings.map(({ at, code, message, fix }) => {
    const place = at ? `${forMarkdown(`${at.file}:${at.line}`)} ` : "";
    return `- ${place}${forMarkdown(code)}: ${sentenceForMarkdown(fullStop(message))} ${sentenceForMarkdown(fullStop(fix))}\n`;
  });
  return [
    ...list(NOT_UNDONE, notUndoneRows(plan), "values not rolled back"),
    ...list("Could not be read (neither compared nor changed)", unread, "unread values"),
    ...list("Warnings", warnings, "warnings"),
  ];
}

function list(title: string, lines: readonly string[], lists: Kept): readonly Block[] {
  if (lines.length === 0) return [];
  const more = (left: readonly Row[]) => `- … ${figure(left.length)} more left out\n`;
  return [{ open: `**${title}**\n\n`, rows: lines.map((text) => ({ text })), close: "\n", lists, more }];
}

export function callBlock(plan: Plan, fold: Fold): Block | undefined {
  const rows = callRows(plan);
  if (rows.length === 0) return undefined;
  const lines = rows.map(
    ({ count, method, route, what }) =>
      `| ${figure(count)} | ${method} | ${forMarkdown(route)} | ${what} |\n`,
  );
  const notes = [`Plus ${counted(plan.estimate.reads, "read")} (estimated).`, orderNote(plan)].filter(
    Boolean,
  );
  return whole(
    fold.open(counted(plan.operations.length, "writing call")) +
      `| Calls | | Route | For |\n|---:|---|---|---|\n${lines.join("")}\n${notes.join(" ")}\n${fold.close}`,
  );
}

export function hashBlock({ operations, reviewHash, planHash }: Plan): Block | undefined {
  if (operations.length === 0) return undefined;
  return whole(`Review hash ${forMarkdown(reviewHash)}<br>\nPlan hash ${forMarkdown(planHash)}\n\n`);
}
