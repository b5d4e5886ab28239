import type { Carried, Change, Plan } from "../../model/plan.ts";
import { leftTitle } from "../causes.ts";
import { groupBy } from "../group.ts";
import { byUser, changesOf, extentOf, type UserChanges } from "../users.ts";
import { type BadgesOf, badgesIn, leftBadge } from "./badges.ts";
import { calledBy } from "./called.ts";
import { carriedRow, changeRow } from "./change-row.ts";
import { filterBar } from "./filter-bar.ts";
import { html, type Markup, text } from "./markup.ts";
import { section } from "./page.ts";
import { planFacets } from "./plan-facets.ts";

/** Every change of every user, with what narrows them down. */
export function changeSection(plan: Plan): Markup {
  const users = newFirst(byUser([...changesOf(plan), ...plan.differences], plan));
  if (users.length === 0) return html``;
  const isDrift = plan.kind === "drift";
  const called = calledBy(plan);
  const badges = badgesIn(plan);
  const carried = groupBy(
    plan.operations.flatMap((op) => op.carried),
    ({ userId }) => userId,
  );
  const rows = plan.differences.length > 0 ? "differences" : "changes";
  return section(
    "changes",
    rows === "differences" ? "Differences" : "Changes",
    isDrift ? undefined : noteOfKept(plan),
    filterBar(rows, planFacets(users, called)),
    columnNames(isDrift ? "Definitions" : "After"),
    html`<ol class="users">
${users.map((user) => userItem(user, called, badges, carried.get(user.userId)))}</ol>
`,
  );
}

/** Users of whom something is new, then the others, each in their order. */
function newFirst(users: readonly UserChanges[]): readonly UserChanges[] {
  const rank = ({ changes }: UserChanges) => (changes.some(({ age }) => age === "new") ? 0 : 1);
  return users.toSorted((a, b) => rank(a) - rank(b));
}

/** How much of it the plan changes, and what is shown although no call changes it. */
function noteOfKept(plan: Plan): Markup | undefined {
  const { differences } = plan;
  if (differences.length === 0) return undefined;
  const changed = `Changed by this plan: ${extentOf(changesOf(plan))}`;
  return html`<p>${changed}. ${leftTitle(plan)}: ${extentOf(differences)}, marked ${leftBadge(plan)}</p>
`;
}

function columnNames(to: string): Markup {
  return html`<div class="columns" aria-hidden="true"><span></span><span>Field</span><span>Live</span><span></span><span>${to}</span><span>Where</span></div>
`;
}

function userItem(
  user: UserChanges,
  called: ReadonlyMap<Change, string>,
  badges: BadgesOf,
  carried: readonly Carried[] = [],
): Markup {
  const { email, who, changes } = user;
  const division = who?.division?.name;
  return html`<li class="user"${division !== undefined && html` data-division="${division}"`}>
<h3><span class="who">${text(email)}</span>${notesOf(user)}</h3>
<ul>
${changes.map((change) => changeRow(change, called.get(change), badges))}${carried.map(carriedRow)}</ul>
</li>
`;
}

function notesOf({ email, who }: UserChanges): readonly Markup[] {
  if (!who) return [];
  const { name, active, division } = who;
  return [
    ...(name === email ? [] : [html` <span class="name">${text(name)}</span>`]),
    ...(active ? [] : [html` <span class="badge">inactive</span>`]),
    ...(division ? [html` <span class="division">${text(division.name)}</span>`] : []),
  ];
}
