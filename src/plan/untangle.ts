import type { LiveUser } from "../model/state.ts";
import { type CrossUserOrder, crossUserOrder } from "./cross-user-order.ts";
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

/**
 * Whether the call waits for an address, over any number of others, from one that waits for its manager. Every circle has such a call: where
 * it passes from addresses to managers.
 */
function isKnot(start: Draft, waits: CrossUserOrder): boolean {
  const seen = new Set<Draft>();
  const open = others(waits.get(start)?.email);
  for (let draft = open.pop(); draft; draft = open.pop()) {
    const { email, manager } = waits.get(draft) ?? {};
    if (manager === start) return true;
    if (!seen.has(draft)) open.push(...others(email, manager));
    seen.add(draft);
  }
  return false;
}

function others(...drafts: readonly (Draft | undefined)[]): Draft[] {
  return drafts.filter((draft) => draft !== undefined);
}
