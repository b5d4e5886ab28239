import { counted, figure } from "../../model/figures.ts";
import type { Plan } from "../../model/plan.ts";
import { callRows, orderNote } from "../calls.ts";
import { html, type Markup, text } from "./markup.ts";
import { section } from "./page.ts";

/** What will be sent, counted by kind and route. */
export function callSection(plan: Plan): Markup {
  const rows = callRows(plan).map(
    ({ count, method, route, what }) =>
      html`<tr><td class="number">${figure(count)}</td><td>${what}</td><td><code>${method} ${text(route)}</code></td></tr>
`,
  );
  if (rows.length === 0) return html``;
  const notes = [
    `${counted(plan.operations.length, "writing call")}, and about ${counted(plan.estimate.reads, "read")}.`,
    orderNote(plan),
  ];
  return section(
    "calls",
    "Calls",
    html`<p>${notes.join(" ")}</p>
<table>
<thead><tr><th scope="col" class="number">Calls</th><th scope="col">For</th><th scope="col">Route</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`,
  );
}
