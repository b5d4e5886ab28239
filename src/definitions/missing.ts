import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import type { Node } from "./node.ts";
import { show } from "./quote.ts";
import type { Slot } from "./slot.ts";
import { placeOf } from "./source.ts";

/** A key that must be there and is not. `owner` is the map that lacks it. */
export function missingKey(key: string, owner: Node, slot: Slot): Problem {
  if (slot.name === "version") return missingVersion(owner);
  const where = slot.name.slice(0, -key.length - 1);
  return problem("bad-value", placeOf(owner), `Found no ${show(key)} in ${show(where)}`, `Add ${key}`);
}

export function missingVersion({ source }: Pick<Node, "source">): Problem {
  return problem(
    "version-missing",
    placeOf({ source, start: 0, end: 1 }),
    'Found no "version"; every file says which version of the format it follows',
    "Add version: 1 as the first line",
  );
}
