import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { entriesOf, entryOf, type ListNode, type Node } from "./node.ts";
import { asScalar, show } from "./quote.ts";
import { placeOf } from "./source.ts";

const NAME_KEYS = ["name", "skill", "language"] as const;
const LEVEL_KEYS = ["level", "proficiency"] as const;
const MOST_SHOWN = 5;

/** Skills or languages as a list of names and levels, as the web interface's exports have them: shows the same as a map. */
export function listForMap(node: ListNode, field: string): Problem {
  const pairs = node.items.slice(0, MOST_SHOWN).flatMap((item) => pairOf(item) ?? []);
  const more = node.items.length > MOST_SHOWN ? [", …"] : [];
  const form = pairs.length > 0 ? `{ ${pairs.join(", ")}${more.join("")} }` : "{ Name: 3 }";
  return problem(
    "list-for-map",
    placeOf(node),
    `Found a list in ${show(field)}, which wants a map of names and numbers`,
    `Write ${field}: ${form}`,
  );
}

function pairOf(item: Node): string | undefined {
  if (item.kind === "scalar") return `${asScalar(item.text)}: 3`;
  const name = textOf(item, NAME_KEYS);
  if (name !== undefined) return `${asScalar(name)}: ${textOf(item, LEVEL_KEYS) ?? "3"}`;
  const [only] = entriesOf(item);
  return only?.value.kind === "scalar" ? `${asScalar(only.key)}: ${only.value.text}` : undefined;
}

function textOf(item: Node, keys: readonly string[]): string | undefined {
  const value = keys.map((key) => entryOf(item, key)?.value).find((node) => node?.kind === "scalar");
  return value?.kind === "scalar" ? value.text : undefined;
}
