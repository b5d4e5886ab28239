import type { Edges } from "../edges.ts";
import { placesOf } from "../journal/places.ts";
import { readRun } from "../journal/runs.ts";
import { StateDirError, withFile } from "../journal/state-dir-error.ts";
import type { Plan } from "../model/plan.ts";
import { type Answer, fromChecked, fromError, refusal } from "./answer.ts";
import { readPlan } from "./show.ts";

export interface KeptAt {
  readonly edges: Edges;
  readonly stateDir: string;
  /** Id of a run, as its result, its journal and its lock tell it. */
  readonly run: string;
}

/** The plan that a run kept in the state dir: what `apply` goes on with, and what a rollback turns round. */
export async function keptPlan(at: KeptAt): Promise<Answer<Plan>> {
  try {
    return await readKept(at);
  } catch (error) {
    if (error instanceof StateDirError) return fromError(error);
    throw error;
  }
}

async function readKept({ edges: { files }, stateDir, run }: KeptAt): Promise<Answer<Plan>> {
  const known = await readRun(files, stateDir, run);
  if (!known.ok) return fromChecked(known);
  const { plan: path } = placesOf(stateDir, run);
  const text = await withFile("read", path, () => files.read(path));
  if (text === undefined) return noPlan(path);
  const plan = readPlan(text, path);
  const [first] = known.value.history.runs;
  return plan.ok && first && first.planHash !== plan.value.planHash ? anotherPlan(path, run) : plan;
}

function noPlan(path: string): Answer<never> {
  const message = `Cannot read ${path}: there is no such file, though the run's journal is there`;
  return refusal(1, [
    { code: "no-such-file", message, fix: "Put it back, or apply the plan file that it was a copy of" },
  ]);
}

function anotherPlan(path: string, run: string): Answer<never> {
  const message = `${path} holds another plan than the one that run ${run} executed`;
  return refusal(5, [{ code: "plan-changed", message, fix: "Put the plan of that run back" }]);
}
