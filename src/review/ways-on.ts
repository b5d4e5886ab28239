import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";

/** Exit codes of runs that somebody may want to go on with. */
const STOPPED = [6, 130, 143];
/** Whoever edits a document must not get a reader to paste more than a command of ours. */
const RUN_ID = /^[\w-]+$/;
const HASH = /^[0-9a-f]{64}$/;

/** Plans what brings live users to what the definitions say. */
export const PLAN_AGAIN = "gus plan --out plan.json";

/** Writes what is live into the definitions, where a drift document was kept. */
export const ADOPT = "gus adopt drift.json";

/** Where a plan lies when it was kept as its command proposes. */
export function fileOf({ source }: Plan): string {
  return source.run === undefined ? "plan.json" : "rollback.json";
}

/** Applies a plan, and nothing else; undefined while that would be refused. */
export function applyCommand(plan: Plan): string | undefined {
  if (!plan.applyable || !HASH.test(plan.reviewHash)) return undefined;
  return `gus apply ${fileOf(plan)} --approved ${plan.reviewHash}`;
}

/** Makes a plan again. */
export function againCommand({ source: { run } }: Plan): string | undefined {
  return run === undefined ? PLAN_AGAIN : rollbackCommand(run);
}

/** Goes on with a run; undefined when it came to its end. `where` are more flags. */
export function resumeCommand({ run, exitCode }: Result, where = ""): string | undefined {
  return STOPPED.includes(exitCode) && RUN_ID.test(run) ? `gus apply --resume ${run}${where}` : undefined;
}

/** Plans the way back from a run; undefined when it wrote nothing. */
export function undoCommand({ run, summary }: Result, where = ""): string | undefined {
  return summary.applied > 0 ? rollbackCommand(run, where) : undefined;
}

function rollbackCommand(run: string, where = ""): string | undefined {
  return RUN_ID.test(run) ? `gus rollback ${run}${where} --out rollback.json` : undefined;
}
