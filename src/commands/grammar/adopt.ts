import { Command } from "commander";
import { selectOption } from "../flags/definitions.ts";
import type { Shell } from "../shell.ts";
import { collect } from "../values.ts";
import type { Done } from "./done.ts";

export function adoptCommand(shell: Shell, done: Done): Command {
  const command = new Command("adopt")
    .description("Write live values into the definitions where a drift document says that they differ")
    .argument("<document>", "JSON file written by gus drift")
    .option("--field <field>", "only this field, or this key such as skills.Billing; repeatable", collect)
    .option("--profiles", "what all users of a profile have alike goes into the profile")
    .option("--no-profiles", "it goes into the entry of each of them")
    .option("--dry-run", "show the edits as a unified diff, and write nothing")
    .action(async (file, flags) => done(await (await import("../adopt.ts")).runAdopt(shell, file, flags)));
  return selectOption(command);
}
