import { isDataList, isDataMap, isEmpty } from "./data.ts";
import { type Collection, type Item, isFlow, likeNeighbour, type Standing } from "./items.ts";
import { endOf, indentAt, lineEnd, lineStart, type Patch, put } from "./patch.ts";
import { inline, pair, type Quoting, scalar } from "./quoting.ts";

/** Takes an item away with its lines, and what stands behind it there; not where something else stands before it. */
export function removeLines(patch: Patch, { dash, start, value }: Standing): void {
  const begin = lineStart(patch, dash ?? start);
  const isOwn = /^ *(?:\? +)?(?:&\S+ +)?$/.test(patch.source.text.slice(begin, dash ?? start));
  if (isOwn) put(patch, begin, lineEnd(patch, endOf(patch, value)), "");
  else patch.obstacles.push({ spot: value, kind: "unusual" });
}

/** Below the last line of the collection, as far right as its first. */
export function addLines(patch: Patch, collection: Collection, added: readonly Item[]): void {
  const { items, entry } = collection;
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return;
  const indent = indentAt(patch, first.dash ?? first.start);
  const step = " ".repeat(Math.max(1, indent.length - indentAt(patch, entry.start).length));
  const style = {
    indent,
    step,
    eol: patch.eol,
    nested: nestedStyle(patch, items),
    quoting: likeNeighbour(patch, entry, items),
  };
  const at = lineEnd(patch, endOf(patch, last.value));
  put(patch, at, at, added.flatMap((item) => lines(item, style)).join(""));
}

interface LineStyle {
  readonly indent: string;
  readonly step: string;
  readonly eol: string;
  readonly nested: "block" | "flow";
  readonly quoting: Quoting;
}

function lines({ key, data }: Item, style: LineStyle): readonly string[] {
  const { indent, step, eol, nested, quoting } = style;
  if (key === undefined) return [`${indent}- ${inline(data, quoting)}${eol}`];
  const below = isDataMap(data)
    ? Object.entries(data).map(([inner, value]) => pair(inner, value, quoting))
    : [];
  const items = isDataList(data) ? data.map((item) => `- ${inline(item, quoting)}`) : below;
  if (nested === "flow" || isEmpty(data) || items.length === 0)
    return [`${indent}${pair(key, data, quoting)}${eol}`];
  const deeper = `${indent}${step}`;
  return [`${indent}${scalar(key, quoting)}:${eol}`, ...items.map((item) => `${deeper}${item}${eol}`)];
}

/** Maps and lists are written as those beside them are. */
function nestedStyle(patch: Patch, items: readonly Standing[]): "block" | "flow" {
  const beside = items.map(({ value }) => value).filter((one) => !one.alias && one.kind !== "scalar");
  return beside.length > 0 && beside.every((one) => isFlow(patch, one)) ? "flow" : "block";
}
