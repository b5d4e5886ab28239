import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Problem } from "../model/problem.ts";
import { notWritten } from "./documents.ts";
import type { NewFile } from "./recipes.ts";

/** Makes all files below a folder, or none: where one is there already, or cannot be written, those made before it go again. */
export async function makeFiles(
  cwd: string,
  dir: string,
  files: readonly NewFile[],
): Promise<readonly Problem[]> {
  const there = await Promise.all(files.map(({ path }) => isThere(resolve(cwd, dir, path))));
  const taken = files.filter((_file, index) => there[index]).map(({ path }) => fileTaken(join(dir, path)));
  if (taken.length > 0) return taken;
  const made: string[] = [];
  for (const { path, text, executable } of files) {
    const target = resolve(cwd, dir, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text, { flag: "wx", mode: executable ? 0o755 : 0o644 });
      made.push(target);
    } catch (error) {
      for (const one of made) await rm(one, { force: true });
      return [notWritten(join(dir, path), error)];
    }
  }
  return [];
}

/** A link that leads nowhere is there as well. What cannot be looked at is told when it is written. */
function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function fileTaken(path: string): Problem {
  const fix =
    "Move it away, or begin in another folder with --dir and take over what you need; nothing was written";
  return { code: "file-exists", message: `${path} is there already`, fix };
}
