import { lstat, mkdir, open, rm, rmdir } from "node:fs/promises";
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
  for (const file of files) {
    try {
      await makeFile(resolve(cwd, dir, file.path), file, made);
    } catch (error) {
      for (const one of made.toReversed()) await takeBack(one);
      return [notWritten(join(dir, file.path), error)];
    }
  }
  return [];
}

/** Makes a file and the folders it lies in; notes what is there for it as soon as it is, since it may not become whole. */
async function makeFile(target: string, { text, executable }: NewFile, made: string[]): Promise<void> {
  const folder = dirname(target);
  const top = await mkdir(folder, { recursive: true });
  if (top !== undefined) made.push(...foldersTo(folder, top));
  const handle = await open(target, "wx", executable ? 0o755 : 0o644);
  made.push(target);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/** The folders from the topmost that was made down to this one. */
function foldersTo(folder: string, top: string): readonly string[] {
  return folder === top || folder === dirname(folder)
    ? [folder]
    : [...foldersTo(dirname(folder), top), folder];
}

/** Somebody may have put something into a new folder meanwhile: then it stays. */
async function takeBack(path: string): Promise<void> {
  const seen = await lstat(path).catch(() => undefined);
  await (seen?.isDirectory() ? rmdir(path) : rm(path, { force: true })).catch(() => undefined);
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
