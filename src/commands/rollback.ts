import { resolve } from "node:path";
import type { ExitCode } from "../model/exit.ts";
import { present } from "../model/present.ts";
import { rollback } from "../pipeline/rollback.ts";
import { outputsOf, refuseClashes } from "./clashes.ts";
import { complain } from "./complain.ts";
import { connectionFrom } from "./connect.ts";
import { refuseMisfits } from "./documents.ts";
import { observed } from "./observe.ts";
import { type PlanCommandFlags, showPlan } from "./plan.ts";
import { withProgress } from "./progress.ts";
import type { Shell } from "./shell.ts";

/** Plans the way back from a run. */
export async function runRollback(shell: Shell, run: string, flags: PlanCommandFlags): Promise<ExitCode> {
  return observed(
    shell,
    flags,
    async (seen) =>
      refuseMisfits(seen, flags, "plan") ??
      (await refuseClashes(seen, outputsOf(flags.write, { "--out": flags.out }), [])) ??
      planBack(seen, run, flags),
  );
}

async function planBack(shell: Shell, run: string, flags: PlanCommandFlags): Promise<ExitCode> {
  const { select, accept, maxChanges, settle: settleMs } = flags;
  const { cwd, edges, signal } = shell;
  const options = {
    run,
    stateDir: resolve(cwd, flags.stateDir),
    cwd,
    edges,
    signal,
    connection: connectionFrom(shell, flags),
    ...present({ select, accept, maxChanges, settleMs }),
  };
  const made = await withProgress(shell, undefined, (onEvent) => rollback({ ...options, onEvent }));
  return made.ok ? showPlan(shell, made.value, flags) : complain(shell, made);
}
