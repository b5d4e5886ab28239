import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { whyNot } from "../files.ts";
import type { FailOn } from "../model/known.ts";
import { present } from "../model/present.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import type { KnownAt } from "../pipeline/known.ts";
import type { Shell } from "./shell.ts";

export interface KnownFlags {
  readonly known?: string;
  readonly failOn?: FailOn;
}

/** What is wrong with how the flags go together: a message and a fix. */
export function knownMisuse({ known, failOn }: KnownFlags): readonly [string, string] | undefined {
  if (failOn !== "new" || known !== undefined) return undefined;
  return ["--fail-on new takes the drift document of before", "Add --known PATH, or leave out --fail-on"];
}

/** The drift document that the flags name, read where there is one already; undefined when they name none. */
export async function knownFrom(
  { cwd }: Pick<Shell, "cwd">,
  { known: name, failOn }: KnownFlags,
): Promise<Checked<KnownAt | undefined>> {
  if (name === undefined) return good(undefined);
  try {
    return good({ name, text: await readFile(resolve(cwd, name), "utf8"), ...present({ failOn }) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return good({ name, ...present({ failOn }) });
    const message = `Cannot read ${name}: ${whyNot(error)}`;
    return bad([{ code: "no-such-file", message, fix: "Name the drift document of before" }]);
  }
}
