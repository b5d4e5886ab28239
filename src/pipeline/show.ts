import { isObject } from "../model/json.ts";
import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { NOT_THE_PLAN, parsePlan } from "../plan/plan-file.ts";
import { renderJson } from "../review/json.ts";
import { renderPlanMarkdown, renderResultMarkdown } from "../review/markdown.ts";
import { renderPlanText, renderResultText } from "../review/text.ts";
import { type Answer, fromChecked, refusal } from "./answer.ts";

export type Document = Plan | Result;

export interface ShowOptions {
  readonly document: Document;
  readonly format: "text" | "json" | "markdown";
  /** ANSI colours, in text. */
  readonly color?: boolean;
}

/** A plan, drift or result document as people or programs read it. */
export function show({ document, format, color = false }: ShowOptions): string {
  if (format === "json") return renderJson(document);
  if (document.kind === "result")
    return format === "text" ? renderResultText(document, { color }) : renderResultMarkdown(document);
  return format === "text" ? renderPlanText(document, { color }) : renderPlanMarkdown(document);
}

/** Reads a document that gus wrote; a plan must be whole and of a known format. `name` is what messages call it. */
export function readDocument(text: string, name: string): Answer<Document> {
  const result = asResult(text);
  return result ? { ok: true, value: result, warnings: [] } : readPlan(text, name);
}

/** Reads a plan or drift document; exit 5 when it is not as it was made. */
export function readPlan(text: string, name: string): Answer<Plan> {
  const parsed = parsePlan(text, name);
  if (parsed.ok) return fromChecked(parsed);
  return refusal(parsed.problems.some(({ code }) => NOT_THE_PLAN.includes(code)) ? 5 : 1, parsed.problems);
}

function asResult(text: string): Result | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) && document.kind === "result" ? (document as unknown as Result) : undefined;
  } catch {
    return undefined;
  }
}
