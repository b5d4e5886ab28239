import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");
export const PAGES = [
  "README.md",
  "CHANGELOG.md",
  "docs/architecture.md",
  "docs/assumptions.md",
  "docs/ci/README.md",
  "docs/ci/cron.md",
  "docs/ci/github-actions.md",
  "docs/ci/gitlab-ci.md",
  "docs/observability.md",
  "docs/performance.md",
  "docs/terraform.md",
] as const;
export type Page = (typeof PAGES)[number];

/** A fenced block of a page; `line` is that of its first line. */
export interface Fence {
  readonly page: Page;
  readonly line: number;
  readonly lang: string;
  readonly text: string;
}

export function textOf(page: Page): string {
  return readFileSync(join(ROOT, page), "utf8");
}

export function fencesOf(page: Page): readonly Fence[] {
  const text = textOf(page);
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(({ 1: lang = "", 2: inner = "", index }) => ({
    page,
    line: text.slice(0, index).split("\n").length + 1,
    lang,
    text: inner,
  }));
}

/** Every piece of inline code outside fenced blocks. */
export function codeOf(page: Page): readonly string[] {
  const prose = textOf(page).replaceAll(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

/** The cells of the rows below a table's heading row, which must begin with these words. Bars inside code are no borders. */
export function tableOf(page: Page, heading: string): readonly (readonly string[])[] {
  const lines = textOf(page).split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  if (start < 0) throw new Error(`${page} has no table that begins with "${heading}"`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map(cellsOf);
}

function cellsOf(row: string): readonly string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** The pieces of inline code in a cell or sentence. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}
