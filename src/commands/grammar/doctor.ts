import { Command, Option } from "commander";
import { inputOptions } from "../flags/definitions.ts";
import type { Shell } from "../shell.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";

export function doctorCommand(shell: Shell, done: Done): Command {
  const command = new Command("doctor")
    .description("Look for what would keep gus from working here, and say what to do; only reads")
    .addOption(new Option("--format <format>", "what stdout shows").choices(["text", "json"]).default("text"))
    .action(async (flags) => done(await (await import("../doctor.ts")).runDoctor(shell, flags)));
  return onlineOptions(inputOptions(command));
}
