import type { Carried, Change } from "../../model/plan.ts";
import { fieldOf, placeOf, type Sign, shownValue, signOf, valuesOf } from "../change-view.ts";
import { whatIs } from "../users.ts";
import { NO_CALL } from "./called.ts";
import { html, type Markup, text } from "./markup.ts";

export type Cause = NonNullable<Change["cause"]>;

/** Whose a change is, as a badge. */
export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  pr: "this change",
  drift: "drift",
  both: "both",
};

const SIGN_CLASS: Readonly<Record<Sign, string>> = { "+": "added", "-": "removed", "~": "changed" };

/** A change as a row; what it can be filtered by stands in its data. `call` is absent where a document makes none. */
export function changeRow(change: Change, call: string | undefined): Markup {
  const sign = signOf(change);
  const cause = change.cause && CAUSE_WORDS[change.cause];
  const look = [SIGN_CLASS[sign], whatIs(change) ? "grave" : "", call === NO_CALL ? "kept-out" : ""];
  return html`<li class="${look.filter(Boolean).join(" ")}" data-field="${change.field}"${call && html` data-kind="${call}"`}${cause && html` data-cause="${cause}"`}><span class="sign" aria-hidden="true">${sign}</span><span class="field">${text(fieldOf(change))}</span><span class="values">${arrow(valuesOf(change), change)}</span><span class="place">${text(placeOf(change))}${badges(call, change.cause)}</span></li>
`;
}

function badges(call: string | undefined, cause: Cause | undefined): readonly Markup[] {
  return [
    ...(cause ? [html` <span class="badge ${cause}">${CAUSE_WORDS[cause]}</span>`] : []),
    ...(call === NO_CALL ? [html` <span class="badge">${NO_CALL}</span>`] : []),
  ];
}

/** A value that is not changed, and travels because the call replaces the whole list. */
export function carriedRow(cell: Carried): Markup {
  return html`<li class="carried"><span class="sign" aria-hidden="true">=</span><span class="field">${text(fieldOf(cell))}</span><span class="kept">${text(shownValue(cell.value))}</span><span class="place">sent along unchanged</span></li>
`;
}

/** `before → after`, told as removed and inserted to whoever hears the page; what is unset was not there to be removed. */
export function arrow(
  [before, after]: readonly [string, string],
  change: Pick<Change, "before" | "after">,
): Markup {
  const old = change.before === null ? unset(before) : html`<del>${text(before)}</del>`;
  const young = change.after === null ? unset(after) : html`<ins>${text(after)}</ins>`;
  return html`${old}<span class="arrow" aria-hidden="true">→</span>${young}`;
}

function unset(words: string): Markup {
  return html`<span class="unset">${words}</span>`;
}
