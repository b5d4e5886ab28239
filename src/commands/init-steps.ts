import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { shellWord } from "../model/shell-word.ts";
import { VERSION } from "../version.ts";
import { PACKAGE, pageOf, type RecipeName } from "./recipes.ts";

export const DEFINITIONS = "definitions";
/** The definition file that a project begins with. */
export const FIRST = `${DEFINITIONS}/users.yaml`;

export interface Begun {
  readonly ci: RecipeName | "none";
  /** There were definitions already. */
  readonly begun: boolean;
}

/** What to do after `gus init` in a folder, a line each, in this order. Paths are those that hold in that folder. */
export function stepsAfterInit(cwd: string, folder: string, { ci, begun }: Begun): readonly string[] {
  const there = relative(cwd, folder);
  return [
    ...(there === "" ? [] : [`cd ${shellWord(there)}`]),
    ...(ci === "none" || ci === "cron" || hasGus(folder) ? [] : INSTALL),
    ...(begun ? [] : FILL_IN),
    "gus doctor    tells whether gus can work here",
    "gus plan      tells what would change",
    ...(ci === "none" ? [] : [`Set the pipeline up as ${pageFrom(folder, ci)} says`]),
  ];
}

const FILL_IN = [
  `Write your users into ${FIRST}, or have everybody written into files beside it:`,
  `gus export --dir ${DEFINITIONS}`,
];

const TARBALL = `genesys-user-state-${VERSION}.tgz`;

/** Pipelines install gus from the lockfile; cron takes the one that is on the machine. What runs here is built already. */
const INSTALL = [
  `npm pack --ignore-scripts ${shellWord(PACKAGE)}    makes ${TARBALL} of the gus that runs here`,
  `npm install --save-dev ./${TARBALL}    puts it into the lockfile; commit the tarball as well`,
];

/** Whether a project installs gus already. */
function hasGus(folder: string): boolean {
  try {
    return readFileSync(join(folder, "package.json"), "utf8").includes('"genesys-user-state"');
  } catch {
    return false;
  }
}

function pageFrom(folder: string, ci: RecipeName): string {
  const page = relative(folder, pageOf(ci));
  return page.startsWith("..") ? pageOf(ci) : page;
}
