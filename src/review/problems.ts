import { counted } from "../model/figures.ts";
import type { Problem, Warning } from "../model/problem.ts";
import { forTerminal } from "./escape.ts";
import { snippetOf } from "./snippet.ts";
import { type Paint, paintFor, type Style } from "./style.ts";
import { compare } from "./users.ts";

/** Our own sentences may be longer than a value, but not without end. */
const LONGEST_SENTENCE = 1000;

interface Entry {
  readonly severity: "error" | "warning";
  readonly problem: Problem;
}

/** Every problem and warning in the order of the files, each with its source line, caret and fix; then the count. */
export function renderProblems(
  problems: readonly Problem[],
  warnings: readonly Warning[],
  style: Style,
): string {
  const paint = paintFor(style);
  const entries: readonly Entry[] = [
    ...problems.map((problem) => ({ severity: "error" as const, problem })),
    ...warnings.map((problem) => ({ severity: "warning" as const, problem })),
  ];
  const blocks = entries.toSorted(byPlace).map((entry) => entryLines(entry, paint).join("\n"));
  return `${[...blocks, countLine(problems, warnings)].join("\n\n")}\n`;
}

/** What has no place concerns the whole run and comes first. */
function byPlace({ problem: { at: a } }: Entry, { problem: { at: b } }: Entry): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function entryLines({ severity, problem }: Entry, paint: Paint): readonly string[] {
  const { at, code, message, fix } = problem;
  const place = at ? `${forTerminal(at.file)}:${at.line}:${at.column} ` : "";
  return [
    `${paint("heading", place)}${paint(severity, severity)} ${forTerminal(code)}`,
    `  ${forTerminal(message, LONGEST_SENTENCE)}`,
    ...(at ? snippetOf(at, paint) : []),
    ...(fix === "" ? [] : [`  ${paint("faint", "fix:")} ${forTerminal(fix, LONGEST_SENTENCE)}`]),
  ];
}

function countLine(problems: readonly Problem[], warnings: readonly Warning[]): string {
  const files = new Set(problems.flatMap(({ at }) => (at ? [at.file] : []))).size;
  const found = problems.length === 0 ? "No problems" : counted(problems.length, "problem");
  const where = files > 0 ? ` in ${counted(files, "file")}` : "";
  const warned = warnings.length > 0 ? `, ${counted(warnings.length, "warning")}` : "";
  return `${found}${where}${warned}.`;
}
