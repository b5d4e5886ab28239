import type { Check } from "../model/checkup.ts";
import { counted, listed } from "../model/figures.ts";
import type { Problem } from "../model/problem.ts";
import { shellWord } from "../model/shell-word.ts";
import { cannotTell, failed, ok, warning } from "./check.ts";
import type { DefinitionsSeen, Seen } from "./seen.ts";

/** Whether this Node is new enough. Versions as `22.1.0`, with or without a `v`. */
export function judgeNode({ version, least }: Seen["node"]): Check {
  const found = version.replace(/^v/, "");
  if (!isOlder(found, least)) return ok("node", `Node ${found}`);
  return failed("node", `Node ${found} is older than gus needs`, `Install Node ${least} or newer`);
}

/** Whether definitions are there and valid, and what they manage. `all` has every field that definitions may hold. */
export function judgeDefinitions(
  { definitions, named }: Pick<Seen, "definitions" | "named">,
  all: ReadonlySet<string>,
): readonly Check[] {
  if (!definitions)
    return [
      cannotTell(
        "definitions",
        `There are none${ALL_COUNT}`,
        "Write them with `gus init` or `gus export --dir definitions`, or name them with --file",
      ),
    ];
  return definitions.ok ? [managed(definitions.value, all)] : wrong(definitions.problems, named);
}

const ALL_COUNT = ", so every field counts as managed";
/** What a project that has only begun says of itself. */
const EMPTY = ["no-files", "no-users"];

function wrong(problems: readonly Problem[], named: readonly string[]): readonly Check[] {
  const missing = problems.filter(({ code }) => code === "path-missing");
  if (missing.length > 0)
    return missing.map(({ message, fix }) => failed("definitions", `${message}${ALL_COUNT}`, fix));
  if (problems.every(({ code }) => EMPTY.includes(code)))
    return problems.map(({ message, fix }) => cannotTell("definitions", `${message}${ALL_COUNT}`, fix));
  const [found, them] = [counted(problems.length, "problem"), problems.length === 1 ? "it" : "them"];
  const fix = `See ${them} with \`${validateCommand(named)}\``;
  return [failed("definitions", `The definitions have ${found}${ALL_COUNT}`, fix)];
}

/** Commands look into `definitions` by themselves. */
function validateCommand(named: readonly string[]): string {
  const flags = named.join() === "definitions" ? [] : named.map((path) => `-f ${shellWord(path)}`);
  return ["gus validate", ...flags].join(" ");
}

function managed({ users, files, fields }: DefinitionsSeen, all: ReadonlySet<string>): Check {
  const what = fields.size === all.size ? "every field" : listed([...fields]) || "no field";
  const message = `${counted(users, "user")} in ${counted(files, "file")}, with ${what} managed`;
  return fields.size === 0
    ? warning("definitions", message, "Give the users fields to manage")
    : ok("definitions", message);
}

function isOlder(version: string, least: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(least)];
  const at = [0, 1, 2].find((index) => a[index] !== b[index]);
  return at !== undefined && (a[at] ?? 0) < (b[at] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10) || 0);
}
