import type { ExitCode } from "../model/exit.ts";
import type { Problem, Warning } from "../model/problem.ts";
import { renderProblems } from "../review/problems.ts";
import type { Shell } from "./shell.ts";

/** Shows every problem on stderr and answers the exit code. */
export function complain(
  shell: Shell,
  {
    exit,
    problems,
    warnings,
  }: {
    readonly exit: ExitCode;
    readonly problems: readonly Problem[];
    readonly warnings: readonly Warning[];
  },
): ExitCode {
  shell.err(renderProblems(problems, warnings, { color: shell.stderrColor }));
  return exit;
}

/** A problem with the command line itself. */
export function usageProblem(
  message: string,
  fix: string,
): { readonly exit: 1; readonly problems: readonly Problem[]; readonly warnings: [] } {
  return { exit: 1, problems: [{ code: "usage", message, fix }], warnings: [] };
}
