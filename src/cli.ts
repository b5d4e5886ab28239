#!/usr/bin/env node
import { CommanderError } from "commander";
import { buildProgram } from "./commands/program.ts";
import { systemShell } from "./commands/shell.ts";
import { tuneForPlanning } from "./commands/tune-v8.ts";
import type { ExitCode } from "./model/exit.ts";

tuneForPlanning();
const shell = systemShell();
let exit: ExitCode = 0;

try {
  const program = buildProgram(shell, (code) => {
    exit = code;
  });
  await program.parseAsync(process.argv);
} catch (error) {
  exit = 1;
  if (error instanceof CommanderError) exit = error.exitCode === 0 ? 0 : 1;
  else shell.err(`${bugReport(error)}\n`);
}
process.exitCode = exit;

/** Anything that no stage expected is a bug of gus, and the stack is what its maintainers need. */
function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `gus met a case it does not know; please report this with what follows.\n${stack}`;
}
