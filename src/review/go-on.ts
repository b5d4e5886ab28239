import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { type Block, whole } from "./fit.ts";

/** Exit codes of runs that somebody may want to go on with. */
const STOPPED = [6, 130, 143];

/** What can be done with a plan or drift document now, as commands to paste. */
export function planGoOn(plan: Plan): Block | undefined {
  if (plan.kind === "drift") {
    if (plan.differences.length === 0) return undefined;
    return commands([["gus plan --out plan.json", "plan the calls that bring live users back"]]);
  }
  if (plan.operations.length === 0) return undefined;
  const file = plan.source.run === undefined ? "plan.json" : "rollback.json";
  const show = [`gus show ${file}`, "all of it, where it was kept with --out"] as const;
  const apply = [`gus apply ${file} --approved ${plan.reviewHash}`, "this, and nothing else"] as const;
  return commands(plan.applyable && /^[0-9a-f]{64}$/.test(plan.reviewHash) ? [show, apply] : [show]);
}

/** The same for what became of a plan. */
export function resultGoOn({ run, exitCode, summary }: Result): Block | undefined {
  // Whoever edits a document must not get a reader to paste more than the id of a run.
  if (!/^[\w-]+$/.test(run)) return undefined;
  return commands([
    ...(STOPPED.includes(exitCode) ? [[`gus apply --resume ${run}`, "go on"] as const] : []),
    ...(summary.applied > 0
      ? [[`gus rollback ${run} --out rollback.json`, "plan the way back"] as const]
      : []),
  ]);
}

function commands(lines: readonly (readonly [command: string, why: string])[]): Block | undefined {
  if (lines.length === 0) return undefined;
  return whole(`\`\`\`sh\n${lines.map(([command, why]) => `${command}  # ${why}\n`).join("")}\`\`\`\n`);
}
