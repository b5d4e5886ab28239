import type { SourceText } from "../source.ts";

/** Something that is left to the YAML package, right or wrong. */
export class NotSimple extends Error {}

/** How far a file is read. */
export interface Walk {
  readonly source: SourceText;
  /** Every key once: the users of a file repeat a few, which need not stand in memory again and again. */
  readonly keys: Map<string, string>;
  /** Offset of what comes next. */
  at: number;
  /** Column of the line reached last, counted from 0; -1 at the end of the file. */
  column: number;
}

/** Steps over what a sticky pattern matches here; false, and nothing done, where it does not match. */
export function skip(walk: Walk, pattern: RegExp): boolean {
  pattern.lastIndex = walk.at;
  if (!pattern.test(walk.source.text)) return false;
  walk.at = pattern.lastIndex;
  return true;
}

export function expect(walk: Walk, pattern: RegExp): void {
  if (!skip(walk, pattern)) throw new NotSimple();
}

/** What may follow a value: spaces, a comment, the end of the line. */
const REST_OF_LINE = / *(?:(?<= )#[^\n]*)?(?:\r?\n|$)/y;
const LINE_WITHOUT_VALUE = / *(?:#[^\n]*)?\r?\n/y;
const INDENT = / */y;

/** Leaves a line behind which nothing else may stand, and goes to the next one that says something. */
export function endLine(walk: Walk): void {
  expect(walk, REST_OF_LINE);
  findLine(walk);
}

export function findLine(walk: Walk): void {
  while (skip(walk, LINE_WITHOUT_VALUE));
  const start = walk.at;
  skip(walk, INDENT);
  const first = walk.source.text[walk.at];
  // A comment here is the last line, and does not end.
  walk.column = first === undefined || first === "#" ? -1 : walk.at - start;
}
