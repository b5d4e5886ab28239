import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The pipelines that there is a recipe for. */
export const RECIPES = ["github", "gitlab", "cron"] as const;
export type RecipeName = (typeof RECIPES)[number];

/** A file to be made, its path relative to the repository. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly executable?: true;
}

/** The files of a recipe in `docs/ci/`, where they are read from, and where they belong. */
const FILES: Readonly<Record<RecipeName, readonly (readonly [from: string, to: string])[]>> = {
  github: ["gus-plan.yml", "gus-apply.yml", "gus-drift.yml"].map((name) => [
    `github/${name}`,
    `.github/workflows/${name}`,
  ]),
  gitlab: [["gitlab/.gitlab-ci.yml", ".gitlab-ci.yml"]],
  cron: ["gus-drift.sh", "gus-plan.sh", "gus-apply.sh"].map((name) => [`cron/${name}`, name]),
};

/** The page that says how a recipe is set up. */
const PAGES: Readonly<Record<RecipeName, string>> = {
  github: "github-actions.md",
  gitlab: "gitlab-ci.md",
  cron: "cron.md",
};

/** Reads a recipe from the pages that come with the package, so that there is one text of it. */
export async function readRecipe(name: RecipeName): Promise<readonly NewFile[]> {
  return Promise.all(
    FILES[name].map(async ([from, path]) => {
      const text = await readFile(inDocs(from), "utf8");
      return { path, text, ...(path.endsWith(".sh") && { executable: true as const }) };
    }),
  );
}

/** Where the page about a recipe lies on this machine. */
export function pageOf(name: RecipeName): string {
  return fileURLToPath(inDocs(PAGES[name]));
}

/** The folder of the package that this gus is part of. */
export const PACKAGE = fileURLToPath(new URL("../../", import.meta.url)).replace(/(?<=.)[\\/]$/, "");

function inDocs(path: string): URL {
  return new URL(`../../docs/ci/${path}`, import.meta.url);
}
