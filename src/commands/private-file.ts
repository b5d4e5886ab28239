import { type FileHandle, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Documents hold personal data, so only their owner may read them. */
const PRIVATE = 0o600;

/** Puts a document in the place of what is there; a half-written one never stands under its name. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.part`;
  try {
    await writeFile(draft, text, { mode: PRIVATE });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Adds a document to a file that others write to as well, from a new line on; a file that is there keeps its mode. */
export async function appendToFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+", PRIVATE);
  try {
    await file.appendFile(`${(await endsWithinLine(file)) ? "\n" : ""}${text}`);
  } finally {
    await file.close();
  }
}

async function endsWithinLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer.toString() !== "\n";
}
