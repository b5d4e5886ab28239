import { chmod, rename, rm, stat, writeFile } from "node:fs/promises";
import type { Problem } from "../model/problem.ts";
import { notWritten } from "./documents.ts";

/** A file with what is to stand in it in place of what does. */
export interface Replacement {
  readonly path: string;
  readonly location: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * Puts new content into all files or none. Everything is written beside the files first, so that what remains is to rename; if that fails,
 * files renamed so far are put back. Modes stay as they are.
 */
export async function replaceAll(files: readonly Replacement[]): Promise<readonly Problem[]> {
  const replaced: Replacement[] = [];
  let current: Replacement | undefined;
  try {
    for (const file of files) {
      current = file;
      await writeDraft(file, file.after);
    }
    for (const file of files) {
      current = file;
      await rename(draftOf(file), file.location);
      replaced.push(file);
    }
    return [];
  } catch (error) {
    for (const file of replaced) await putBack(file);
    return [notWritten(current?.path ?? "", error)];
  } finally {
    for (const file of files) await rm(draftOf(file), { force: true });
  }
}

async function putBack(file: Replacement): Promise<void> {
  await writeDraft(file, file.before);
  await rename(draftOf(file), file.location);
}

function draftOf({ location }: Replacement): string {
  return `${location}.${process.pid}.part`;
}

async function writeDraft(file: Replacement, content: Uint8Array): Promise<void> {
  const { mode } = await stat(file.location);
  await writeFile(draftOf(file), content, { mode: 0o600 });
  await chmod(draftOf(file), mode & 0o7777);
}
