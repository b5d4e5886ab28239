import { Command } from "commander";
import { baseOptions, inputOptions, knownOptions, selectOption, whoOption } from "../flags/definitions.ts";
import { annotateOption, outputOptions } from "../flags/output.ts";
import { snapshotOption } from "../flags/snapshot.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";
import { taking } from "./taking.ts";

export function driftCommand(shell: Shell, done: Done): Command {
  const command = new Command("drift")
    .description("Show where live users differ from the definitions; exit 2 when they do")
    .action(async (flags) => done(await (await import("../plan.ts")).runDrift(shell, flags)));
  return taking(
    command,
    inputOptions,
    snapshotOption,
    baseOptions,
    knownOptions,
    whoOption,
    selectOption,
    outputOptions,
    annotateOption,
    onlineOptions,
  );
}
