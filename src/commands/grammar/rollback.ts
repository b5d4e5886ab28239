import { Command } from "commander";
import { selectOption } from "../flags/definitions.ts";
import { outputOptions } from "../flags/output.ts";
import { planOptions, settleOption } from "../flags/run.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";
import { taking } from "./taking.ts";

export function rollbackCommand(shell: Shell, done: Done): Command {
  const command = new Command("rollback")
    .description(
      "Plan the way back from a run: what it wrote and is live still becomes what was there before",
    )
    .argument("<run>", "id of a run, as its result tells it")
    .option("--out <path>", "write the plan as JSON, for `gus apply`")
    .option("--detailed-exitcode", "exit 2 when there is something to roll back")
    .action(async (run, flags) =>
      done(await (await import("../rollback.ts")).runRollback(shell, run, flags)),
    );
  return taking(command, selectOption, outputOptions, planOptions, settleOption, onlineOptions);
}
