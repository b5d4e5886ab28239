import { relative } from "node:path";

/** What has no meaning in a shell of any kind. */
const PLAIN = /^[\w./@%+=:,-]+$/;

/** A shell command, run in a folder, of a program there and its arguments; nothing in them is obeyed, neither by the shell nor by Terraform. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => verbatim(PLAIN.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, "\\$&")}"`))
    .join(" ");
}

/** A path as it is seen from a folder, in slashes, which shells of every system take. */
export function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll("\\", "/");
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
