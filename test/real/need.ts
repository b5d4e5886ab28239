import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeEach } from "vitest";

/** The tests of this file need a program on the PATH. Where it is missing they are skipped; with CI set they fail, so that nobody relies on tests that never ran. */
export function needs(program: string): void {
  if (!isOnPath(program)) without(`${program} is not on the PATH, and this test runs it`, "install it");
}

/** The same for a program that a folder of this repository installs for itself. */
export function needsInstalled(program: string, folder: string): void {
  if (isProgram(join(folder, "node_modules/.bin", program))) return;
  without(`${program} is not installed in ${folder}, and this test runs it`, `npm ci --prefix ${folder}`);
}

function without(missing: string, remedy: string): void {
  beforeEach(({ skip }) => {
    if (process.env.CI) throw new Error(`${missing}: ${remedy}, or unset CI to skip the test`);
    skip(missing);
  });
}

function isOnPath(program: string): boolean {
  return pathOf(program) !== undefined;
}

/** Where a program on the PATH lies. */
export function pathOf(program: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
