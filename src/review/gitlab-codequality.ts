import { createHash } from "node:crypto";
import { fullStop } from "../model/figures.ts";
import type { Plan } from "../model/plan.ts";
import type { Findings } from "../model/problem.ts";
import { forTerminal } from "./escape.ts";
import { groupBy } from "./group.ts";
import { renderJson } from "./json.ts";
import { findingMarks, type Mark, marksOf } from "./marks.ts";

const LONGEST = 1000;

/** A plan or drift document as GitLab's report on code quality, which a merge request shows at the lines of the definitions. */
export function renderGitlabCodequality(plan: Plan): string {
  return entries(marksOf(plan));
}

/** The same of what is wrong with definitions. */
export function renderFindingsCodequality(findings: Findings): string {
  return entries(findingMarks(findings));
}

/** What has no line is left out: GitLab takes nothing without one. */
function entries(marks: readonly Mark[]): string {
  const alike = groupBy(marks, ({ about, identity }) => JSON.stringify([about, ...identity]));
  const found = [...alike.values()].flatMap((group) => group.map(entry));
  return renderJson(found.filter((one) => one !== undefined));
}

function entry(mark: Mark, index: number): object | undefined {
  const { about, at, check, identity, title, message } = mark;
  if (!at) return undefined;
  return {
    description: [`${title}:`, ...sentencesOf(message)].map((part) => forTerminal(part, LONGEST)).join(" "),
    check_name: `gus/${forTerminal(check)}`,
    fingerprint: fingerprintOf([about, ...identity, index]),
    severity: severityOf(mark),
    location: { path: at.file, lines: { begin: at.line } },
  };
}

/** The last may end in a command to copy, and so gets no full stop. */
function sentencesOf(lines: readonly string[]): readonly string[] {
  return [...lines.slice(0, -1).map(fullStop), ...lines.slice(-1)];
}

/** The same in every pipeline as long as it is about the same thing, so that GitLab tells new marks from old ones. */
function fingerprintOf(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function severityOf({ about, level }: Mark): "info" | "minor" | "major" {
  if (level === "notice") return "info";
  return about === "finding" && level === "warning" ? "minor" : "major";
}
