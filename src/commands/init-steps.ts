import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { VERSION } from "../version.ts";
import { pageOf, type RecipeName } from "./recipes.ts";

export const DEFINITIONS = "definitions";
/** The definition file that a project begins with. */
export const FIRST = `${DEFINITIONS}/users.yaml`;

export interface Begun {
  readonly ci: RecipeName | "none";
  /** There were definitions already. */
  readonly begun: boolean;
}

/** What to do after `gus init` in a folder, a line each. */
export function stepsAfterInit(cwd: string, folder: string, { ci, begun }: Begun): readonly string[] {
  const there = relative(cwd, folder);
  return [
    ...(there === "" ? [] : [`cd ${there}`]),
    ...(begun ? [] : [FILL_IN]),
    "gus doctor    tells whether gus can work here",
    "gus plan      tells what would change",
    ...(ci === "none" ? [] : recipeSteps(cwd, folder, ci)),
  ];
}

const FILL_IN = `Put your users into ${FIRST}, or delete it: gus export --dir ${DEFINITIONS} writes down everybody`;

/** Pipelines install gus from the lockfile; cron takes the one that is on the machine. */
function recipeSteps(cwd: string, folder: string, ci: RecipeName): readonly string[] {
  const installs = ci !== "cron" && !existsSync(join(folder, "package.json"));
  const install = `npm install --save-dev ./genesys-user-state-${VERSION}.tgz    so that the pipeline has gus in its lockfile`;
  const page = relative(cwd, pageOf(ci));
  return [
    ...(installs ? [install] : []),
    `Set the pipeline up as ${page.startsWith("..") ? pageOf(ci) : page} says`,
  ];
}
