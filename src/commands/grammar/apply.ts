import { Command } from "commander";
import { inputOptions, selectOption } from "../flags/definitions.ts";
import { outputOptions } from "../flags/output.ts";
import { planOptions, runOptions } from "../flags/run.ts";
import type { Shell } from "../shell.ts";
import { duration } from "../values.ts";
import type { Done } from "./done.ts";
import { onlineOptions } from "./online.ts";
import { taking } from "./taking.ts";

export function applyCommand(shell: Shell, done: Done): Command {
  const command = new Command("apply")
    .description("Apply a plan file as it stands; without one: plan, show, ask, apply")
    .argument("[plan]", "plan file made by `gus plan --out`")
    .option(
      "--approved <approval>",
      "refuse any other plan than what was approved: a reviewHash, what `gus comment --read-approved` prints, or a plan file",
    )
    .option("--sha256 <hash>", "refuse any plan file but the one with this SHA-256")
    .option("--max-age <duration>", "refuse a plan file older than this", duration)
    .option("--resume <run>", "go on with a run that was stopped or killed, with the plan that it kept")
    .option("--auto-approve", "do not ask (without a plan file)")
    .option("--out <path>", "also write the plan that was made as JSON (without a plan file)")
    .option("--report <path>", "write the result as JSON")
    .action(async (file, flags) => done(await (await import("../apply.ts")).runApply(shell, file, flags)));
  return taking(command, inputOptions, selectOption, outputOptions, planOptions, runOptions, onlineOptions);
}
