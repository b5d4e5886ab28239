import { Command } from "commander";
import { inputOptions } from "../flags/definitions.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";

export function explainCommand(shell: Shell, done: Done): Command {
  const command = new Command("explain")
    .description("Show what the definitions ask of a user, each value with file and line")
    .argument("<email>")
    .argument("[field]", "one field, or one key such as skills.Billing")
    .action(async (email, field, flags) =>
      done(await (await import("../explain.ts")).runExplain(shell, email, field, flags)),
    );
  return inputOptions(command);
}
