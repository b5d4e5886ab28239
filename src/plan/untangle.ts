import type { LiveUser } from "../model/state.ts";
import { type CrossUserOrder, crossUserOrder, type Waits } from "./cross-user-order.ts";
import type { Draft } from "./draft.ts";

/**
 * Calls that can be put in order. Renames never wait for each other in a circle, and neither do changes of managers; calls that make both
 * may: Ada takes Grace's address, and Grace becomes Ada's report. Such a call is split in two, one with the manager and one with the rest.
 */
export function untangle(
  drafts: readonly Draft[],
  live: ReadonlyMap<string, LiveUser>,
  split: (draft: Draft) => readonly Draft[],
): readonly Draft[] {
  const waits = crossUserOrder(drafts, live);
  const knot = drafts.find((draft) => isKnot(draft, waits));
  if (!knot) return drafts;
  const apart = drafts.flatMap((draft) => (draft === knot ? split(draft) : [draft]));
  return untangle(apart, live, split);
}

/** Whether the call waits, over any number of others, for one that waits for the other half of it. */
function isKnot(draft: Draft, waits: CrossUserOrder): boolean {
  return leadsBack(draft, "email", "manager", waits) || leadsBack(draft, "manager", "email", waits);
}

function leadsBack(start: Draft, out: keyof Waits, back: keyof Waits, waits: CrossUserOrder): boolean {
  const seen = new Set<Draft>();
  const open = [waits.get(start)?.[out]];
  for (let draft = open.pop(); draft !== undefined || open.length > 0; draft = open.pop()) {
    if (!draft || seen.has(draft)) continue;
    if (waits.get(draft)?.[back] === start) return true;
    seen.add(draft);
    open.push(waits.get(draft)?.email, waits.get(draft)?.manager);
  }
  return false;
}
