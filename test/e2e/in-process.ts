import { CommanderError } from "commander";
import { buildProgram } from "../../src/commands/program.ts";
import type { Shell } from "../../src/commands/shell.ts";
import { systemEdges } from "../../src/index.ts";
import type { Run, Variables } from "../child.ts";

/** A shell that keeps what it is told to print. Without a terminal unless something else is asked for. */
export function keepingShell(
  cwd: string,
  env: Variables,
  terminal: Partial<Pick<Shell, "interactive" | "ask" | "signal">> = {},
): { readonly shell: Shell; readonly said: { stdout: string; stderr: string } } {
  const said = { stdout: "", stderr: "" };
  const shell: Shell = {
    edges: systemEdges(env),
    cwd,
    node: process.version,
    out: (text) => {
      said.stdout += text;
    },
    err: (text) => {
      said.stderr += text;
    },
    stdoutColor: false,
    stderrColor: false,
    interactive: false,
    redraws: false,
    columns: 80,
    ask: async () => "",
    signal: new AbortController().signal,
    ...terminal,
  };
  return { shell, said };
}

/** The same command line without a process of its own. Ends as cli.ts does, but for bugs, which are thrown. */
export async function runInProcess(args: readonly string[], cwd: string, env: Variables): Promise<Run> {
  const { shell, said } = keepingShell(cwd, env);
  let exit = 0;
  try {
    const program = buildProgram(shell, (code) => {
      exit = code;
    });
    await program.parseAsync(["node", "gus", ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exit = error.exitCode === 0 ? 0 : 1;
  }
  return { exit, ...said };
}
