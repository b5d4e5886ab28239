import { between, type Part, partsOf } from "./flow-parts.ts";
import { type Collection, type Item, likeNeighbour } from "./items.ts";
import { type Patch, put } from "./patch.ts";
import { inline, pair } from "./quoting.ts";

/**
 * Takes items out of brackets and adds others behind those that stay. What has lines of its own goes and comes with them, so that every
 * comment stays beside what it is about.
 */
export function editFlow(patch: Patch, collection: Collection, added: readonly Item[]): void {
  const { entry, node, items } = collection;
  if (added.length === 0 && !items.some(({ removed }) => removed)) return;
  const quoting = likeNeighbour(patch, entry, items);
  const texts = added.map(({ key, data }) =>
    key === undefined ? inline(data, quoting) : pair(key, data, quoting),
  );
  if (items.length === 0) {
    fill(patch, node, texts.join(", "));
    return;
  }
  const parts = withoutHead(patch, partsOf(patch, collection));
  for (const { removed, line, start, end } of parts)
    if (removed) put(patch, line?.start ?? start, line?.end ?? end, "");
  settleCommas(patch, parts, texts.length > 0);
  if (texts.length > 0) add(patch, parts, texts);
}

/** Writes into empty brackets; a comment between them stays. */
function fill(patch: Patch, { kind, start, end }: Collection["node"], text: string): void {
  const [open, close] = kind === "map" ? ["{ ", " }"] : ["[", "]"];
  if (patch.source.text.slice(start, end).includes("#")) put(patch, start + 1, start + 1, ` ${text}`);
  else put(patch, start, end, `${open}${text}${close}`);
}

/** Moves the first item that stays to the bracket, where one beside the bracket goes and no comment is in between. */
function withoutHead(patch: Patch, parts: readonly Part[]): readonly Part[] {
  const [head] = parts;
  const first = parts.find(({ removed }) => !removed);
  if (!first || !head?.removed || head.line) return parts;
  if (patch.source.text.slice(head.start, first.start).includes("#")) return parts;
  put(patch, head.start, first.start, "");
  return parts.slice(parts.indexOf(first));
}

/** One comma between any two items, and one at the end only where there was one. */
function settleCommas(patch: Patch, parts: readonly Part[], adds: boolean): void {
  const kept = parts.flatMap(({ removed }, index) => (removed ? [] : [index]));
  keepOne(patch, parts, [0, kept[0] ?? parts.length - 1], "none");
  kept.forEach((first, at) => {
    const next = kept[at + 1];
    const ends = parts.at(-1)?.comma === undefined ? "none" : "any";
    const isBeforeLines = adds && next === undefined && endsInComma(parts[first]);
    const which = isBeforeLines ? "own line" : next === undefined ? ends : "any";
    const left = keepOne(patch, parts, [first, next ?? parts.length], which);
    const { end = 0 } = parts[first] ?? {};
    if (!left && (isBeforeLines || next !== undefined)) put(patch, end, end, ",");
  });
}

/** Whether what is added behind an item stands on lines that end in commas. */
function endsInComma(part: Part | undefined): boolean {
  return part?.line !== undefined && !part.line.indent.includes(",");
}

type Which = "none" | "any" | "own line";

/** Takes all commas behind a range of items away but one, if that is wanted; whether one is left. */
function keepOne(
  patch: Patch,
  parts: readonly Part[],
  [from, to]: readonly [number, number],
  which: Which,
): boolean {
  const goneLines = parts.flatMap(({ removed, line }) => (removed && line ? [line] : []));
  const standing = parts.slice(from, to).filter(({ comma }) => {
    return comma !== undefined && !goneLines.some(({ start, end }) => start <= comma && comma < end);
  });
  const { start = 0, line } = parts[from] ?? {};
  const kept: Readonly<Record<Which, Part | undefined>> = {
    none: undefined,
    // Where a comment follows, what comes behind it is on a line that must not begin with a comma.
    any: standing.find((part) => between(patch, parts, part).includes("#")) ?? standing.at(-1),
    "own line": standing.find(({ comma = 0 }) => line && start < comma && comma < line.end),
  };
  for (const part of standing) if (part !== kept[which]) removeComma(patch, parts, part);
  return kept[which] !== undefined;
}

const SPACES = /[ \t]*/y;

function removeComma(patch: Patch, parts: readonly Part[], part: Part): void {
  const { comma = 0 } = part;
  const { text } = patch.source;
  const next = parts[parts.indexOf(part) + 1];
  const isOnGoneLine = (one: Part) => one.removed && one.line;
  if (next && !between(patch, parts, part).includes("#") && ![part, next].some(isOnGoneLine)) {
    put(patch, part.end, next.start, "");
    return;
  }
  SPACES.lastIndex = comma + 1;
  SPACES.test(text);
  // A comment keeps the space before it.
  put(patch, comma, text[SPACES.lastIndex] === "#" ? comma + 1 : SPACES.lastIndex, "");
}

/** Behind the last item that stays, or where the first one was. */
function add(patch: Patch, parts: readonly Part[], texts: readonly string[]): void {
  const last = parts.findLast(({ removed }) => !removed);
  const beside = last ?? parts[0];
  if (!beside) return;
  const { line, start } = beside;
  if (!line) {
    if (last) put(patch, last.end, last.end, texts.map((text) => `, ${text}`).join(""));
    else put(patch, start, start, texts.join(", "));
    return;
  }
  const at = last ? line.end : line.start;
  const ends = !endsInComma(beside) || parts.at(-1)?.comma === undefined ? "" : ",";
  const comma = endsInComma(beside) ? "," : "";
  const lines = texts.map(
    (text, index) => `${line.indent}${text}${index < texts.length - 1 ? comma : ends}${patch.eol}`,
  );
  put(patch, at, at, lines.join(""));
}
