import { Command, Option } from "commander";
import { RECIPES } from "../recipes.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";

export function initCommand(shell: Shell, done: Done): Command {
  return new Command("init")
    .description("Write a first definition file, and a recipe for a pipeline; no file is overwritten")
    .option("--dir <path>", "the folder to begin in", ".")
    .addOption(
      new Option("--ci <recipe>", "the pipeline to write a recipe for")
        .choices([...RECIPES, "none"])
        .default("none"),
    )
    .action(async (flags) => done(await (await import("../init.ts")).runInit(shell, flags)));
}
