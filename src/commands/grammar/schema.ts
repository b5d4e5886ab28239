import { Argument, Command } from "commander";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";

export function schemaCommand(shell: Shell, done: Done): Command {
  return new Command("schema")
    .description("Print a JSON Schema")
    .addArgument(
      new Argument("[document]", "what the schema is of")
        .choices(["definitions", "plan", "result", "snapshot", "checkup"])
        .default("definitions"),
    )
    .action(async (name) => done(await (await import("../schema.ts")).runSchema(shell, name)));
}
