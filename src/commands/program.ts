import { Command } from "commander";
import { EXIT } from "../model/exit.ts";
import { VERSION } from "../version.ts";
import { adoptCommand } from "./grammar/adopt.ts";
import { applyCommand } from "./grammar/apply.ts";
import { commentCommand } from "./grammar/comment.ts";
import { doctorCommand } from "./grammar/doctor.ts";
import type { Done } from "./grammar/done.ts";
import { driftCommand } from "./grammar/drift.ts";
import { explainCommand } from "./grammar/explain.ts";
import { exportCommand } from "./grammar/export.ts";
import { initCommand } from "./grammar/init.ts";
import { planCommand } from "./grammar/plan.ts";
import { rollbackCommand } from "./grammar/rollback.ts";
import { schemaCommand } from "./grammar/schema.ts";
import { showCommand } from "./grammar/show.ts";
import { simulateCommand } from "./grammar/simulate.ts";
import { snapshotCommand } from "./grammar/snapshot.ts";
import { validateCommand } from "./grammar/validate.ts";
import type { Shell } from "./shell.ts";

/** Options that may be given more than once. */
const REPEATABLE = ["file", "baseDefinitions", "select", "without", "accept", "write", "field"];

/** In the order in which they are used. */
const COMMANDS = [
  initCommand,
  doctorCommand,
  validateCommand,
  planCommand,
  applyCommand,
  rollbackCommand,
  showCommand,
  commentCommand,
  driftCommand,
  adoptCommand,
  exportCommand,
  snapshotCommand,
  explainCommand,
  schemaCommand,
  simulateCommand,
];

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
  for (const make of COMMANDS) {
    const command = make(shell, done).configureOutput(program.configureOutput()).exitOverride();
    program.addCommand(refuseTwice(command));
  }
  return program.exitOverride();
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
