import type { Place } from "../model/problem.ts";

/** A file's text with what is needed to find lines in it. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  /** Where each line begins, ascending. */
  readonly lineStarts: readonly number[];
}

/** A stretch of a file: offsets into its text, in UTF-16 units. */
export interface Spot {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Longer source lines are not shown: a file of one line would be repeated with every problem. */
const LONGEST_SHOWN_LINE = 1000;

export function sourceText(path: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { path, text, lineStarts };
}

/** The place of a spot's first line. Lines are only looked up when a place is asked for. */
export function placeOf({ source, start, end }: Spot): Place {
  const line = lineAt(source.lineStarts, start);
  const lineStart = source.lineStarts[line - 1] ?? 0;
  const next = source.lineStarts[line];
  const lineEnd = next === undefined ? source.text.length : next - 1;
  const column = start - lineStart + 1;
  const length = Math.max(1, Math.min(end, lineEnd) - start);
  if (lineEnd - lineStart > LONGEST_SHOWN_LINE) return { file: source.path, line, column, length };
  const textEnd = source.text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  return { file: source.path, line, column, text: source.text.slice(lineStart, textEnd), length };
}

/** Whether the second spot begins behind the first one, on its line. */
export function isOnOneLine(first: Spot, second: Spot): boolean {
  const next = first.source.text.indexOf("\n", first.start);
  return second.start >= first.start && (next === -1 || next >= second.start);
}

/** The number of the line, from 1, that holds an offset. */
export function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
