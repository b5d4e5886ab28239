import { figure } from "../model/figures.ts";
import type { Plan, Rail } from "../model/plan.ts";

const ORDER = { stands: 0, accepted: 1, within: 2 } as const;

/** Rails that stand first, then accepted ones, then the rest. */
export function orderedRails(rails: readonly Rail[]): readonly Rail[] {
  return rails.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
}

/** `41, limit 20`. */
export function measureOf({ measured, limit }: Rail): string {
  return `${figure(measured)}, limit ${figure(limit)}`;
}

/** The exact words that let this size pass. */
export function overrideOf({ rule, measured }: Rail): string {
  return `--accept ${rule}=${measured}`;
}

/** Who accepted a rail, and up to which size. Not yet escaped. */
export function acceptedBy(plan: Plan, { rule, measured }: Rail): string {
  const by = plan.accepted.find((entry) => entry.rule === rule && entry.upTo >= measured);
  return by ? `up to ${figure(by.upTo)}, by ${by.by}` : "no entry says by whom";
}
