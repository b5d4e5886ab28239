import { APPLY_DEFAULTS, SETTLE_ABOVE } from "../apply/settings.ts";
import type { Accepted, Plan } from "../model/plan.ts";
import type { Made } from "../model/plan-source.ts";
import { VERSION } from "../version.ts";
import { CONNECTION_DEFAULTS, type Connection, type Surroundings } from "./connection.ts";

/** What every plan can be asked for with, whatever it is made from. */
export interface PlanningOptions extends Surroundings {
  readonly connection?: Connection;
  /** Globs over e-mails; nobody is left out when there is none. */
  readonly select?: readonly string[];
  readonly accept?: readonly Accepted[];
  /** More changed users than this make the rail `change` stand. */
  readonly maxChanges?: number;
  /** Pause before routing in a large run, milliseconds; part of the estimate. */
  readonly settleMs?: number;
}

/** A plan's request, at the pace that the session's account, or whoever stands for it, allows itself. */
export function requestFor(
  kind: Plan["kind"],
  options: PlanningOptions,
  session: { rate(): { readonly allowed: number; readonly windowMs: number } },
  working: Pick<Made, "commit" | "dirty" | "base"> = {},
) {
  const { concurrency, burst = concurrency } = { ...CONNECTION_DEFAULTS, ...options.connection };
  const { settleMs = APPLY_DEFAULTS.settleMs, edges, maxChanges } = options;
  const { allowed: calls, windowMs } = session.rate();
  const at = new Date(edges.clock.now()).toISOString();
  return {
    kind,
    selection: options.select ?? [],
    accepted: options.accept ?? [],
    ...(maxChanges === undefined ? {} : { maxChanges }),
    pace: { calls, windowMs, burst, settleMs, settleAbove: SETTLE_ABOVE },
    made: { at, toolVersion: VERSION, ...working },
  };
}
