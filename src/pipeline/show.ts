import { isObject, type JsonObject } from "../model/json.ts";
import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { FORMAT_VERSION } from "../plan/assemble.ts";
import { NOT_THE_PLAN, parsePlan } from "../plan/plan-file.ts";
import type { Format } from "../review/formats.ts";
import { misfitOf } from "../review/misfit.ts";
import { RENDERERS, type Renderer } from "../review/renderers.ts";
import type { Style } from "../review/style.ts";
import { type Answer, answer, fromChecked, refusal } from "./answer.ts";
import { isWholeResult } from "./whole.ts";

export type Document = Plan | Result;

export interface ShowOptions {
  readonly document: Document;
  readonly format: Format;
  /** ANSI colours, in text. */
  readonly color?: boolean;
}

/** A plan, drift or result document as people or programs read it. Throws for a format that cannot hold it. */
export function show({ document, format, color = false }: ShowOptions): string {
  const text = rendered(document, RENDERERS[format], { color });
  if (text === undefined) throw new TypeError(misfitOf(format, document.kind)?.message);
  return text;
}

function rendered(document: Document, renderer: Renderer, style: Style): string | undefined {
  if (document.kind === "result") return renderer.result?.(document, style);
  return renderer[document.kind]?.(document, style);
}

/** Reads a document that gus wrote; it must be whole and of a known format. `name` is what messages call it. */
export function readDocument(text: string, name: string): Answer<Document> {
  const document = asResult(text);
  if (document) return readResult(document, name);
  const plan = readPlan(text, name);
  return plan.ok ? plan : { ...plan, problems: plan.problems.map(ofAnyKind) };
}

/** Whoever shows a document may mean another one than a plan. */
function ofAnyKind(problem: Problem): Problem {
  if (problem.code !== "not-a-plan") return problem;
  const fix =
    "Name a JSON file made by `gus plan --out`, `gus drift --write json=PATH` or `gus apply --report`";
  return { ...problem, fix };
}

/** Reads a plan or drift document; exit 5 when it is not as it was made. */
export function readPlan(text: string, name: string): Answer<Plan> {
  const parsed = parsePlan(text, name);
  if (parsed.ok) return fromChecked(parsed);
  return refusal(parsed.problems.some(({ code }) => NOT_THE_PLAN.includes(code)) ? 5 : 1, parsed.problems);
}

function readResult(document: JsonObject, name: string): Answer<Result> {
  const known = FORMAT_VERSION.split(".")[0];
  if (String(document.formatVersion).split(".")[0] !== known) {
    const message = `Cannot read ${name}: its format is ${String(document.formatVersion)}, this gus reads ${FORMAT_VERSION}`;
    return refusal(5, [
      { code: "result-format", message, fix: "Show it with the version of gus that wrote it" },
    ]);
  }
  return isWholeResult(document) ? answer(document as unknown as Result) : notWhole(name);
}

function notWhole(name: string): Answer<never> {
  const message = `Cannot read ${name}: parts of the document are missing, so somebody changed it after it was made`;
  return refusal(1, [{ code: "document-changed", message, fix: "Name the file as gus wrote it" }]);
}

function asResult(text: string): JsonObject | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) && document.kind === "result" ? document : undefined;
  } catch {
    return undefined;
  }
}
