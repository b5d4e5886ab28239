import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { type Block, whole } from "./fit.ts";
import {
  ADOPT,
  againCommand,
  applyCommand,
  fileOf,
  PLAN_AGAIN,
  resumeCommand,
  undoCommand,
} from "./ways-on.ts";

/** What can be done with a plan or drift document now, as commands to paste. */
export function planGoOn(plan: Plan): Block | undefined {
  const isDrift = plan.kind === "drift";
  if ((isDrift ? plan.differences : plan.operations).length === 0) return undefined;
  if (isDrift)
    return commands([
      [PLAN_AGAIN, "plan the calls that bring live users back"],
      [ADOPT, "or write what is live into the definitions, if kept with --write json=drift.json"],
    ]);
  return commands([
    [`gus show ${fileOf(plan)}`, "all of it, where it was kept with --out"],
    [applyCommand(plan), "this, and nothing else"],
    [plan.source.snapshot && againCommand(plan), "the same from live users, to apply it"],
  ]);
}

/** The same for what became of a plan. */
export function resultGoOn(result: Result): Block | undefined {
  return commands([
    [resumeCommand(result), "go on"],
    [undoCommand(result), "plan the way back"],
  ]);
}

function commands(all: readonly (readonly [command: string | undefined, why: string])[]): Block | undefined {
  const lines = all.flatMap(([command, why]) => (command === undefined ? [] : [`${command}  # ${why}\n`]));
  return lines.length === 0 ? undefined : whole(`\`\`\`sh\n${lines.join("")}\`\`\`\n`);
}
