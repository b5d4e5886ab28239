import { Command, Option } from "commander";
import { FORGES } from "../../forge/forges.ts";
import { redactOption } from "../flags/output.ts";
import type { Shell } from "../shell.ts";
import { wholeNumber } from "../values.ts";
import type { Done } from "./done.ts";

export function commentCommand(shell: Shell, done: Done): Command {
  const places = ["pull-request", "issue"];
  return new Command("comment")
    .description(
      "Tell a document in the one comment of a pull request, or drift in the one issue, that is about it",
    )
    .argument("[document]", "JSON file written by gus")
    .addOption(new Option("--on <place>", "where to tell it").choices(places).default("pull-request"))
    .option("--read-approved", "print what our own comment of a plan says was approved, for `gus apply`")
    .option("--best-effort", "exit 0 with a warning where commenting is not possible")
    .addOption(
      new Option("--forge <name>", "GitHub or GitLab (default: the one whose job this is)").choices(FORGES),
    )
    .option("--repo <name>", "owner/name, or a project's path or id (default: the job's)")
    .option(
      "--number <n>",
      "the pull request (default: the job's, or the one that was merged)",
      wholeNumber(1),
    )
    .addOption(redactOption())
    .action(async (file, flags) =>
      done(await (await import("../comment.ts")).runComment(shell, file, flags)),
    );
}
