import { diffUsers } from "../../src/diff/diff.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Plan } from "../../src/model/plan.ts";
import { assemblePlan, type PlanInput } from "../../src/plan/assemble.ts";
import { byUserId } from "../world.ts";
import type { Pair } from "./pairs.ts";

export const PACE = { calls: 300, windowMs: 60_000, burst: 6, settleMs: 900_000, settleAbove: 500 };

/** A whole plan for these users. */
export function planFor(pairs: readonly Pair[], input: Partial<PlanInput> = {}): Plan {
  const live = byUserId(pairs.map(([user]) => user));
  const desired = pairs.map(([, user]) => user);
  return assemblePlan({
    kind: "plan",
    diff: diffUsers(desired, live, FIELDS),
    desired,
    live,
    registry: FIELDS,
    org: { id: "org-1", name: "Example" },
    source: { files: [{ path: "definitions/care.yaml", sha256: "0".repeat(64) }] },
    selection: [],
    accepted: [],
    warnings: [],
    pace: PACE,
    made: { at: "2026-01-05T09:00:00.000Z", toolVersion: "1.0.0" },
    ...input,
  });
}
