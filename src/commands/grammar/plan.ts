import { Command } from "commander";
import { baseOptions, inputOptions, onlyOption, selectOption } from "../flags/definitions.ts";
import { annotateOption, outputOptions } from "../flags/output.ts";
import { planOptions, settleOption } from "../flags/run.ts";
import { snapshotOption } from "../flags/snapshot.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";
import { taking } from "./taking.ts";

export function planCommand(shell: Shell, done: Done): Command {
  const command = new Command("plan")
    .description("Compare live users with the definitions and plan the calls that would make them equal")
    .option("--out <path>", "write the plan as JSON, for `gus apply`")
    .option("--detailed-exitcode", "exit 2 when there are differences")
    .action(async (flags) => done(await (await import("../plan.ts")).runPlan(shell, flags)));
  return taking(
    command,
    inputOptions,
    snapshotOption,
    baseOptions,
    onlyOption,
    selectOption,
    outputOptions,
    annotateOption,
    planOptions,
    settleOption,
    onlineOptions,
  );
}
