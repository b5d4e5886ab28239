import { Command } from "commander";
import { baseOptions, inputOptions, knownOptions, selectOption, whoOption } from "../flags/definitions.ts";
import { annotateOption, outputOptions } from "../flags/output.ts";
import { snapshotOption } from "../flags/snapshot.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";

export function driftCommand(shell: Shell, done: Done): Command {
  const command = new Command("drift")
    .description("Show where live users differ from the definitions; exit 2 when they do")
    .action(async (flags) => done(await (await import("../plan.ts")).runDrift(shell, flags)));
  return onlineOptions(
    annotateOption(
      outputOptions(
        selectOption(whoOption(knownOptions(baseOptions(snapshotOption(inputOptions(command)))))),
      ),
    ),
  );
}
