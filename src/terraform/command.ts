import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";

/** What has no meaning in a shell of any kind. */
const PLAIN = /^[\w./@%+=:,-]+$/;

/** A shell command, run in a folder, of a program there and its arguments; nothing in them is obeyed, neither by the shell nor by Terraform. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => verbatim(PLAIN.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, "\\$&")}"`))
    .join(" ");
}

/** A path as it is seen from a folder once a shell stands in it, in slashes, which shells of every system take. */
export function pathFrom(folder: string, path: string): string {
  return relative(realPath(folder), realPath(path)).split(sep).join("/");
}

/** A path without links, as far as it is there. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : join(realPath(above), basename(path));
}

/** A text that Terraform takes as it stands: `${` and `%{` begin a template. */
export function verbatim(text: string): string {
  return text.replaceAll(/([$%])\{/g, "$1$1{");
}

/** The same for every text of a value. */
export function verbatimDeep(value: unknown): unknown {
  if (typeof value === "string") return verbatim(value);
  if (Array.isArray(value)) return value.map(verbatimDeep);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, verbatimDeep(inner)]));
}
