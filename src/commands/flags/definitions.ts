import { type Command, Option } from "commander";
import { ONLY } from "../../model/cause.ts";
import { FAIL_ON } from "../../model/known.ts";
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

/** What drift is told of the drift of before. */
export function knownOptions(command: Command): Command {
  return command
    .option(
      "--known <path>",
      "tell what is new, still there and gone since this drift document; none there yet: everything is new",
    )
    .addOption(
      new Option(
        "--fail-on <which>",
        "exit 2 for any difference, or for new ones alone (default: any)",
      ).choices(FAIL_ON),
    );
}

export function whoOption(command: Command): Command {
  return command.option("--who", "ask the audit log of the last 14 days who changed what differs");
}

export function onlyOption(command: Command): Command {
  const which =
    "what a plan with a base executes: pr (changes of the definitions), drift or all (default: pr)";
  return command.addOption(new Option("--only <what>", which).choices(ONLY));
}

export function selectOption(command: Command): Command {
  return command.option("--select <glob>", "only users whose e-mail matches; repeatable", collect);
}
