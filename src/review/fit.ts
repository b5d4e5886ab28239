/** A part of a document. Frame parts always stay; rows may be left out, from the end, when there is no room. */
export interface Block {
  readonly open: string;
  readonly rows: readonly string[];
  readonly close: string;
  /** Blocks with lower numbers get their rows first. */
  readonly rank: number;
  /** What is said in place of rows left out. */
  readonly more: (left: number) => string;
}

/** A block that is never cut. */
export function whole(text: string): Block {
  return { open: text, rows: [], close: "", rank: 0, more: () => "" };
}

type Measure = (text: string) => number;

/** The blocks in their order as one text of at most `limit` UTF-16 units, provided the frames alone fit. */
export function fitted(blocks: readonly Block[], limit: number): string {
  return fittedBy(blocks, limit, (text) => text.length);
}

/** The same with at most `limit` bytes of UTF-8. */
export function fittedBytes(blocks: readonly Block[], limit: number): string {
  return fittedBy(blocks, limit, (text) => Buffer.byteLength(text));
}

function fittedBy(blocks: readonly Block[], limit: number, measure: Measure): string {
  let room = limit - blocks.reduce((sum, block) => sum + frameSize(block, measure), 0);
  const kept = new Map<Block, number>();
  for (const block of blocks.toSorted((a, b) => a.rank - b.rank)) {
    const count = countThatFits(block.rows, room, measure);
    kept.set(block, count);
    room -= measure(block.rows.slice(0, count).join(""));
  }
  return blocks.map((block) => cut(block, kept.get(block) ?? 0)).join("");
}

function frameSize({ open, close, rows, more }: Block, measure: Measure): number {
  return measure(open) + measure(close) + measure(more(rows.length));
}

function countThatFits(rows: readonly string[], room: number, measure: Measure): number {
  let used = 0;
  const tooMuch = rows.findIndex((row) => {
    used += measure(row);
    return used > room;
  });
  return tooMuch === -1 ? rows.length : tooMuch;
}

function cut({ open, rows, close, more }: Block, count: number): string {
  const left = rows.length - count;
  return `${open}${rows.slice(0, count).join("")}${left > 0 ? more(left) : ""}${close}`;
}
