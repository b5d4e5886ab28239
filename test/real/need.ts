import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeEach } from "vitest";

/** The tests of this file need a program on the PATH. Where it is missing they are skipped; with CI set they fail, so that nobody relies on tests that never ran. */
export function needs(program: string): void {
  if (isOnPath(program)) return;
  beforeEach(({ skip }) => {
    const missing = `${program} is not on the PATH, and this test runs it`;
    if (process.env.CI) throw new Error(`${missing}: install it, or unset CI to skip the test`);
    skip(missing);
  });
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => isProgram(join(folder, program)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
