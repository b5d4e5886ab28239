import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { FIRST_FILE } from "../definitions/first-file.ts";
import type { ExitCode } from "../model/exit.ts";
import { counted } from "../model/figures.ts";
import type { Problem } from "../model/problem.ts";
import { forTerminal } from "../review/escape.ts";
import { complain } from "./complain.ts";
import { notWritten } from "./documents.ts";
import { addIgnored } from "./git-ignore.ts";
import { DEFINITIONS, FIRST, stepsAfterInit } from "./init-steps.ts";
import { makeFiles } from "./new-files.ts";
import { type RecipeName, readRecipe } from "./recipes.ts";
import type { Shell } from "./shell.ts";

export interface InitFlags {
  readonly dir: string;
  readonly ci: RecipeName | "none";
}

/** Writes a first definition file, where there is none, and a recipe for a pipeline. Needs no network, and changes no file but `.gitignore`. */
export async function runInit(shell: Shell, { dir, ci }: InitFlags): Promise<ExitCode> {
  const folder = resolve(shell.cwd, dir);
  const begun = await hasDefinitions(folder);
  const recipe = ci === "none" ? [] : await readRecipe(ci);
  const files = [...(begun ? [] : [{ path: FIRST, text: FIRST_FILE }]), ...recipe];
  const problems = files.length > 0 ? await makeFiles(shell.cwd, dir, files) : [nothingToDo(dir)];
  if (problems.length > 0) return complain(shell, { exit: 1, problems, warnings: [] });
  const written = files.map(({ path }) => `Wrote ${join(dir, path)}`);
  try {
    const added = await addIgnored(folder);
    const told = added > 0 ? [`Added ${counted(added, "line")} to ${join(dir, ".gitignore")}`] : [];
    const steps = stepsAfterInit(shell.cwd, folder, { ci, begun }).map((step) => `  ${step}`);
    tell(shell, [...written, ...told, "", "Next:", ...steps]);
    return 0;
  } catch (error) {
    tell(shell, written);
    return complain(shell, { exit: 1, problems: [notWritten(join(dir, ".gitignore"), error)], warnings: [] });
  }
}

const LONGEST = 1000;

function tell(shell: Shell, lines: readonly string[]): void {
  for (const line of lines) shell.out(`${forTerminal(line, LONGEST)}\n`);
}

/** Definitions that are there already would not get on with an example. */
async function hasDefinitions(folder: string): Promise<boolean> {
  const names = await readdir(join(folder, DEFINITIONS), { recursive: true }).catch(() => []);
  return names.some((name) => /\.ya?ml$/.test(name));
}

function nothingToDo(dir: string): Problem {
  const message = `There are definitions in ${join(dir, DEFINITIONS)} already`;
  return { code: "file-exists", message, fix: "Name a recipe with --ci, or another folder with --dir" };
}
