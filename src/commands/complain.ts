import type { ExitCode } from "../model/exit.ts";
import type { Redaction } from "../model/plan.ts";
import type { Findings, Problem, Warning } from "../model/problem.ts";
import { hideAddresses } from "../review/hide-addresses.ts";
import { renderProblems } from "../review/problems.ts";
import type { Finding } from "../telemetry/log-line.ts";
import type { Shell } from "./shell.ts";

/** Shows every problem on stderr and answers the exit code. */
export function complain(shell: Shell, { exit, ...found }: Findings & { readonly exit: ExitCode }): ExitCode {
  show(shell, found);
  return exit;
}

/** Shows warnings of a command that goes on, or has done its work. */
export function warn(shell: Shell, warnings: readonly Warning[]): void {
  if (warnings.length > 0) show(shell, { problems: [], warnings });
}

/** Says something in a line, apart from the result. */
export function say({ err, observing }: Shell, message: string): void {
  if (observing?.log) observing.log({ type: "note", message });
  else err(`${message}\n`);
}

function show(shell: Shell, found: Findings): void {
  if (shell.observing?.log) logFindings(shell.observing.log, shell.observing.redact, found);
  else shell.err(renderProblems(found.problems, found.warnings, { color: shell.stderrColor }));
}

function logFindings(
  log: (finding: Finding) => void,
  redact: Redaction,
  { problems, warnings }: Findings,
): void {
  const findings: readonly Finding[] = [
    ...problems.map((problem) => ({ type: "finding", severity: "problem", problem }) as const),
    ...warnings.map((problem) => ({ type: "finding", severity: "warning", problem }) as const),
  ];
  const shown = redact === "people" ? hideAddresses(findings, []) : findings;
  shown.forEach(log);
}

/** A problem with the command line itself. */
export function usageProblem(
  message: string,
  fix: string,
): { readonly exit: 1; readonly problems: readonly Problem[]; readonly warnings: [] } {
  return { exit: 1, problems: [{ code: "usage", message, fix }], warnings: [] };
}
