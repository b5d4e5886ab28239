import { readFile, writeFile } from "node:fs/promises";

/** The page that figures are written into, as seen from dist-bench/bench. */
export const PAGE = new URL("../../docs/performance.md", import.meta.url);

/** A table whose first column holds names and whose others hold figures. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [line(head), `|${rule.join("|")}|`, ...rows.map(line)].join("\n");
}

/** Puts a text in the place of what stands between `<!-- NAME -->` and `<!-- end NAME -->`. Throws when a page has no such place. */
export function replaceMarked(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end ${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no place for "${name}": wanted ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** Writes texts into their places on a page. */
export async function writeMarked(path: URL, texts: Readonly<Record<string, string>>): Promise<void> {
  let page = await readFile(path, "utf8");
  for (const [name, text] of Object.entries(texts)) page = replaceMarked(page, name, text);
  await writeFile(path, page);
}
