import { Command } from "commander";
import { selectOption } from "../flags/definitions.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";

export function exportCommand(shell: Shell, done: Done): Command {
  const command = new Command("export")
    .description("Write live users down as definitions")
    .option("--dir <path>", "write a file for each division into this folder instead of stdout")
    .option("--force", "replace files that hold something else")
    .action(async (flags) => done(await (await import("../export.ts")).runExport(shell, flags)));
  return onlineOptions(selectOption(command));
}
