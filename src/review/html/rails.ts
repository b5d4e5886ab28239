import { figure, fullStop } from "../../model/figures.ts";
import type { Plan, Rail } from "../../model/plan.ts";
import { acceptedBy, measureOf, orderedRails, overrideOf } from "../rails.ts";
import { html, type Markup } from "./markup.ts";
import { section } from "./page.ts";

/** Rails that stand as large as anything gets, accepted ones as notes, the others in a line. */
export function railSection(plan: Plan): Markup {
  const rails = orderedRails(plan.rails).filter(({ measured }) => measured > 0);
  if (rails.length === 0) return html``;
  const standing = rails.filter(({ verdict }) => verdict === "stands").map(standingRail);
  const accepted = rails.filter(({ verdict }) => verdict === "accepted");
  return section(
    "rails",
    "Rails",
    ...standing,
    ...accepted.map((rail) => acceptedRail(rail, plan)),
    within(plan.rails),
  );
}

function standingRail(rail: Rail): Markup {
  return html`<div class="rail bad">
<h3>${rail.rule} stands <span class="measure">${measureOf(rail)}</span></h3>
<p>${fullStop(rail.message)} If this is meant, plan again with <code>${overrideOf(rail)}</code></p>
</div>
`;
}

function acceptedRail(rail: Rail, plan: Plan): Markup {
  return html`<div class="rail careful">
<h3>${rail.rule} accepted <span class="measure">${measureOf(rail)}</span></h3>
<p>${fullStop(rail.message)} Accepted ${acceptedBy(plan, rail)}.</p>
</div>
`;
}

function within(rails: readonly Rail[]): Markup | undefined {
  const sizes = rails
    .filter(({ verdict }) => verdict === "within")
    .map(({ rule, measured, limit }) => `${rule} ${figure(measured)} of ${figure(limit)}`);
  return sizes.length === 0
    ? undefined
    : html`<p class="faint">Within: ${sizes.join(" · ")}</p>
`;
}
