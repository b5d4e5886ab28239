import type { Check } from "../model/checkup.ts";
import { counted, listed } from "../model/figures.ts";
import { cannotTell, failed, ok, warning } from "./check.ts";
import type { Seen } from "./seen.ts";

/** Whether this Node is new enough. Versions as `22.1.0`, with or without a `v`. */
export function judgeNode({ version, least }: Seen["node"]): Check {
  const found = version.replace(/^v/, "");
  if (!isOlder(found, least)) return ok("node", `Node ${found}`);
  return failed("node", `Node ${found} is older than gus needs`, `Install Node ${least} or newer`);
}

/** Whether definitions are valid, and what they manage. `all` has every field that definitions may hold. */
export function judgeDefinitions(seen: Seen["definitions"], all: ReadonlySet<string>): Check {
  if (!seen)
    return cannotTell(
      "definitions",
      "There are none, so every field counts as managed",
      "Write them with `gus init` or `gus export --dir definitions`, or name them with --file",
    );
  if (!seen.ok) {
    const found = counted(seen.problems.length, "problem");
    return failed(
      "definitions",
      `The definitions have ${found}, so every field counts as managed`,
      "See them with `gus validate`, and the same --file where there is one",
    );
  }
  const { users, files, fields } = seen.value;
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
