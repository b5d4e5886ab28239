import type { Carried, Change } from "../../model/plan.ts";
import { fieldOf, placeOf, type Sign, shownValue, signOf, valuesOf } from "../change-view.ts";
import { AGE_WORDS } from "../known.ts";
import { whatIs } from "../users.ts";
import { nameOf, tellWho } from "../who.ts";
import type { BadgesOf } from "./badges.ts";
import { NO_CALL } from "./called.ts";
import { html, type Markup, text } from "./markup.ts";

const SIGN_CLASS: Readonly<Record<Sign, string>> = { "+": "added", "-": "removed", "~": "changed" };

/** A change as a row; what it can be filtered by stands in its data. `call` is absent where a document makes none. */
export function changeRow(change: Change, call: string | undefined, badges: BadgesOf): Markup {
  const sign = signOf(change);
  const age = change.age && AGE_WORDS[change.age];
  const who = tellWho(change);
  const look = [SIGN_CLASS[sign], whatIs(change) ? "grave" : "", call === NO_CALL ? "kept-out" : ""];
  return html`<li class="${look.filter(Boolean).join(" ")}" data-field="${change.field}"${data("kind", call)}${data("cause", change.cause)}${data("age", age)}${data("by", nameOf(change))}><span class="sign" aria-hidden="true">${sign}</span><span class="field">${text(fieldOf(change))}</span><span class="values">${arrow(valuesOf(change), change)}</span><span class="place">${text(placeOf(change))}${badges(change, call)}${who !== "" && html` <span class="by">${who}</span>`}</span></li>
`;
}

function data(name: string, value: string | undefined): Markup | undefined {
  return value === undefined ? undefined : html` data-${name}="${value}"`;
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
