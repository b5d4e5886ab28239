import { join, resolve } from "node:path";
import type { ExitCode } from "../model/exit.ts";
import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { apply } from "../pipeline/apply.ts";
import { plan } from "../pipeline/plan.ts";
import { readPlan, show } from "../pipeline/show.ts";
import { renderJson } from "../review/json.ts";
import { complain, usageProblem } from "./complain.ts";
import { connectionFrom, present } from "./connect.ts";
import { deliverDocument, readText, redact, writePrivate } from "./documents.ts";
import type { RunFlags } from "./options.ts";
import { type PlanCommandFlags, planOptionsFrom } from "./plan.ts";
import { showProgress } from "./progress.ts";
import type { Shell } from "./shell.ts";

export interface ApplyCommandFlags extends PlanCommandFlags, RunFlags {
  readonly approved?: string;
  readonly maxAge?: number;
  readonly autoApprove?: boolean;
  readonly report?: string;
}

/** Applies a plan file as it stands, or plans, shows and asks first. */
export async function runApply(
  shell: Shell,
  file: string | undefined,
  flags: ApplyCommandFlags,
): Promise<ExitCode> {
  const misuse = misuseOf(shell, file, flags);
  if (misuse) return complain(shell, usageProblem(...misuse));
  return file === undefined ? planAskApply(shell, flags) : applyFile(shell, file, flags);
}

function misuseOf(
  shell: Shell,
  file: string | undefined,
  flags: ApplyCommandFlags,
): [string, string] | undefined {
  const { accept, maxChanges, file: paths, select } = flags;
  if (file !== undefined && (paths || accept || select || maxChanges !== undefined)) {
    return [
      "A plan file is applied as it stands",
      "Leave out --file, --select, --accept and --max-changes; they belong to `gus plan`",
    ];
  }
  if (file === undefined && !flags.autoApprove && !shell.interactive) {
    const fix =
      "Add --auto-approve, or make a plan with `gus plan --out`, have it reviewed, and apply that file";
    return ["Cannot ask for approval: there is no terminal", fix];
  }
  return undefined;
}

async function applyFile(shell: Shell, file: string, flags: ApplyCommandFlags): Promise<ExitCode> {
  const text = await readText(shell, file);
  const parsed = text.ok ? readPlan(text.value, file) : text;
  return parsed.ok ? execute(shell, parsed.value, flags) : complain(shell, parsed);
}

async function planAskApply(shell: Shell, flags: ApplyCommandFlags): Promise<ExitCode> {
  const progress = showProgress(shell);
  const made = await plan({ ...(await planOptionsFrom(shell, flags)), onEvent: progress.onEvent });
  progress.end();
  if (!made.ok) return complain(shell, made);
  // The result will be the only thing on stdout.
  showOnStderr(shell, made.value, flags);
  if (flags.out !== undefined) {
    await writePrivate(
      resolve(shell.cwd, flags.out),
      show({ document: redact(made.value, flags), format: "json" }),
    );
  }
  if (made.value.operations.length === 0) return made.value.complete ? 0 : 3;
  const blocked = made.value.rails.some(({ verdict }) => verdict === "stands");
  if (!blocked && !flags.autoApprove && !(await approves(shell, made.value))) {
    shell.err("Not applied.\n");
    return 1;
  }
  return execute(shell, made.value, flags);
}

function showOnStderr(shell: Shell, document: Plan, flags: ApplyCommandFlags): void {
  shell.err(show({ document: redact(document, flags), format: "text", color: shell.stderrColor }));
}

async function approves(shell: Shell, { org }: Plan): Promise<boolean> {
  const reply = await shell
    .ask(`\nApply these changes to ${org.name}? Only "yes" is accepted: `)
    .catch(() => "");
  return reply.trim() === "yes";
}

async function execute(shell: Shell, approvedPlan: Plan, flags: ApplyCommandFlags): Promise<ExitCode> {
  const progress = showProgress(shell, approvedPlan);
  const { approved, maxAge: maxAgeMs, settle: settleMs, verifyWait: verifyWaitMs, strictPins } = flags;
  const applied = await apply({
    plan: approvedPlan,
    edges: shell.edges,
    onEvent: progress.onEvent,
    signal: shell.signal,
    connection: connectionFrom(flags),
    settings: present({ settleMs, verifyWaitMs, strictPins }),
    ...present({ approved, maxAgeMs }),
  });
  progress.end();
  if (applied.ok) return keepAndShow(shell, applied.value, flags);
  if (applied.problems.some(({ code }) => code === "plan-not-approved"))
    showOnStderr(shell, approvedPlan, flags);
  return complain(shell, applied);
}

async function keepAndShow(shell: Shell, result: Result, flags: ApplyCommandFlags): Promise<ExitCode> {
  if (result.outcomes.length > 0) {
    await writePrivate(
      resolve(shell.cwd, join(flags.stateDir, "runs", `${result.run}.json`)),
      renderJson(result),
    );
  }
  const report = flags.report === undefined ? [] : [{ format: "json" as const, path: flags.report }];
  await deliverDocument(shell, result, flags, report);
  return result.exitCode as ExitCode;
}
