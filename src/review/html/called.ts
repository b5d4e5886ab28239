import type { Change, Plan } from "../../model/plan.ts";
import { OPERATION_WORDS } from "../calls.ts";

/** What a change is marked with that a plan only shows. */
export const NO_CALL = "no call";

/** By which kind of call each change is made, in words; nothing in a drift document, which makes none. */
export function calledBy({ kind, operations, differences }: Plan): ReadonlyMap<Change, string> {
  if (kind === "drift") return new Map();
  const made = operations.flatMap((op) =>
    op.changes.map((change) => [change, OPERATION_WORDS[op.kind]] as const),
  );
  return new Map([...made, ...differences.map((change) => [change, NO_CALL] as const)]);
}
