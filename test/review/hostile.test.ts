import { describe, expect, it } from "vitest";
import { show } from "../../src/pipeline/show.ts";
import { FORMATS, type Format } from "../../src/review/formats.ts";
import { SCRIPT } from "../../src/review/html/browser/script.ts";
import { misfitOf } from "../../src/review/misfit.ts";
import { KINDS, type Kind, RENDERERS } from "../../src/review/renderers.ts";
import { driftWith, findingsWith, planWith, resultWith } from "./hostile-documents.ts";
import { HOSTILE, OBEYED } from "./samples.ts";
import { elementIn } from "./xml.ts";

/** Each kind of thing that is written, with one text in every place. */
const WRITTEN: Readonly<Record<Kind, (format: Format, text: string) => string>> = {
  plan: (format, text) => show({ document: planWith(text), format }),
  drift: (format, text) => show({ document: driftWith(text), format }),
  result: (format, text) => show({ document: resultWith(text), format }),
  findings: (format, text) => RENDERERS[format].findings?.(findingsWith(text)) ?? "",
};

/** What of a text is structure and no value, as its readers find it. */
const STRUCTURE: Readonly<Record<Format, (text: string) => unknown>> = {
  text: (text) => text.split("\n").length,
  json: (text) => shapeOf(JSON.parse(text)),
  markdown: markup,
  html: tags,
  "github-summary": markup,
  "gitlab-markdown": markup,
  "gitlab-terraform": (text) => shapeOf(JSON.parse(text)),
  "gitlab-codequality": (text) => shapeOf(JSON.parse(text)),
  junit: (text) => shapeOf(elementIn(text)),
  "github-output": (text) => text.split("\n").map((line) => line.split("=")[0]),
};

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

/** Tags, bars, headings, list items, emphasis and code, line by line; nothing else may begin a line or an entity. */
function markup(text: string): unknown {
  const { hidden, fenced, rest } = partsOf(text);
  expect(rest.join("\n")).not.toMatch(/[@$[\]]|^\s*\/|&(?!#\d+;)|www\.|:(?=\w)|<!--/im);
  expect(fenced.join("\n")).not.toContain("<!--");
  const marks = rest.map((line) => line.match(/<[^>]*>|\||^#+ |^ *- |\*\*|`/g) ?? []);
  return {
    hidden: hidden.map((line) => line.split(" ").length),
    signs: fenced.map((line) => line[0]),
    marks,
  };
}

/** Markdown in three parts: hidden lines at the top, lines within fences, and the rest. */
function partsOf(text: string) {
  const lines = text.split("\n");
  const hidden = lines.slice(
    0,
    Math.max(
      0,
      lines.findIndex((line) => !/^<!-- gus:[^<>]* -->$/.test(line)),
    ),
  );
  const fenced: string[] = [];
  const rest: string[] = [];
  let inside = false;
  for (const line of lines.slice(hidden.length)) {
    const fence = /^ {0,3}(```|~~~)/.test(line);
    if (fence) inside = !inside;
    (inside && !fence ? fenced : rest).push(line);
  }
  return { hidden, fenced, rest };
}

/** Elements with their attributes; what an attribute holds cannot end it. */
function tags(text: string): unknown {
  const found = text.match(/<[^>]*>/g) ?? [];
  return found.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
}

const CASES = FORMATS.flatMap((format) =>
  KINDS.filter((kind) => misfitOf(format, kind) === undefined).map((kind) => [format, kind] as const),
);

describe.each(CASES)("%s of a %s", (format, kind) => {
  const shown = (text: string) => WRITTEN[kind](format, text);
  const harmless = STRUCTURE[format](shown("harmless"));

  it.each(HOSTILE)("has no more structure with %j in every place", (text) => {
    const hostile = shown(text);
    expect(STRUCTURE[format](hostile)).toEqual(harmless);
    expect(hostile.replace(SCRIPT, "")).not.toMatch(OBEYED);
  });
});
