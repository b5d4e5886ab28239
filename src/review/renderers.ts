import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Findings } from "../model/problem.ts";
import type { Format } from "./formats.ts";
import { renderPlanOutputs, renderResultOutputs } from "./github-output.ts";
import { renderPlanSummary, renderResultSummary } from "./github-summary.ts";
import { renderFindingsCodequality, renderGitlabCodequality } from "./gitlab-codequality.ts";
import { renderGitlabTerraform } from "./gitlab-terraform.ts";
import { renderPlanHtml } from "./html/plan-page.ts";
import { renderResultHtml } from "./html/result-page.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { LONGEST_NOTE, renderPlanMarkdown, renderResultMarkdown } from "./markdown.ts";
import type { Style } from "./style.ts";
import { renderPlanText, renderResultText } from "./text.ts";

/** What can be written: documents, and what was found wrong with definitions. */
export const KINDS = ["plan", "drift", "result", "findings"] as const;
export type Kind = (typeof KINDS)[number];
type OfPlan = (plan: Plan, style: Style) => string;

/** How each kind of document is written in a format; a kind that it cannot hold is not there. */
export interface Renderer {
  readonly plan?: OfPlan;
  readonly drift?: OfPlan;
  readonly result?: (result: Result, style: Style) => string;
  readonly findings?: (findings: Findings) => string;
  /** Added to the end of a file, which others write to as well. */
  readonly appends?: true;
}

export const RENDERERS: Readonly<Record<Format, Renderer>> = {
  text: { ...comparison(renderPlanText), result: renderResultText },
  json: { ...comparison(renderJson), result: renderJson },
  markdown: {
    ...comparison((plan) => renderPlanMarkdown(plan)),
    result: (result) => renderResultMarkdown(result),
  },
  html: { ...comparison(renderPlanHtml), result: renderResultHtml },
  "github-summary": { ...comparison(renderPlanSummary), result: renderResultSummary, appends: true },
  "github-output": { ...comparison(renderPlanOutputs), result: renderResultOutputs, appends: true },
  "gitlab-terraform": { plan: renderGitlabTerraform },
  "gitlab-codequality": {
    ...comparison(renderGitlabCodequality),
    findings: renderFindingsCodequality,
  },
  "gitlab-markdown": {
    ...comparison((plan) => renderPlanMarkdown(plan, LONGEST_NOTE)),
    result: (result) => renderResultMarkdown(result, LONGEST_NOTE),
  },
  junit: { result: renderJunit },
};

function comparison(render: OfPlan): Pick<Renderer, "plan" | "drift"> {
  return { plan: render, drift: render };
}
