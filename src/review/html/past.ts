import type { NotCompared, Past } from "../../model/known.ts";
import type { Plan } from "../../model/plan.ts";
import { fieldOf, valuesOf } from "../change-view.ts";
import { goneTitle, notComparedTitle, notSelected, sorted, WHY_NOT_COMPARED } from "../known.ts";
import { arrow } from "./change-row.ts";
import { html, type Markup, text } from "./markup.ts";
import { section } from "./page.ts";
import { list } from "./remarks.ts";

/** Known differences that are none any more, and those of which nobody can say. */
export function pastSections(plan: Plan): readonly Markup[] {
  const { gone = [], notCompared = [] } = plan;
  const rest = notSelected(notCompared).map(
    (count) => html`<li>${count}</li>
`,
  );
  return [
    section("gone", goneTitle(plan), ...list(sorted(gone).map(row))),
    section("not-compared", notComparedTitle(plan), ...list([...sorted(notCompared).map(row), ...rest])),
  ];
}

function row(one: Past | NotCompared): Markup {
  const why = "kind" in one && html` <span class="badge">${WHY_NOT_COMPARED[one.kind]}</span>`;
  return html`<li><b>${text(one.email)}</b> <span class="field">${text(fieldOf(one))}</span>${valuesIn(one)}${why}</li>
`;
}

function valuesIn({ before, after }: Past): Markup | undefined {
  if (before === undefined) return undefined;
  return html` ${arrow(valuesOf({ before, after }), { before, after })}`;
}
