import type { Place, Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { type SourceText, sourceText } from "./source.ts";

export const LARGEST_FILE = 64 * 1024 * 1024;

/** The text of a file's bytes, or why they are no text. A byte order mark is dropped. */
export function decode(path: string, bytes: Uint8Array): SourceText | Problem {
  if (bytes.length > LARGEST_FILE) return tooLarge(path, bytes.length);
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return notUtf8(path, "it is UTF-16");
  const nul = bytes.indexOf(0);
  if (nul !== -1) return binary(placeOfByte(path, bytes, nul));
  try {
    return sourceText(path, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return notUtf8(path, "it holds a byte that is not UTF-8", placeOfByte(path, bytes, badByte(bytes)));
  }
}

export function tooLarge(path: string, bytes: number): Problem {
  const size = (bytes / 1024 / 1024).toFixed(1);
  return problem(
    "file-too-large",
    { file: path, line: 1, column: 1 },
    `Cannot read ${path}: it has ${size} MB, and at most 64 MB are read`,
    "Split the file; users may be spread over any number of files",
  );
}

function binary(at: Place): Problem {
  return problem(
    "binary-file",
    at,
    `Cannot read ${at.file}: it holds NUL bytes, so it is not a text file`,
    "Name a YAML file, or save the file as UTF-8 text",
  );
}

function notUtf8(path: string, why: string, at: Place = { file: path, line: 1, column: 1 }): Problem {
  return problem("not-utf8", at, `Cannot read ${path} as UTF-8: ${why}`, "Save the file as UTF-8");
}

function startsWith(bytes: Uint8Array, ...head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

function placeOfByte(path: string, bytes: Uint8Array, offset: number): Place {
  const before = bytes.subarray(0, offset);
  const line = before.reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1);
  const column = new TextDecoder().decode(before.subarray(before.lastIndexOf(0x0a) + 1)).length + 1;
  return { file: path, line, column };
}

/** Where the longest well-formed beginning ends, found by halving. */
function badByte(bytes: Uint8Array): number {
  let good = 0;
  let broken = bytes.length;
  while (broken - good > 1) {
    const middle = (good + broken) >>> 1;
    if (isPrefix(bytes.subarray(0, middle))) good = middle;
    else broken = middle;
  }
  return good;
}

/** In streaming mode a character cut off at the end is no error. */
function isPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
