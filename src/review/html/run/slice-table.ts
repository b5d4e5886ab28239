import { figure } from "../../../model/figures.ts";
import type { Slice, Timeline } from "../../../model/timeline.ts";
import { html, type Markup } from "../markup.ts";
import { shortTime } from "./time.ts";

const HEADINGS = ["From", "Calls", "In the window", "Allowed", "Limit", "429", "Conflicts", "Users done"];

/** The pictures as figures, for whoever cannot see them or wants to know exactly. */
export function sliceTable({ slices, sliceMs }: Timeline): Markup {
  const head = HEADINGS.map((name) => html`<th scope="col" class="number">${name}</th>`);
  return html`<details>
<summary>The same as a table</summary>
<div class="scroll" role="region" aria-label="The run over time, as a table" tabindex="0">
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${slices.map((slice, index) => row(slice, index * sliceMs))}</tbody>
</table>
</div>
</details>
`;
}

function row({ calls, account, throttled, conflicts, usersDone }: Slice, atMs: number): Markup {
  const window = account ? [account.used, account.allowed, account.limit].map(figure) : ["", "", ""];
  const cells = [figure(calls), ...window, figure(throttled), figure(conflicts), figure(usersDone)];
  return html`<tr><th scope="row" class="number">${shortTime(atMs)}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>
`;
}
