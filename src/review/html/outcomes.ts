import { counted, fullStop } from "../../model/figures.ts";
import type { Conflict, Outcome, OutcomeStatus, Result } from "../../model/outcome.ts";
import { groupBy } from "../group.ts";
import { conflictOf, isDone, openByUser, STATUS_WORDS } from "../outcomes.ts";
import { compare } from "../users.ts";
import type { Figure } from "./figures.ts";
import { countedValues, filterBar } from "./filter-bar.ts";
import { html, type Markup, text } from "./markup.ts";
import { section } from "./page.ts";

/** How each status is coloured. */
export const TONES: Readonly<Record<OutcomeStatus, Figure["tone"]>> = {
  applied: "good",
  "already-applied": "good",
  held: "bad",
  contended: "bad",
  failed: "bad",
  skipped: "careful",
  "not-persisted": "bad",
  "changed-since": "bad",
  unverified: "bad",
  "not-sent": "careful",
};

type UserOutcomes = readonly [email: string, outcomes: readonly Outcome[]];

/** What became of each user: those for whom something is open come first. */
export function outcomeSection(result: Result): Markup {
  const { outcomes } = result;
  if (outcomes.length === 0) return html``;
  const users = [...openByUser(result).map(whole(outcomes)), ...doneByUser(result)];
  const statuses = countedValues(outcomes.map(({ userId, status }) => [userId, STATUS_WORDS[status]]));
  return section(
    "users",
    "Users",
    filterBar("outcomes", [{ name: "status", label: "Outcome", values: statuses }]),
    html`<ol class="users outcomes">
${users.map(userItem)}</ol>
`,
  );
}

/** A user for whom something is open, with what is done as well. */
function whole(outcomes: readonly Outcome[]): (open: UserOutcomes) => UserOutcomes {
  const byUser = groupBy(outcomes, ({ userId }) => userId);
  return ([email, open]) => [email, byUser.get(open[0]?.userId ?? "") ?? open];
}

function doneByUser({ outcomes }: Result): readonly UserOutcomes[] {
  const groups = [...groupBy(outcomes, ({ userId }) => userId).values()];
  const done = groups.filter((group) => group.every(({ status }) => isDone(status)));
  return done.map((group) => [group[0]?.email ?? "", group] as const).toSorted((a, b) => compare(a[0], b[0]));
}

function userItem([email, outcomes]: UserOutcomes): Markup {
  return html`<li class="user">
<h3><span class="who">${text(email)}</span></h3>
<ul>
${[...groupBy(outcomes, likenessOf).values()].map(outcomeRow)}</ul>
</li>
`;
}

/** Nobody asks support about a call that did what it should. */
function likenessOf({ status, reason, conflicts, correlationId }: Outcome): string {
  return JSON.stringify(isDone(status) ? [status, reason] : [status, reason, conflicts, correlationId]);
}

/** Operations to which the same happened, in one row. */
function outcomeRow(alike: readonly Outcome[]): Markup {
  const [first] = alike;
  if (!first) return html``;
  const { status, reason, conflicts, correlationId } = first;
  const count = counted(alike.length, "operation");
  const why = reason === "" ? count : `${fullStop(reason)}${alike.length > 1 ? ` (${count})` : ""}`;
  const id = !isDone(status) && correlationId;
  return html`<li data-status="${STATUS_WORDS[status]}"><span class="status ${TONES[status]}">${STATUS_WORDS[status]}</span><div class="why">${why}${id && html` <span class="place">correlation id ${text(id)}</span>`}${conflicts.map(conflictRow)}</div></li>
`;
}

function conflictRow(conflict: Conflict): Markup {
  const [field, base, live, desired] = conflictOf(conflict);
  return html`<p class="conflict"><span class="field">${text(field)}</span> planned from <code>${text(base)}</code>, live <del>${text(live)}</del>, desired <ins>${text(desired)}</ins></p>`;
}
