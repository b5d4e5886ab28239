import { counted, figure, listed } from "../model/figures.ts";

/** What a document lists, in the order in which it is kept when room gets short: the last of these is cut first. */
export const KEPT = [
  "leaving users and fields",
  "deactivations",
  "moves and e-mail changes",
  "held users",
  "values not rolled back",
  "unread values",
  "warnings",
  "open outcomes",
  "differences that were not compared",
  "gone differences",
  "changes in common",
  "changes",
] as const;
export type Kept = (typeof KEPT)[number];

/** A line or more of a list, and what it counts for. */
export interface Row {
  readonly text: string;
  /** Whom it is about, where a list counts users. */
  readonly who?: readonly string[];
}

/** A part of a document. The frame always stays, unless it may go; rows are left out from the end when there is no room. */
export interface Block {
  readonly open: string;
  readonly rows: readonly Row[];
  readonly close: string;
  readonly lists?: Kept;
  /** Without any row the frame goes as well. */
  readonly mayGo?: true;
  /** What is said in place of rows left out. */
  readonly more: (left: readonly Row[]) => string;
}

/** A block that is never cut. */
export function whole(text: string): Block {
  return { open: text, rows: [], close: "", more: () => "" };
}

/** How much of what was left out of a document. */
type Left = ReadonlyMap<Kept, number>;
type Measure = (text: string) => number;

/** The blocks in their order as one text of at most `limit` UTF-16 units, provided the frames alone fit. */
export function fitted(blocks: readonly Block[], limit: number): string {
  return fittedBy(blocks, limit, (text) => text.length, "characters");
}

/** The same with at most `limit` bytes of UTF-8. */
export function fittedBytes(blocks: readonly Block[], limit: number): string {
  return fittedBy(blocks, limit, (text) => Buffer.byteLength(text), "bytes");
}

/** What was left out is said after the first block, where nobody can miss it. */
function fittedBy(blocks: readonly Block[], limit: number, measure: Measure, unit: string): string {
  const all = blocks.map(({ rows }) => rows.length);
  if (measure(joined(blocks, all)) <= limit) return joined(blocks, all);
  const note = (counts: readonly number[]) => cutNote(leftOf(blocks, counts), `${figure(limit)} ${unit}`);
  const counts = countsWithin(blocks, limit - measure(note(blocks.map(() => 0))), measure);
  return joined(
    [...blocks.slice(0, 1), whole(note(counts)), ...blocks.slice(1)],
    [...counts.slice(0, 1), 0, ...counts.slice(1)],
  );
}

/** How many rows of each block fit, those that are kept longest first. */
function countsWithin(blocks: readonly Block[], limit: number, measure: Measure): readonly number[] {
  const frames = blocks.map((block) => frameSize(block, measure));
  let room = limit - blocks.reduce((sum, { mayGo }, index) => sum + (mayGo ? 0 : (frames[index] ?? 0)), 0);
  const counts = blocks.map(() => 0);
  for (const index of inOrderOfKeeping(blocks)) {
    const { rows, mayGo } = blocks[index] as Block;
    const frame = mayGo ? (frames[index] ?? 0) : 0;
    const { count, used } = rowsThatFit(rows, room - frame, measure);
    counts[index] = count;
    if (count > 0) room -= used + frame;
  }
  return counts;
}

function inOrderOfKeeping(blocks: readonly Block[]): readonly number[] {
  const rank = (index: number) => KEPT.indexOf(blocks[index]?.lists ?? KEPT[0]);
  return [...blocks.keys()].toSorted((a, b) => rank(a) - rank(b));
}

function frameSize({ open, close, rows, more }: Block, measure: Measure): number {
  return measure(open) + measure(close) + measure(more(rows));
}

function rowsThatFit(
  rows: readonly Row[],
  room: number,
  measure: Measure,
): { readonly count: number; readonly used: number } {
  let used = 0;
  for (const [count, { text }] of rows.entries()) {
    const size = measure(text);
    if (used + size > room) return { count, used };
    used += size;
  }
  return { count: rows.length, used };
}

function joined(blocks: readonly Block[], counts: readonly number[]): string {
  return blocks.map((block, index) => cut(block, counts[index] ?? 0)).join("");
}

function cut({ open, rows, close, more, mayGo }: Block, count: number): string {
  if (mayGo && count === 0) return "";
  const left = rows.slice(count);
  const kept = rows.slice(0, count).map(({ text }) => text);
  return `${open}${kept.join("")}${left.length > 0 ? more(left) : ""}${close}`;
}

function leftOf(blocks: readonly Block[], counts: readonly number[]): Left {
  const left = new Map<Kept, number>();
  for (const [index, { rows, lists }] of blocks.entries()) {
    const missing = rows.length - (counts[index] ?? 0);
    if (lists && missing > 0) left.set(lists, (left.get(lists) ?? 0) + missing);
  }
  return left;
}

function cutNote(left: Left, limit: string): string {
  const what = KEPT.filter((kept) => left.has(kept)).map(
    (kept) => `${counted(left.get(kept) ?? 0, "line")} of ${kept}`,
  );
  return `**Cut to fit ${limit}:** ${listed(what)} ${LEFT_OUT}`;
}

const LEFT_OUT = "are left out. `gus show` of the document shows everything.\n\n";
