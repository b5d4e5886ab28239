import { type Command, Option } from "commander";
import { ONLY } from "../../model/cause.ts";
import { collect } from "../values.ts";

export interface InputFlags {
  readonly file?: readonly string[];
}

export function inputOptions(command: Command): Command {
  return command.option(
    "-f, --file <path>",
    "definition file or folder; repeatable (default: definitions)",
    collect,
  );
}

/** What a comparison is told of the definitions as they were. */
export function baseOptions(command: Command): Command {
  return command
    .option(
      "--base <rev>",
      "tell changes from drift by the definitions of a commit, such as origin/main or HEAD^",
    )
    .option(
      "--base-definitions <path>",
      "the same by the definitions of a file or folder; repeatable",
      collect,
    );
}

export function onlyOption(command: Command): Command {
  const which =
    "what a plan with a base executes: pr (changes of the definitions), drift or all (default: pr)";
  return command.addOption(new Option("--only <what>", which).choices(ONLY));
}

export function selectOption(command: Command): Command {
  return command.option("--select <glob>", "only users whose e-mail matches; repeatable", collect);
}
