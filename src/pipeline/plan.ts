import { loadDefinitions } from "../definitions/load.ts";
import type { Plan } from "../model/plan.ts";
import { type Answer, fromChecked, fromError } from "./answer.ts";
import { learnLimit, openReader } from "./connection.ts";
import { guarded } from "./guard.ts";
import { makePlan } from "./make-plan.ts";
import { type PlanningOptions, requestFor } from "./plan-request.ts";
import type { DefinitionsAt } from "./validate.ts";

export interface PlanOptions extends DefinitionsAt, PlanningOptions {
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
      {
        ...requestFor(kind, options, opened.value, options.source),
        definitions: definitions.value,
        warnings,
      },
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
