import type { Registry } from "../fields/registry.ts";
import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { type Node, type ScalarNode, textsUnder } from "./node.ts";
import { bodiesOf, type Outline } from "./outline.ts";
import { show } from "./quote.ts";
import { placeOf } from "./source.ts";

/** Items that one list holds twice. Genesys Cloud keeps such lists as sets. */
export function listProblems(outline: Outline, fields: Registry): readonly Problem[] {
  const lists = [...fields.values()].filter(({ shape }) => shape.kind === "list").map(({ name }) => name);
  const keys = ["profiles", "unmanaged", ...lists];
  return bodiesOf(outline).flatMap((body) => keys.flatMap((key) => repeated(body, key)));
}

function repeated(body: Node, key: string): readonly Problem[] {
  const items = textsUnder(body, key);
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
