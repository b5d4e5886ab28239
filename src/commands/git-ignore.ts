import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What installing, runs, recipes and the examples of the pages leave behind. Most of it names people, or is credentials. */
export const IGNORED = [
  "node_modules/",
  "/.gus/",
  "/cdktf.out/",
  "/terraform.*.tfstate*",
  "/gus.env",
  "/plan.json",
  "/plan.html",
  "/plan.md",
  "/approved.txt",
  "/report.json",
  "/report.xml",
  "/result.json",
  "/result.html",
  "/rollback.json",
  "/live.json",
  "/drift.json",
  "/drift.html",
  "/drift.txt",
  "/known.json",
  "/junit.xml",
  "/quality.json",
  "/tfplan.json",
] as const;

/** Adds what is missing to the end of a folder's `.gitignore`, and answers how many lines that were. Throws what the disk says. */
export async function addIgnored(dir: string): Promise<number> {
  const path = join(dir, ".gitignore");
  const text = await readFile(path, "utf8").catch(ifAbsent);
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = IGNORED.filter((line) => !there.has(line));
  if (missing.length === 0) return 0;
  const start = text === "" || text.endsWith("\n") ? "" : "\n";
  await appendFile(path, `${start}${missing.join("\n")}\n`);
  return missing.length;
}

function ifAbsent(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "";
  throw error;
}
