import { Command } from "commander";
import { inputOptions } from "../flags/definitions.ts";
import { annotateOption, writeOption } from "../flags/output.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { taking } from "./taking.ts";

export function validateCommand(shell: Shell, done: Done): Command {
  const command = new Command("validate")
    .description("Find every problem of the definitions that needs no network")
    .action(async (flags) => done(await (await import("../validate.ts")).runValidate(shell, flags)));
  return taking(command, inputOptions, writeOption, annotateOption);
}
