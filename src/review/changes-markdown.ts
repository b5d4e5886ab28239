import { counted, figure } from "../model/figures.ts";
import type { Change, Plan } from "../model/plan.ts";
import { isCareful } from "./careful-markdown.ts";
import { leftTitle } from "./causes.ts";
import { forMarkdown } from "./escape.ts";
import type { Block, Row } from "./fit.ts";
import type { Fold } from "./fold.ts";
import { groupBy } from "./group.ts";
import { hunkRows, inBrief, sameness } from "./hunks.ts";
import { byUser, changesOf, compare, type UserChanges } from "./users.ts";

/** How many kinds of change that users have in common are told in view. */
const MOST_IN_COMMON = 15;

/** Everything that is not told in view already, folded by division; a diff in which users who change alike share their lines. */
export function changeBlocks(plan: Plan, fold: Fold): readonly Block[] {
  const rest = changesOf(plan).filter((change) => !isCareful(change, plan));
  const still = plan.differences.filter((change) => plan.kind === "plan" || !isCareful(change, plan));
  return [
    ...inCommonBlock(plan.kind === "drift" ? still : rest),
    ...divisions("Changes", rest, plan, fold),
    ...divisions(leftTitle(plan), still, plan, fold),
  ];
}

/** `41 users: + Billing 3`: what most users have in common, in view. */
function inCommonBlock(changes: readonly Change[]): readonly Block[] {
  const groups = [...groupBy(changes, sameness).values()].filter((group) => group.length > 1);
  if (groups.length === 0) return [];
  const most = groups.toSorted((a, b) => b.length - a.length);
  const told = most.slice(0, MOST_IN_COMMON);
  const rows = told.flatMap((group) => group.slice(0, 1).map((one) => ({ text: inCommon(one, group) })));
  const fewer = most.length - told.length;
  const close = fewer > 0 ? `- … ${figure(fewer)} more that fewer users have in common\n\n` : "\n";
  const more = (left: readonly Row[]) => `- … ${figure(left.length)} more left out\n`;
  return [{ open: "**The same for many**\n\n", rows, close, lists: "changes in common", more }];
}

function inCommon(change: Change, { length }: readonly Change[]): string {
  const { sign, field, values } = inBrief(change);
  const shown = values.map((value) => forMarkdown(value)).join(" → ");
  return `- ${counted(length, "user")}: \`${sign}\` ${forMarkdown(field)} ${shown}\n`;
}

function divisions(title: string, changes: readonly Change[], plan: Plan, fold: Fold): readonly Block[] {
  const groups = groupBy(byUser(changes, plan), ({ who }) => who?.division?.id ?? "");
  const headed = [...groups.values()].map((users) => {
    const name = users[0]?.who?.division?.name;
    return { heading: name === undefined ? title : `${title} in ${forMarkdown(name)}`, users };
  });
  const sorted = headed.toSorted((a, b) => compare(a.heading, b.heading));
  return sorted.map(({ heading, users }) => detailBlock(heading, users, plan, fold));
}

function detailBlock(heading: string, users: readonly UserChanges[], plan: Plan, fold: Fold): Block {
  const fields = users.reduce((sum, { changes }) => sum + changes.length, 0);
  const summary = `${heading}: ${counted(fields, "field")} of ${counted(users.length, "user")}`;
  const legend = plan.kind === "drift" ? "`-` is live, `+` is what the definitions say.\n\n" : "";
  return {
    open: `${fold.open(summary)}${legend}\`\`\`diff\n`,
    rows: hunkRows(users),
    close: `\`\`\`\n${fold.close}`,
    lists: "changes",
    mayGo: true,
    more: (left) => `… more of ${counted(usersIn(left), "user")} left out\n`,
  };
}

function usersIn(rows: readonly Row[]): number {
  return new Set(rows.flatMap(({ who = [] }) => who)).size;
}
