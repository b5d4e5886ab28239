import { type Entry, FEW, type ListNode, type MapNode, type Node, type ScalarNode } from "../node.ts";
import type { SourceText } from "../source.ts";
import { PLAIN, PLAIN_IN_BRACKETS, readKey, readScalar } from "./scalar.ts";
import { expect, NotSimple, skip, type Walk } from "./walk.ts";

/** The format needs two. */
const MOST_BRACKETS = 8;

const SPACES = / */y;
const LINE_BREAK = /\r?\n/y;
const COLON = / *:(?=[ \r\n])/y;
const COMMA = /,/y;
const OPEN = /[[{]/y;
const END_OF_MAP = /\}/y;
const END_OF_LIST = /\]/y;

/** What a value stands in: its lines, but for the first, begin right of the column. */
interface Within {
  readonly column: number;
  readonly depth: number;
}

/** A scalar, or a map or list in brackets. */
export function readInline(walk: Walk, column: number): Node {
  return readNode(walk, PLAIN, { column, depth: 0 });
}

function readNode(walk: Walk, unquotedText: RegExp, within: Within): Node {
  const first = walk.source.text[walk.at];
  if (first === "{") return readMap(walk, within);
  return first === "[" ? readList(walk, within) : readScalar(walk, unquotedText);
}

function readMap(walk: Walk, within: Within): MapNode {
  const { source, at: start } = walk;
  const entries: Entry[] = [];
  readItems(walk, within, END_OF_MAP, (inner) => {
    const key = readKey(walk, PLAIN_IN_BRACKETS);
    expect(walk, COLON);
    skipSpace(walk, inner);
    entries.push(entryOf(walk, key, readNode(walk, PLAIN_IN_BRACKETS, inner)));
  });
  return mapOf(entries, source, start, walk.at);
}

function readList(walk: Walk, within: Within): ListNode {
  const { source, at: start } = walk;
  const items: Node[] = [];
  readItems(walk, within, END_OF_LIST, (inner) => items.push(readNode(walk, PLAIN_IN_BRACKETS, inner)));
  return { kind: "list", items, source, start, end: walk.at };
}

/** What stands in brackets, a comma after each but perhaps the last. */
function readItems(walk: Walk, within: Within, end: RegExp, readItem: (inner: Within) => void): void {
  const inner = { ...within, depth: within.depth + 1 };
  if (inner.depth > MOST_BRACKETS) throw new NotSimple();
  expect(walk, OPEN);
  skipSpace(walk, inner);
  for (let more = true; more && !skip(walk, end); ) {
    readItem(inner);
    skipSpace(walk, inner);
    more = skip(walk, COMMA);
    if (more) skipSpace(walk, inner);
    else expect(walk, end);
  }
}

function skipSpace(walk: Walk, { column }: Within): void {
  skip(walk, SPACES);
  if (!skip(walk, LINE_BREAK)) return;
  const start = walk.at;
  skip(walk, SPACES);
  if (walk.at - start <= column) throw new NotSimple();
}

/** The entries are copied because lists that grew item by item have room to spare, and there are four maps for each user. */
export function mapOf(entries: readonly Entry[], source: SourceText, start: number, end: number): MapNode {
  if (hasRepeats(entries)) throw new NotSimple();
  return { kind: "map", entries: entries.slice(), source, start, end };
}

/** Short maps are looked through, for the same reason. */
function hasRepeats(entries: readonly Entry[]): boolean {
  if (entries.length > FEW) return new Set(entries.map(({ key }) => key)).size < entries.length;
  for (let index = 1; index < entries.length; index += 1)
    for (let before = 0; before < index; before += 1)
      if (entries[before]?.key === entries[index]?.key) return true;
  return false;
}

export function entryOf({ keys }: Walk, { text, source, start, end }: ScalarNode, value: Node): Entry {
  const key = keys.get(text);
  if (key === undefined) keys.set(text, text);
  return { key: key ?? text, value, source, start, end };
}
