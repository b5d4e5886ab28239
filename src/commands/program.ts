import { Argument, Command, Option } from "commander";
import { FORGES } from "../forge/forges.ts";
import { EXIT, type ExitCode } from "../model/exit.ts";
import { VERSION } from "../version.ts";
import {
  annotateOption,
  baseOptions,
  connectionOptions,
  inputOptions,
  observeOptions,
  onlyOption,
  outputOptions,
  planOptions,
  redactOption,
  runOptions,
  selectOption,
  settleOption,
  writeOption,
} from "./options.ts";
import type { Shell } from "./shell.ts";
import { duration, rate, wholeNumber } from "./values.ts";

/** Options that may be given more than once. */
const REPEATABLE = ["file", "baseDefinitions", "select", "accept", "write"];

const IN_ORDER_OF_USE = [
  "validate",
  "plan",
  "apply",
  "rollback",
  "show",
  "comment",
  "drift",
  "export",
  "explain",
  "schema",
  "simulate",
];

type Done = (exit: ExitCode) => void;

/** The grammar of the command line. Each command loads its code when it is called, so that the others start fast. */
export function buildProgram(shell: Shell, done: Done): Command {
  const program = new Command("gus")
    .description(
      "User state as code for Genesys Cloud: definitions in YAML, a plan to review, an apply that keeps to it.",
    )
    .version(VERSION)
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureOutput({ writeOut: (text) => shell.out(text), writeErr: (text) => shell.err(text) })
    .addHelpText("after", `\n${exitCodeHelp()}`);
  const commands = [
    ...readingCommands(shell, done),
    ...writingCommands(shell, done),
    ...localCommands(shell, done),
    commentCommand(shell, done),
  ];
  for (const name of IN_ORDER_OF_USE) {
    const command = commands.find((one) => one.name() === name);
    if (command)
      program.addCommand(refuseTwice(command.configureOutput(program.configureOutput()).exitOverride()));
  }
  return program.exitOverride();
}

function readingCommands(shell: Shell, done: Done): readonly Command[] {
  const plan = new Command("plan")
    .description("Compare live users with the definitions and plan the calls that would make them equal")
    .option("--out <path>", "write the plan as JSON, for `gus apply`")
    .option("--detailed-exitcode", "exit 2 when there are differences")
    .action(async (flags) => done(await (await import("./plan.ts")).runPlan(shell, flags)));
  const drift = new Command("drift")
    .description("Show where live users differ from the definitions; exit 2 when they do")
    .action(async (flags) => done(await (await import("./plan.ts")).runDrift(shell, flags)));
  const rollback = new Command("rollback")
    .description(
      "Plan the way back from a run: what it wrote and is live still becomes what was there before",
    )
    .argument("<run>", "id of a run, as its result tells it")
    .option("--out <path>", "write the plan as JSON, for `gus apply`")
    .option("--detailed-exitcode", "exit 2 when there is something to roll back")
    .action(async (run, flags) => done(await (await import("./rollback.ts")).runRollback(shell, run, flags)));
  const exporting = new Command("export")
    .description("Write live users down as definitions")
    .option("--dir <path>", "write a file for each division into this folder instead of stdout")
    .option("--force", "replace files that hold something else")
    .action(async (flags) => done(await (await import("./export.ts")).runExport(shell, flags)));
  return [
    onlineOptions(
      settleOption(
        planOptions(annotateOption(outputOptions(selectOption(onlyOption(baseOptions(inputOptions(plan))))))),
      ),
    ),
    onlineOptions(settleOption(planOptions(outputOptions(selectOption(rollback))))),
    onlineOptions(annotateOption(outputOptions(selectOption(baseOptions(inputOptions(drift)))))),
    onlineOptions(selectOption(exporting)),
  ];
}

function writingCommands(shell: Shell, done: Done): readonly Command[] {
  const apply = new Command("apply")
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
    .action(async (file, flags) => done(await (await import("./apply.ts")).runApply(shell, file, flags)));
  return [onlineOptions(runOptions(planOptions(outputOptions(selectOption(inputOptions(apply))))))];
}

/** Of every command that calls Genesys Cloud. */
function onlineOptions(command: Command): Command {
  return observeOptions(connectionOptions(command));
}

function localCommands(shell: Shell, done: Done): readonly Command[] {
  const validate = new Command("validate")
    .description("Find every problem of the definitions that needs no network")
    .action(async (flags) => done(await (await import("./validate.ts")).runValidate(shell, flags)));
  const show = new Command("show")
    .description("Show a plan, drift or result document")
    .argument("<document>", "JSON file written by gus")
    .action(async (file, flags) => done(await (await import("./show.ts")).runShow(shell, file, flags)));
  const explain = new Command("explain")
    .description("Show what the definitions ask of a user, each value with file and line")
    .argument("<email>")
    .argument("[field]", "one field, or one key such as skills.Billing")
    .action(async (email, field, flags) =>
      done(await (await import("./explain.ts")).runExplain(shell, email, field, flags)),
    );
  const schema = new Command("schema")
    .description("Print a JSON Schema")
    .addArgument(new Argument("[document]").choices(["definitions", "plan", "result"]).default("definitions"))
    .action(async (name) => done(await (await import("./schema.ts")).runSchema(shell, name)));
  return [
    annotateOption(writeOption(inputOptions(validate))),
    outputOptions(show),
    inputOptions(explain),
    schema,
    simulateCommand(shell, done),
  ];
}

function commentCommand(shell: Shell, done: Done): Command {
  const places = ["pull-request", "issue"];
  return new Command("comment")
    .description(
      "Tell a document in the one comment of a pull request, or drift in the one issue, that is about it",
    )
    .argument("[document]", "JSON file written by gus")
    .addOption(new Option("--on <place>", "where to tell it").choices(places).default("pull-request"))
    .option("--read-approved", "print the reviewHash that our own comment of a plan tells, for `gus apply`")
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
    .action(async (file, flags) => done(await (await import("./comment.ts")).runComment(shell, file, flags)));
}

function simulateCommand(shell: Shell, done: Done): Command {
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
    .action(async (flags) => done(await (await import("./simulate.ts")).runSimulate(shell, flags)));
}

/** A flag given twice is a slip of the hand; which of the two was meant nobody can tell. */
function refuseTwice(command: Command): Command {
  for (const option of command.options.filter((one) => !REPEATABLE.includes(one.attributeName()))) {
    let seen = false;
    command.on(`option:${option.name()}`, () => {
      if (seen) command.error(`error: option '${option.long}' is given twice`);
      seen = true;
    });
  }
  return command;
}

function exitCodeHelp(): string {
  const rows = Object.values(EXIT).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`);
  return ["Exit codes:", ...rows].join("\n");
}
