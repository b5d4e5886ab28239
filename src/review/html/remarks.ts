import { fullStop } from "../../model/figures.ts";
import type { Leaving } from "../../model/leaving.ts";
import type { NotUndone, Plan, Unread } from "../../model/plan.ts";
import type { Warning } from "../../model/problem.ts";
import { fieldOf, shownValue } from "../change-view.ts";
import { leavingOf, leavingTitle, whatOf } from "../leaving.ts";
import { NOT_UNDONE } from "../not-undone.ts";
import { compare } from "../users.ts";
import { html, type Markup, text } from "./markup.ts";
import { section } from "./page.ts";

/** Who and what leaves management, and what stays live of it. */
export function leavingSection(plan: Plan): Markup {
  return section("leaving", leavingTitle(plan), ...list(leavingOf(plan).map(leavingRow)));
}

function leavingRow(leaving: Leaving): Markup {
  const { file, line } = leaving.source;
  return html`<li><b>${text(leaving.email)}</b> ${text(whatOf(leaving))} <span class="place">base ${text(`${file}:${line}`)}</span></li>
`;
}

/** What a rollback leaves as it is, with the reason and the three values. */
export function notUndoneSection({ notUndone = [] }: Plan): Markup {
  const sorted = notUndone.toSorted((a, b) => compare(a.email, b.email) || compare(fieldOf(a), fieldOf(b)));
  return section("not-undone", NOT_UNDONE, ...list(sorted.map(notUndoneRow)));
}

function notUndoneRow({ email, why, base, live, desired, ...cell }: NotUndone): Markup {
  const values = [
    ["the run wrote", base],
    ...(live === undefined ? [] : ([["live", live]] as const)),
    ["before the run", desired],
  ] as const;
  const shown = values.map(
    ([label, value]) => html`<span class="value">${label} <code>${text(shownValue(value))}</code></span> `,
  );
  return html`<li><b>${text(email)}</b> <span class="field">${text(fieldOf(cell))}</span> ${fullStop(why)} ${shown}</li>
`;
}

export function unreadSection({ unread }: Plan): Markup {
  const sorted = unread.toSorted((a, b) => compare(a.email, b.email) || compare(a.field, b.field));
  const rows = sorted.map(
    ({ email, field, why }: Unread) =>
      html`<li><b>${text(email)}</b> <span class="field">${text(field)}</span> ${why}</li>
`,
  );
  return section("unread", "Could not be read: neither compared nor changed", ...list(rows));
}

export function warningSection({ warnings }: Plan): Markup {
  return section("warnings", "Warnings", ...list(warnings.map(warningRow)));
}

function warningRow({ at, code, message, fix }: Warning): Markup {
  const place = at && html` <span class="place">${text(`${at.file}:${at.line}`)}</span>`;
  return html`<li><span class="badge">${text(code)}</span> ${fullStop(message)} ${fullStop(fix)}${place}</li>
`;
}

export function list(rows: readonly Markup[]): readonly Markup[] {
  return rows.length === 0
    ? []
    : [
        html`<ul class="remarks">
${rows}</ul>
`,
      ];
}
