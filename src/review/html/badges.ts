import type { Cause } from "../../model/cause.ts";
import type { Change, Plan } from "../../model/plan.ts";
import { expectedCause, expectedLeft } from "../causes.ts";
import { shownValue } from "../change-view.ts";
import { AGE_WORDS } from "../known.ts";
import { NO_CALL } from "./called.ts";
import { html, type Markup, text } from "./markup.ts";

/** What a row is marked with, given its change and the call that makes it. */
export type BadgesOf = (change: Change, call: string | undefined) => readonly Markup[];

/** Whether it is new, whose change it is and whether a call makes it, as far as that does not go without saying in this document. */
export function badgesIn(plan: Plan): BadgesOf {
  const [executed, left] = [expectedCause(plan), expectedLeft(plan)];
  return ({ age, was, cause }, call) => {
    const isLeft = call === NO_CALL;
    return [
      ...(age === "new" ? [html`<span class="badge new">${AGE_WORDS.new}</span>`] : []),
      ...(was === undefined ? [] : [html`was <code>${text(shownValue(was))}</code>`]),
      ...(cause && (isLeft || cause !== executed) ? [causeBadge(cause)] : []),
      ...(isLeft && (left === undefined || cause !== left) ? [noCallBadge()] : []),
    ].map((badge) => html` ${badge}`);
  };
}

/** What marks the rows that no call changes. */
export function leftBadge(plan: Plan): Markup {
  const cause = expectedLeft(plan);
  return cause === undefined ? noCallBadge() : causeBadge(cause);
}

function causeBadge(cause: Cause): Markup {
  return html`<span class="badge ${cause}">${cause}</span>`;
}

function noCallBadge(): Markup {
  return html`<span class="badge">${NO_CALL}</span>`;
}
