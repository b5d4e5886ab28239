import { MERGE_KEY, RESERVED_KEYS } from "../keys.ts";
import type { ScalarNode } from "../node.ts";
import { expect, NotSimple, skip, type Walk } from "./walk.ts";

/** How a scalar without quotes begins; YAML allows more. */
const FIRST = "-?[^\\s\\-?:,[\\]{}#&*!|>'\"%@`.]";
/** Patterns that match without end would run out of stack with hostile files. */
const PARTS = "{0,1000}";
const DOUBLE_QUOTED = new RegExp(`"[^"\\\\\r\n]*(?:\\\\.[^"\\\\\r\n]*)${PARTS}"`, "y");
const SINGLE_QUOTED = new RegExp(`'[^'\r\n]*(?:''[^'\r\n]*)${PARTS}'`, "y");

/** A scalar without quotes. It ends before a colon and a space, before a space and a number sign, and before any of `ends`. */
function plainUntil(ends: string): RegExp {
  const word = `[^\\s:#${ends}]`;
  const colon = `:(?=[^\\s${ends}])`;
  return new RegExp(`${FIRST}(?:${word}+|${colon}|#| +(?=${word}|${colon}))${PARTS}`, "y");
}

export const PLAIN = plainUntil("");
export const PLAIN_IN_BRACKETS = plainUntil(",[\\]{}");

/** YAML wants a question mark before a key of more than 1,024 characters. */
const LONGEST_KEY = 1000;

export function readKey(walk: Walk, unquotedKey: RegExp): ScalarNode {
  const key = readScalar(walk, unquotedKey);
  const isSpecial = RESERVED_KEYS.has(key.text) || (key.plain && key.text === MERGE_KEY);
  if (isSpecial || key.end - key.start > LONGEST_KEY) throw new NotSimple();
  return key;
}

export function readScalar(walk: Walk, unquotedText: RegExp): ScalarNode {
  const { source, at: start } = walk;
  const plain = skip(walk, unquotedText);
  if (!plain && !skip(walk, DOUBLE_QUOTED)) expect(walk, SINGLE_QUOTED);
  const written = source.text.slice(start, walk.at);
  return { kind: "scalar", text: plain ? written : unquote(written), plain, source, start, end: walk.at };
}

function unquote(written: string): string {
  const inner = written.slice(1, -1);
  if (written.startsWith("'")) return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
  return inner.includes("\\") ? fromJson(written) : inner;
}

/** The escapes of JSON mean the same in YAML, which has more of them. */
function fromJson(written: string): string {
  try {
    return JSON.parse(written) as string;
  } catch {
    throw new NotSimple();
  }
}
