import { Command, Option } from "commander";
import type { Shell } from "../shell.ts";
import { rate, wholeNumber } from "../values.ts";
import type { Done } from "./done.ts";

export function simulateCommand(shell: Shell, done: Done): Command {
  const kinds = ["sliding-log", "sliding-counter", "fixed-window", "token-bucket"];
  return new Command("simulate")
    .description("Run a local Genesys Cloud org on this machine, to rehearse on")
    .option(
      "--users <n>",
      "how many users it has, those of the example definitions among them",
      wholeNumber(1, 100_000),
      2000,
    )
    .option("--port <n>", "port on 127.0.0.1; any free one when 0", wholeNumber(0, 65_535), 0)
    .option("--seed <n>", "the same seed gives the same org", wholeNumber(0), 1)
    .addOption(
      new Option("--rate <calls>", "calls a minute that it allows, or calls/window")
        .argParser(rate)
        .default({ limit: 300, windowMs: 60_000 }, "300"),
    )
    .addOption(new Option("--limiter <kind>", "how it counts calls").choices(kinds).default("sliding-log"))
    .action(async (flags) => done(await (await import("../simulate.ts")).runSimulate(shell, flags)));
}
