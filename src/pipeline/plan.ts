import { APPLY_DEFAULTS, SETTLE_ABOVE } from "../apply/settings.ts";
import type { ReadSession } from "../genesys/client.ts";
import { loadDefinitions } from "../definitions/load.ts";
import type { Accepted, Plan } from "../model/plan.ts";
import { VERSION } from "../version.ts";
import { type Answer, fromChecked, fromError } from "./answer.ts";
import {
  CONNECTION_DEFAULTS,
  type Connection,
  learnLimit,
  openReader,
  type Surroundings,
} from "./connection.ts";
import { guarded } from "./guard.ts";
import { makePlan } from "./make-plan.ts";
import type { DefinitionsAt } from "./validate.ts";

export interface PlanOptions extends DefinitionsAt, Surroundings {
  readonly connection?: Connection;
  /** Globs over e-mails; nobody is left out when there is none. */
  readonly select?: readonly string[];
  readonly accept?: readonly Accepted[];
  /** More changed users than this make the rail `change` stand. */
  readonly maxChanges?: number;
  /** Pause before routing in a large run, milliseconds; part of the estimate. */
  readonly settleMs?: number;
  /** What the working copy says of itself. */
  readonly source?: { readonly commit?: string; readonly dirty?: boolean };
}

/** Plans the calls that make live users as the definitions say. Only reads. */
export function plan(options: PlanOptions): Promise<Answer<Plan>> {
  return compare("plan", options);
}

/** Compares live users with the definitions and plans nothing. */
export function drift(options: PlanOptions): Promise<Answer<Plan>> {
  return compare("drift", options);
}

async function compare(kind: Plan["kind"], unguarded: PlanOptions): Promise<Answer<Plan>> {
  const options = guarded(unguarded);
  const definitions = await loadDefinitions(options.paths, { cwd: options.cwd });
  if (!definitions.ok) return fromChecked(definitions);
  const connection = options.connection ?? {};
  const opened = openReader(connection, options);
  if (!opened.ok) return fromChecked({ ...opened, warnings: [...definitions.warnings, ...opened.warnings] });
  const { reader, close } = opened.value;
  try {
    await learnLimit(opened.value);
    const warnings = [...definitions.warnings, ...opened.warnings];
    const made = await makePlan(
      { ...requestOf(kind, options, opened.value.rate()), definitions: definitions.value, warnings },
      { ...options, reader },
    );
    // Whoever interrupts a command must not see it succeed because its last call was under way.
    options.signal?.throwIfAborted();
    return fromChecked(made);
  } catch (error) {
    return fromError(error, options.signal);
  } finally {
    await close();
  }
}

/** What the account allows itself in a window. */
type Allowed = Pick<ReturnType<ReadSession["rate"]>, "allowed" | "windowMs">;

function requestOf(kind: Plan["kind"], options: PlanOptions, { allowed: calls, windowMs }: Allowed) {
  const { concurrency, burst = concurrency } = { ...CONNECTION_DEFAULTS, ...options.connection };
  const { settleMs = APPLY_DEFAULTS.settleMs, edges, maxChanges } = options;
  const at = new Date(edges.clock.now()).toISOString();
  return {
    kind,
    selection: options.select ?? [],
    accepted: options.accept ?? [],
    ...(maxChanges === undefined ? {} : { maxChanges }),
    pace: { calls, windowMs, burst, settleMs, settleAbove: SETTLE_ABOVE },
    made: { at, toolVersion: VERSION, ...options.source },
  };
}
