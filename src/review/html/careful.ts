import { counted } from "../../model/figures.ts";
import type { Plan } from "../../model/plan.ts";
import { placeOf, valuesOf } from "../change-view.ts";
import { type Careful, carefulOf } from "../users.ts";
import { arrow } from "./change-row.ts";
import { html, type Markup, text } from "./markup.ts";
import { section } from "./page.ts";

const TITLES: Readonly<Record<Careful["what"], string>> = {
  deactivate: "Deactivated",
  "move division": "Moved to another division",
  "change e-mail": "Login e-mail changed",
};

/** Deactivations, division moves and e-mail changes, before anything else and never folded. */
export function carefulSection(plan: Plan): Markup {
  const careful = carefulOf(plan);
  const lists = (["deactivate", "move division", "change e-mail"] as const).flatMap((what) => {
    const rows = careful.filter((change) => change.what === what);
    if (rows.length === 0) return [];
    return [
      html`<h3>${TITLES[what]} <span class="measure">${counted(rows.length, "user")}</span></h3>
<ul class="careful-list">
${rows.map(row)}</ul>
`,
    ];
  });
  return section("careful", "Needs a careful look", ...lists);
}

function row(change: Careful): Markup {
  const place = placeOf(change);
  return html`<li><b>${text(change.email)}</b><span>${valuesIn(change)}${place !== "" && html` <span class="place">${text(place)}</span>`}</span></li>
`;
}

/** A login e-mail that is the row's name already is not said twice. */
function valuesIn(change: Careful): Markup | undefined {
  if (change.what === "deactivate") return undefined;
  const values = valuesOf(change);
  return change.before === change.email
    ? html` <span class="arrow">→</span> <ins>${text(values[1])}</ins>`
    : html` ${arrow(values, change)}`;
}
