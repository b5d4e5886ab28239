import type { Entry, ListNode, MapNode, Node } from "../node.ts";
import type { SourceText } from "../source.ts";
import { entryOf, mapOf, readInline } from "./inline.ts";
import { PLAIN, readKey } from "./scalar.ts";
import { endLine, expect, findLine, NotSimple, skip, type Walk } from "./walk.ts";

/** The format needs four. */
const DEEPEST = 8;
const START_OF_DOCUMENT = /---(?= *\r?\n)/y;
const COLON = / *:(?=[ \r\n])/y;
const DASH = /- +/y;
const SPACES_BEFORE_VALUE = / +(?![ #\r\n])/y;

/**
 * The tree of a file in the YAML that nearly all definitions are written in: block maps, lists of plain things, brackets and scalars that
 * end in the line where they begin, comments. Undefined for any other file, right or wrong; nothing here has a message.
 */
export function readSimpleYaml(source: SourceText): Node | undefined {
  const walk: Walk = { source, keys: new Map(), at: 0, column: 0 };
  try {
    findLine(walk);
    if (walk.column === 0 && skip(walk, START_OF_DOCUMENT)) endLine(walk);
    return walk.column === 0 ? readMap(walk, DEEPEST) : undefined;
  } catch (error) {
    if (error instanceof NotSimple) return undefined;
    throw error;
  }
}

/** The lines of one column, and those below each; what ends a map is a line further left. */
function readMap(walk: Walk, depth: number): MapNode {
  const { source, at: start, column } = walk;
  if (depth === 0) throw new NotSimple();
  const entries: Entry[] = [];
  while (walk.column === column) {
    const key = readKey(walk, PLAIN);
    expect(walk, COLON);
    entries.push(entryOf(walk, key, readValue(walk, column, depth)));
  }
  if (walk.column > column) throw new NotSimple();
  return mapOf(entries, source, start, entries.at(-1)?.value.end ?? start);
}

function readValue(walk: Walk, column: number, depth: number): Node {
  if (skip(walk, SPACES_BEFORE_VALUE)) return readLine(walk, column);
  endLine(walk);
  const first = walk.source.text[walk.at];
  if (walk.column >= column && first === "-") return readList(walk);
  if (walk.column <= column) throw new NotSimple();
  return first === "{" || first === "[" ? readLine(walk, column) : readMap(walk, depth - 1);
}

/** Items with a dash each; they may stand in the column of their key. */
function readList(walk: Walk): ListNode {
  const { source, at: start, column } = walk;
  const items: Node[] = [];
  while (walk.column === column && skip(walk, DASH)) items.push(readLine(walk, column));
  const last = items.at(-1);
  if (!last || walk.column > column) throw new NotSimple();
  return { kind: "list", items, source, start, end: last.end };
}

function readLine(walk: Walk, column: number): Node {
  const node = readInline(walk, column);
  endLine(walk);
  return node;
}
