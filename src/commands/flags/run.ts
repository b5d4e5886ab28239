import type { Command } from "commander";
import type { Accepted } from "../../model/plan.ts";
import { accept, duration, someDuration, wholeNumber } from "../values.ts";

export interface PlanFlags {
  readonly accept?: readonly Accepted[];
  readonly maxChanges?: number;
}

export interface RunFlags {
  readonly strictPins?: boolean;
  readonly verifyWait?: number;
  readonly deadline?: number;
  readonly lockTimeout?: number;
}

export function planOptions(command: Command): Command {
  return command
    .option("--accept <rule=n>", "accept the size of a rail; repeatable", accept)
    .option("--max-changes <n>", "let the rail `change` stand above this many users", wholeNumber(0));
}

export function settleOption(command: Command): Command {
  return command.option(
    "--settle <duration>",
    "pause before more than 500 routing operations (default: 15m)",
    duration,
  );
}

export function runOptions(command: Command): Command {
  return settleOption(command)
    .option("--strict-pins", "hold every user whose version moved since the plan, whatever changed")
    .option(
      "--verify-wait <duration>",
      "how long to wait for changes to become visible (default: 60s)",
      duration,
    )
    .option(
      "--deadline <duration>",
      "do not begin what cannot end in this time, and stop cleanly before it is over",
      someDuration,
    )
    .option(
      "--lock-timeout <duration>",
      "how long to wait for another run in the organisation (default: 0s)",
      duration,
    );
}
