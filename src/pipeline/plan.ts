import { loadDefinitions } from "../definitions/load.ts";
import { liveFrom } from "../live/source.ts";
import type { Only } from "../model/cause.ts";
import type { Plan } from "../model/plan.ts";
import { bad, type Checked, good, type Warning } from "../model/problem.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Answer, fromChecked, fromError } from "./answer.ts";
import { type BaseAt, loadBase, type Sides } from "./base.ts";
import { learnLimit, openReader } from "./connection.ts";
import { guarded } from "./guard.ts";
import { makePlan } from "./make-plan.ts";
import { type PlanningOptions, requestFor } from "./plan-request.ts";
import { planSaved } from "./plan-saved.ts";
import type { DefinitionsAt } from "./validate.ts";

export interface PlanOptions extends DefinitionsAt, PlanningOptions {
  /** What the working copy says of itself. */
  readonly source?: { readonly commit?: string; readonly dirty?: boolean };
  /** The definitions as they were: tells what they change now from drift, and what leaves management. */
  readonly base?: BaseAt;
  /** What a plan with a base executes; `pr` when absent: what the definitions change, whether live differs from the base or not. */
  readonly only?: Only;
  /** Plans from this in place of what is live now, without network or credentials. The plan cannot be applied. */
  readonly snapshot?: Snapshot;
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
  const read = await readSides(options);
  if (!read.ok) return fromChecked(read);
  const { snapshot } = options;
  if (!snapshot) return planNow(kind, options, read.value, read.warnings);
  const sides = { ...read.value, warnings: read.warnings };
  return planSaved(kind, { ...options, snapshot }, sides, workingCopy(options));
}

async function planNow(
  kind: Plan["kind"],
  options: PlanOptions,
  sides: Sides,
  found: readonly Warning[],
): Promise<Answer<Plan>> {
  const connection = options.connection ?? {};
  const opened = openReader(connection, options);
  const warnings = [...found, ...opened.warnings];
  if (!opened.ok) return fromChecked({ ...opened, warnings });
  const { reader, close } = opened.value;
  try {
    await learnLimit(opened.value);
    const made = await makePlan(
      {
        ...requestFor(kind, options, opened.value, workingCopy(options)),
        ...sides,
        ...(options.only ? { only: options.only } : {}),
        warnings,
      },
      { ...options, from: liveFrom(reader) },
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

/** The definitions as they are and as they were, or the problems of both. */
async function readSides({ paths, cwd, base }: PlanOptions): Promise<Checked<Sides>> {
  const definitions = await loadDefinitions(paths, { cwd });
  const before = base && (await loadBase(base, cwd));
  const warnings = [...definitions.warnings, ...(before?.warnings ?? [])];
  const problems = [definitions, before].flatMap((side) => (side && !side.ok ? side.problems : []));
  if (!definitions.ok || (before && !before.ok)) return bad(problems, warnings);
  return good({ definitions: definitions.value, ...(before ? { base: before.value } : {}) }, warnings);
}

function workingCopy({ source, base }: PlanOptions) {
  const made = base && "rev" in base ? { base: { rev: base.rev, commit: base.commit } } : {};
  return { ...source, ...made };
}
