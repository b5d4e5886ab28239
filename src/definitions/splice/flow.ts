import { type Collection, type Item, likeNeighbour, type Standing } from "./items.ts";
import { endOf, lineEnd, lineStart, type Patch, put } from "./patch.ts";
import { inline, pair } from "./quoting.ts";

/** Each with the comma before it, and those at the beginning with the one behind. */
export function removeFromFlow(patch: Patch, items: readonly Standing[]): void {
  const firstKept = items.findIndex(({ removed }) => !removed);
  items.forEach(({ start, value, removed }, index) => {
    if (!removed) return;
    const end = endOf(patch, value);
    const before = items[index - 1];
    if (before && firstKept !== -1 && index > firstKept) put(patch, endOf(patch, before.value), end, "");
    // What is added stands in the place of the last one, and before a comma that ends the list.
    else put(patch, start, index < items.length - 1 ? behindComma(patch, start, end) : end, "");
  });
}

const COMMA = /\s*,\s*/y;

/** Where what follows the comma begins. A comment keeps a space before it. */
function behindComma({ source: { text } }: Patch, start: number, end: number): number {
  COMMA.lastIndex = end;
  if (!COMMA.test(text)) return end;
  const at = COMMA.lastIndex;
  return text[at] === "#" && !/\s/.test(text[start - 1] ?? "") ? at - 1 : at;
}

/** Behind the last item, or where it was; on lines of their own where that has one. */
export function addToFlow(patch: Patch, { entry, node, items }: Collection, added: readonly Item[]): void {
  const last = items.at(-1);
  const quoting = likeNeighbour(patch, last ?? entry);
  const texts = added.map(({ key, data }) =>
    key === undefined ? inline(data, quoting) : pair(key, data, quoting),
  );
  if (!last) {
    const [open, close] = node.kind === "map" ? ["{ ", " }"] : ["[", "]"];
    put(patch, node.start, node.end, `${open}${texts.join(", ")}${close}`);
    return;
  }
  if (addLinesToFlow(patch, last, texts)) return;
  const at = endOf(patch, last.value);
  const comma = items.some(({ removed }) => !removed) ? ", " : "";
  put(patch, at, at, `${comma}${texts.join(", ")}`);
}

/** What may follow an item that has a line of its own. */
const REST_OF_LINE = /^(,?)[ \t]*(?:#[^\n]*)?\r?\n$/;

/** False, and nothing done, where the last item shares its line with another one or with a bracket, or goes. */
function addLinesToFlow(
  patch: Patch,
  { start, value, removed }: Standing,
  texts: readonly string[],
): boolean {
  const { text } = patch.source;
  const [end, next] = [endOf(patch, value), lineEnd(patch, endOf(patch, value))];
  const rest = REST_OF_LINE.exec(text.slice(end, next));
  const indent = text.slice(lineStart(patch, start), start);
  if (removed || !rest || indent.trim() !== "") return false;
  const [, comma = ""] = rest;
  if (comma === "") put(patch, end, end, ",");
  const lines = texts.map(
    (one, index) => `${indent}${one}${index < texts.length - 1 ? "," : comma}${patch.eol}`,
  );
  put(patch, next, next, lines.join(""));
  return true;
}
