import { Command } from "commander";
import { outputOptions } from "../flags/output.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";

export function showCommand(shell: Shell, done: Done): Command {
  const command = new Command("show")
    .description("Show a plan, drift or result document")
    .argument("<document>", "JSON file written by gus")
    .action(async (file, flags) => done(await (await import("../show.ts")).runShow(shell, file, flags)));
  return outputOptions(command);
}
