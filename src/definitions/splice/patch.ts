import type { Entry, Node } from "../node.ts";
import type { SourceText, Spot } from "../source.ts";
import type { Splice } from "./splice.ts";

/** What is to be changed of one file, collected while its tree is walked. */
export interface Patch {
  /** Ends in a line end, whether the file does or not. */
  readonly source: SourceText;
  /** The line end that the file uses. */
  readonly eol: string;
  /** Nodes that aliases repeat elsewhere. */
  readonly shared: readonly Spot[];
  readonly splices: Splice[];
  readonly obstacles: Obstacle[];
  /** Aliases that were replaced by what they stood for, and what they say now. */
  readonly unaliased: Spot[];
}

/** Something that cannot be edited without touching more than was asked. */
export interface Obstacle {
  readonly spot: Spot;
  readonly kind: "shared" | "unusual";
}

export function put({ splices }: Patch, start: number, end: number, text: string): void {
  splices.push({ start, end, text });
}

/** Whether something else in the file repeats the node, or a node around it. */
export function isShared({ shared }: Patch, { start, end }: Spot): boolean {
  return shared.some((spot) => spot.start <= start && end <= spot.end);
}

/** Whether the node holds something that is repeated elsewhere, so that it cannot be taken away. */
export function holdsShared({ shared }: Patch, { start, end }: Spot): boolean {
  return shared.some((spot) => start <= spot.start && spot.end <= end);
}

/** Where an entry or item ends: at its last sign that is not a space or line break, as YAML knows them; a no-break space is a sign. */
export function endOf({ source: { text } }: Patch, node: Node): number {
  let { end } = node.alias ?? node;
  while (/[ \t\r\n]/.test(text[end - 1] ?? "")) end -= 1;
  return end;
}

/** The stretch of a node, or of the alias that stands for it. */
export function stretchOf(patch: Patch, node: Node): { readonly start: number; readonly end: number } {
  return { start: (node.alias ?? node).start, end: endOf(patch, node) };
}

/** Where an item begins: with its anchor, if it has one. */
export function beforeAnchor({ source: { text } }: Patch, start: number): number {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return start - (/&[^\s,[\]{}]+\s+$/.exec(line)?.[0].length ?? 0);
}

export function lineStart({ source: { text } }: Patch, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the next line begins. */
export function lineEnd({ source: { text } }: Patch, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at + 1;
}

/** As many spaces as a line begins with, behind the sign of an announced key or its value. */
export function indentAt(patch: Patch, offset: number): string {
  const start = lineStart(patch, offset);
  const [before = ""] = /^ *(?:[?:] +)*/.exec(patch.source.text.slice(start, offset)) ?? [];
  return " ".repeat(before.length);
}

const COLON = /\s*:(?:[ \t]+&[^\s,[\]{}]+)?/y;

/** Right behind the colon of an entry, and the anchor beside it; undefined where it is not found. */
export function behindColon({ source: { text } }: Patch, { end }: Entry): number | undefined {
  COLON.lastIndex = end;
  return COLON.test(text) ? COLON.lastIndex : undefined;
}
