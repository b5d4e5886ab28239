import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Format } from "./formats.ts";
import { renderPlanOutputs, renderResultOutputs } from "./github-output.ts";
import { renderPlanSummary, renderResultSummary } from "./github-summary.ts";
import { renderJson } from "./json.ts";
import { renderPlanMarkdown, renderResultMarkdown } from "./markdown.ts";
import type { Style } from "./style.ts";
import { renderPlanText, renderResultText } from "./text.ts";

/** How each kind of document is written in a format. */
export interface Renderer {
  readonly plan: (plan: Plan, style: Style) => string;
  readonly result: (result: Result, style: Style) => string;
  /** Added to the end of a file, which others write to as well. */
  readonly appends?: true;
}

export const RENDERERS: Readonly<Record<Format, Renderer>> = {
  text: { plan: renderPlanText, result: renderResultText },
  json: { plan: renderJson, result: renderJson },
  markdown: { plan: renderPlanMarkdown, result: renderResultMarkdown },
  "github-summary": { plan: renderPlanSummary, result: renderResultSummary, appends: true },
  "github-output": { plan: renderPlanOutputs, result: renderResultOutputs, appends: true },
};
