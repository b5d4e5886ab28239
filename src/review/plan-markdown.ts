import { counted, figure, fullStop } from "../model/figures.ts";
import type { Change, Plan } from "../model/plan.ts";
import { baseNote, leftTitle } from "./causes.ts";
import { callRows, orderNote } from "./calls.ts";
import { fieldOf, placeOf, shownValue, signOf, valuesOf } from "./change-view.ts";
import { forMarkdown, sentenceForMarkdown } from "./escape.ts";
import { type Block, whole } from "./fit.ts";
import type { Fold } from "./fold.ts";
import { leavingRows, leavingTitle } from "./leaving.ts";
import { NOT_UNDONE, notUndoneRows } from "./not-undone.ts";
import { acceptedBy, measureOf, orderedRails, overrideOf } from "./rails.ts";
import { redactionNote } from "./redaction-note.ts";
import { actionsOf, closingOf, costOf, titleOf } from "./totals.ts";
import { byUser, type Careful, carefulOf, changesOf, type UserChanges, whatIs } from "./users.ts";

/** Which blocks keep their rows when room gets short. */
const RANK = {
  leaving: 0,
  deactivate: 1,
  "move division": 2,
  "change e-mail": 2,
  remarks: 3,
  changes: 4,
} as const;

export function headlineBlock(plan: Plan): Block {
  const title = `### ${titleOf(plan)} ${sentenceForMarkdown(plan.org.name)}`;
  const totals =
    plan.operations.length > 0 ? `**${actionsOf(plan)}** (${costOf(plan)}).` : `**${closingOf(plan)}**`;
  const notes = [sentenceForMarkdown(baseNote(plan)), redactionNote(plan), selectionNote(plan)].filter(
    Boolean,
  );
  return whole([title, totals, ...notes].map((part) => `${part}\n\n`).join(""));
}

function selectionNote({ selection }: Plan): string {
  return selection.length > 0
    ? `Only users like ${selection.map((glob) => forMarkdown(glob)).join(", ")}.`
    : "";
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
  const rows = leavingRows(plan);
  if (rows.length === 0) return [];
  const more = (left: number) => `- … ${figure(left)} more; see the full plan\n`;
  return [{ open: `**${leavingTitle(plan)}**\n\n`, rows, close: "\n", rank: RANK.leaving, more }];
}

/** Deactivations, division moves and e-mail changes, each as a list outside any fold. */
export function carefulBlocks(plan: Plan): readonly Block[] {
  const careful = carefulOf(plan);
  return (["deactivate", "move division", "change e-mail"] as const).flatMap((what) => {
    const rows = careful.filter((change) => change.what === what).map(carefulRow);
    if (rows.length === 0) return [];
    const open = `**${TITLES[what]}: ${counted(rows.length, "user")}**\n\n`;
    return [
      { open, rows, close: "\n", rank: RANK[what], more: (left: number) => `- … ${moreUsers(left)}\n` },
    ];
  });
}

const TITLES: Readonly<Record<Careful["what"], string>> = {
  deactivate: "Deactivated",
  "move division": "Moved to another division",
  "change e-mail": "Login e-mail changed",
};

function carefulRow(change: Careful): string {
  const cause = change.cause ? ` (${change.cause})` : "";
  return `- ${forMarkdown(change.email)}${carefulValues(change)}${cause}\n`;
}

/** A login e-mail that is the row's name already is not said twice. */
function carefulValues(change: Careful): string {
  if (change.what === "deactivate") return "";
  return change.before === change.email
    ? ` → ${forMarkdown(shownValue(change.after))}`
    : `: ${arrow(change)}`;
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
    ...list(NOT_UNDONE, notUndoneRows(plan)),
    ...list("Could not be read (neither compared nor changed)", unread),
    ...list("Warnings", warnings),
  ];
}

function list(title: string, rows: readonly string[]): readonly Block[] {
  if (rows.length === 0) return [];
  const more = (left: number) => `- … ${figure(left)} more; see the full plan\n`;
  return [{ open: `**${title}**\n\n`, rows, close: "\n", rank: RANK.remarks, more }];
}

/** All other changes, a table row per change; cut by whole users. */
export function changeBlocks(plan: Plan, fold: Fold): readonly Block[] {
  const rest = changesOf(plan).filter((change) => whatIs(change) === undefined);
  return [...table("Changes", rest, plan, fold), ...table(leftTitle(plan), plan.differences, plan, fold)];
}

function table(title: string, changes: readonly Change[], plan: Plan, fold: Fold): readonly Block[] {
  const users = byUser(changes, plan);
  if (users.length === 0) return [];
  const to = plan.kind === "drift" ? "Definitions" : "After";
  const summary = `${title}: ${counted(changes.length, "field")} of ${counted(users.length, "user")}`;
  const cause = plan.source.base ? " Cause |" : "";
  const head = `| User | | Field | Live | ${to} | Where |${cause}\n|---|---|---|---|---|---|${cause && "---|"}\n`;
  return [
    {
      open: `${fold.open(summary)}${head}`,
      rows: users.map(userRows),
      close: fold.close,
      rank: RANK.changes,
      more: (left) => `\n… ${moreUsers(left)}\n`,
    },
  ];
}

function userRows({ email, changes }: UserChanges): string {
  return changes.map((change) => changeRow(email, change)).join("");
}

function changeRow(email: string, change: Change): string {
  const [before, after] = valuesOf(change).map((value) => forMarkdown(value));
  const place = placeOf(change);
  const where = place === "" ? "" : forMarkdown(place);
  const cells = [
    forMarkdown(email),
    `\`${signOf(change)}\``,
    forMarkdown(fieldOf(change)),
    before,
    after,
    where,
    ...(change.cause ? [change.cause] : []),
  ];
  return `| ${cells.join(" | ")} |\n`;
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
  return whole(`Review hash ${forMarkdown(reviewHash)}<br>\nPlan hash ${forMarkdown(planHash)}\n`);
}

function arrow(change: Change): string {
  return valuesOf(change)
    .map((value) => forMarkdown(value))
    .join(" → ");
}

function moreUsers(left: number): string {
  return `${counted(left, "more user", "more users")}; see the full plan`;
}
