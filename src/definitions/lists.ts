import type { Registry } from "../fields/registry.ts";
import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { type Entry, entriesOf, type ScalarNode } from "./node.ts";
import { bodiesOf, type Outline } from "./outline.ts";
import { show } from "./quote.ts";
import { placeOf } from "./source.ts";

/** Items that one list holds twice. Genesys Cloud keeps such lists as sets. */
export function listProblems(outline: Outline, fields: Registry): readonly Problem[] {
  const lists = [...fields.values()].filter(({ shape }) => shape.kind === "list").map(({ name }) => name);
  const keys = new Set(["profiles", "unmanaged", ...lists]);
  const found = bodiesOf(outline).flatMap((body) => entriesOf(body).filter(({ key }) => keys.has(key)));
  return found.flatMap(repeated);
}

function repeated({ key, value }: Entry): readonly Problem[] {
  const items = value.kind === "list" ? value.items.filter((item) => item.kind === "scalar") : [];
  if (items.length < 2) return [];
  const seen = new Set<string>();
  return items.flatMap((item) => {
    if (seen.has(item.text)) return [listedTwice(item, key)];
    seen.add(item.text);
    return [];
  });
}

function listedTwice(item: ScalarNode, key: string): Problem {
  const message = `Found ${show(item.text)} twice in ${show(key)}`;
  return problem("duplicate-item", placeOf(item), message, "Remove one of the two");
}
