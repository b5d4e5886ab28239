import type { Collection, Standing } from "./items.ts";
import { endOf, lineEnd, lineStart, type Patch } from "./patch.ts";

/** An item in brackets with what stands around it. */
export interface Part extends Standing {
  readonly end: number;
  /** Where the comma behind it stands, if there is one. */
  readonly comma: number | undefined;
  /** Its lines, where it shares them with nothing but commas and comments. */
  readonly line: Line | undefined;
}

interface Line {
  readonly start: number;
  /** Where the next line begins. */
  readonly end: number;
  /** What stands before the item: spaces, and a comma where lines begin with commas. */
  readonly indent: string;
}

export function partsOf(patch: Patch, { node, items }: Collection): readonly Part[] {
  return items.map((item, index) => {
    const end = endOf(patch, item.value);
    const comma = commaIn(patch, end, items[index + 1]?.start ?? node.end);
    return { ...item, end, comma, line: ownLine(patch, item.start, end) };
  });
}

/** What stands between an item and the next one; nothing behind the last. */
export function between({ source: { text } }: Patch, parts: readonly Part[], part: Part): string {
  const next = parts[parts.indexOf(part) + 1];
  return next ? text.slice(part.end, next.start) : "";
}

/** Line breaks, spaces and comments before a comma. */
const UP_TO_COMMA = /(?:\s|#[^\n]*\n)*,/y;

function commaIn({ source: { text } }: Patch, from: number, to: number): number | undefined {
  UP_TO_COMMA.lastIndex = from;
  const isThere = UP_TO_COMMA.test(text) && UP_TO_COMMA.lastIndex <= to;
  return isThere ? UP_TO_COMMA.lastIndex - 1 : undefined;
}

const BEFORE_ITEM = /^[ \t]*(?:,[ \t]*)?$/;
const BEHIND_ITEM = /^[ \t]*,?[ \t]*(?:#[^\n]*)?\r?\n$/;

function ownLine(patch: Patch, itemStart: number, itemEnd: number): Line | undefined {
  const { text } = patch.source;
  const [start, end] = [lineStart(patch, itemStart), lineEnd(patch, itemEnd)];
  const indent = text.slice(start, itemStart);
  const isOwn = BEFORE_ITEM.test(indent) && BEHIND_ITEM.test(text.slice(itemEnd, end));
  return isOwn ? { start, end, indent } : undefined;
}
