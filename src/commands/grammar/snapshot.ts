import { Command } from "commander";
import { selectOption } from "../flags/definitions.ts";
import { redactOption } from "../flags/output.ts";
import { withoutOption } from "../flags/snapshot.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";
import { taking } from "./taking.ts";

export function snapshotCommand(shell: Shell, done: Done): Command {
  const command = new Command("snapshot")
    .description("Keep what is live in a file that `gus plan --snapshot` can plan from, without credentials")
    .requiredOption("--out <path>", "where to keep it")
    .addOption(redactOption().hideHelp())
    .action(async (flags) => done(await (await import("../snapshot.ts")).runSnapshot(shell, flags)));
  return taking(command, selectOption, withoutOption, onlineOptions);
}
