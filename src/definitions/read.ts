import { readFile } from "node:fs/promises";
import type { Problem } from "../model/problem.ts";
import { type FoundFile, notReadable, reason } from "./find.ts";

/** The bytes of files. */
export async function readFiles(files: readonly FoundFile[]): Promise<{
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly problems: readonly Problem[];
}> {
  const read = await Promise.all(files.map(readOne));
  return {
    files: read.filter((one) => "bytes" in one),
    problems: read.filter((one) => "code" in one),
  };
}

async function readOne({ location, path }: FoundFile) {
  try {
    return { path, bytes: await readFile(location) };
  } catch (error) {
    return notReadable(path, reason(error as NodeJS.ErrnoException));
  }
}
