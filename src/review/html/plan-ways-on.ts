import { counted } from "../../model/figures.ts";
import type { Plan } from "../../model/plan.ts";
import { overrideOf } from "../rails.ts";
import { ADOPT, againCommand, applyCommand, PLAN_AGAIN } from "../ways-on.ts";
import { command } from "./figures.ts";
import { html, type Markup, text } from "./markup.ts";
import { section } from "./page.ts";

/** What can be done with the document, as commands to paste. */
export function planWaysOn(plan: Plan): Markup {
  const { kind, differences, applyable, operations, source } = plan;
  if (kind === "drift")
    return section("on", "How to go on", differences.length > 0 ? driftWays() : undefined);
  if (operations.length === 0) return html``;
  if (source.snapshot) return section("on", "How to go on", fromLive(plan));
  return section("on", "How to go on", applyable ? applying(plan) : acceptance(plan));
}

function applying(plan: Plan): Markup | undefined {
  return command("To apply exactly these changes, once somebody approved them:", applyCommand(plan));
}

function fromLive(plan: Plan): Markup | undefined {
  return command("To have something to apply, plan from live users:", againCommand(plan));
}

function acceptance(plan: Plan): Markup | undefined {
  const overrides = plan.rails.filter(({ verdict }) => verdict === "stands").map(overrideOf);
  const again = againCommand(plan);
  const what = "To accept these sizes, if they are meant, and plan again:";
  return command(what, again && [again, ...overrides].join(" "));
}

function driftWays(): Markup {
  return html`${command("Where the definitions are right, have it planned:", PLAN_AGAIN)}
${command("Where live is right, write it into the definitions, if this was kept with --write json=drift.json:", ADOPT)}
`;
}

/** What identifies the document, and what it was made from. */
export function planFoot({ planHash, reviewHash, made, source, operations }: Plan): Markup {
  const hashes =
    operations.length > 0 &&
    html`<div><dt>Review hash</dt><dd><code>${text(reviewHash)}</code></dd></div>
<div><dt>Plan hash</dt><dd><code>${text(planHash)}</code></dd></div>
`;
  const files = source.files.map(({ path }) => path);
  return html`<dl class="foot">
${hashes}<div><dt>Made from</dt><dd>${filesIn(files)}</dd></div>
<div><dt>Made by</dt><dd>gus ${text(made.toolVersion)}</dd></div>
</dl>
`;
}

function filesIn(files: readonly string[]): string {
  const named = files.slice(0, MOST_FILES).join(", ");
  if (files.length === 0) return "no file";
  const more = files.length - MOST_FILES;
  return more > 0 ? `${named} and ${counted(more, "more file")}` : named;
}

const MOST_FILES = 12;
