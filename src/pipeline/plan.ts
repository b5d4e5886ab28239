import { liveFrom } from "../live/source.ts";
import type { Only } from "../model/cause.ts";
import type { Plan } from "../model/plan.ts";
import { present } from "../model/present.ts";
import type { Warning } from "../model/problem.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Answer, answer, fromChecked, fromError, refusal } from "./answer.ts";
import type { BaseAt } from "./base.ts";
import { learnLimit, openReader } from "./connection.ts";
import { guarded } from "./guard.ts";
import type { KnownAt } from "./known.ts";
import { makePlan } from "./make-plan.ts";
import { type PlanningOptions, requestFor } from "./plan-request.ts";
import { planSaved } from "./plan-saved.ts";
import { readSides, type Sides } from "./sides.ts";
import type { DefinitionsAt } from "./validate.ts";
import { withWho } from "./who.ts";

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

export interface DriftOptions extends Omit<PlanOptions, "only"> {
  /** The drift document of before: tells what is new since, what is still there and what is gone. */
  readonly known?: KnownAt;
  /** Asks the audit log who changed what differs; a snapshot is refused with it. */
  readonly who?: boolean;
}

/** Plans the calls that make live users as the definitions say. Only reads. */
export function plan(options: PlanOptions): Promise<Answer<Plan>> {
  return compare("plan", options);
}

/** Compares live users with the definitions and plans nothing. */
export function drift(options: DriftOptions): Promise<Answer<Plan>> {
  return compare("drift", options);
}

type Options = PlanOptions & DriftOptions;

async function compare(kind: Plan["kind"], unguarded: Options): Promise<Answer<Plan>> {
  const options = guarded(unguarded);
  const read = await readSides(options);
  if (!read.ok) return fromChecked(read);
  const { snapshot } = options;
  if (!snapshot) return planNow(kind, options, read.value, read.warnings);
  if (options.who) return refusal(1, [NOBODY_TO_ASK]);
  const sides = { ...read.value, warnings: read.warnings };
  return planSaved(kind, { ...options, snapshot }, sides, workingCopy(options));
}

const NOBODY_TO_ASK = {
  code: "who-needs-live",
  message: "A snapshot does not hold who changed what, and no call is made to ask the audit log",
  fix: "Leave out `who`, or the snapshot",
};

async function planNow(
  kind: Plan["kind"],
  options: Options,
  sides: Sides,
  found: readonly Warning[],
): Promise<Answer<Plan>> {
  const { connection = {}, edges, only } = options;
  const opened = openReader(connection, options);
  const warnings = [...found, ...opened.warnings];
  if (!opened.ok) return fromChecked({ ...opened, warnings });
  const { reader, close } = opened.value;
  try {
    await learnLimit(opened.value);
    const request = requestFor(kind, options, opened.value, workingCopy(options));
    const made = await makePlan(
      { ...request, ...sides, ...present({ only }), warnings },
      { ...options, from: liveFrom(reader) },
    );
    // Whoever interrupts a command must not see it succeed because its last call was under way.
    options.signal?.throwIfAborted();
    if (!options.who || !made.ok) return fromChecked(made);
    const past = present({ stateDir: connection.stateDir, known: sides.known?.before });
    return answer(await withWho(made.value, { reader, edges, ...past }), made.warnings);
  } catch (error) {
    return fromError(error, options.signal);
  } finally {
    await close();
  }
}

function workingCopy({ source, base }: PlanOptions) {
  const made = base && "rev" in base ? { base: { rev: base.rev, commit: base.commit } } : {};
  return { ...source, ...made };
}
