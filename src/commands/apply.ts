import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { type ExitCode, worstExit } from "../model/exit.ts";
import { listed } from "../model/figures.ts";
import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { present } from "../model/present.ts";
import { type Answer, answer, Interrupted, refusal } from "../pipeline/answer.ts";
import { apply } from "../pipeline/apply.ts";
import { keptPlan } from "../pipeline/kept-plan.ts";
import { readPlan, show } from "../pipeline/show.ts";
import { approvalFrom } from "./approval.ts";
import { definitionsAt, inputAt, outputsOf, refuseClashes } from "./clashes.ts";
import { complain, say, usageProblem, warn } from "./complain.ts";
import { connectionFrom } from "./connect.ts";
import { deliverDocument, readText, redact, refuseMisfits, writeCopies } from "./documents.ts";
import type { RunFlags } from "./flags/run.ts";
import { nextSteps } from "./next-steps.ts";
import { observed } from "./observe.ts";
import type { PlanCommandFlags } from "./plan.ts";
import { withProgress } from "./progress.ts";
import type { Shell } from "./shell.ts";

export interface ApplyCommandFlags extends PlanCommandFlags, RunFlags {
  readonly approved?: string;
  readonly sha256?: string;
  readonly maxAge?: number;
  readonly resume?: string;
  readonly autoApprove?: boolean;
  readonly report?: string;
}

/** Applies a plan file as it stands, goes on with the plan of a run, or plans, shows and asks first. */
export async function runApply(
  shell: Shell,
  file: string | undefined,
  flags: ApplyCommandFlags,
): Promise<ExitCode> {
  return observed(shell, flags, async (seen) => {
    const misuse = misuseOf(seen, file, flags);
    if (misuse) return complain(seen, usageProblem(...misuse));
    const refused = refuseMisfits(seen, flags, "result");
    const clashes = refused ?? (await refuseApplyClashes(seen, file, flags));
    if (clashes !== undefined) return clashes;
    if (flags.resume !== undefined) return goOn(seen, flags.resume, flags);
    return file === undefined ? planAskApply(seen, flags) : applyFile(seen, file, flags);
  });
}

function refuseApplyClashes(
  shell: Shell,
  file: string | undefined,
  { write, out, report, approved, file: paths = ["definitions"], resume }: ApplyCommandFlags,
): Promise<ExitCode | undefined> {
  const outputs = outputsOf(write, { "--out": out, "--report": report });
  const plans = [inputAt("the plan", file), inputAt("what was approved", approved)];
  const made = file !== undefined || resume !== undefined;
  return refuseClashes(shell, outputs, [...plans, ...definitionsAt(made ? [] : paths)]);
}

function misuseOf(
  shell: Shell,
  file: string | undefined,
  flags: ApplyCommandFlags,
): [string, string] | undefined {
  const { resume } = flags;
  const made = file !== undefined || resume !== undefined;
  if (file !== undefined && resume !== undefined) return [KEPT, "Leave out the plan file, or --resume"];
  if (file === undefined && flags.sha256 !== undefined)
    return ["--sha256 is that of a plan file", "Name the plan file, or leave out --sha256"];
  const planning = PLANNING.filter(([name]) => flags[name] !== undefined).map(([, flag]) => flag);
  if (made && planning.length > 0) {
    const why = planning.length === 1 ? "it belongs" : "they belong";
    return [
      resume === undefined ? "A plan file is applied as it stands" : KEPT,
      `Leave out ${listed(planning)}; ${why} to \`gus plan\``,
    ];
  }
  if (!made && !flags.autoApprove && !shell.interactive) {
    const fix =
      "Add --auto-approve, or make a plan with `gus plan --out`, have it reviewed, and apply that file";
    return ["Cannot ask for approval: there is no terminal", fix];
  }
  return undefined;
}

/** Flags that say what is planned, and so come too late for a plan that is there. */
const PLANNING = [
  ["file", "--file"],
  ["select", "--select"],
  ["accept", "--accept"],
  ["maxChanges", "--max-changes"],
  ["out", "--out"],
] as const;

const KEPT = "--resume goes on with the plan that the run kept";

async function applyFile(shell: Shell, file: string, flags: ApplyCommandFlags): Promise<ExitCode> {
  const text = await readText(shell, file);
  const asked = text.ok ? asAsked(file, text.value, flags.sha256) : text;
  const parsed = asked.ok ? readPlan(asked.value, file) : asked;
  return parsed.ok ? execute(shell, parsed.value, flags, "plan file") : complain(shell, parsed);
}

/** The text of the file that was asked for. Every byte counts, also of what no hash within the plan covers: when it was made, and with what. */
function asAsked(file: string, text: string, wanted: string | undefined): Answer<string> {
  if (wanted === undefined) return answer(text);
  const found = createHash("sha256").update(text).digest("hex");
  if (found === wanted.toLowerCase()) return answer(text);
  const message = `${file} is not the file that was asked for: its SHA-256 is ${found}, wanted is ${wanted}`;
  const fix = "Apply the file that was reviewed, or have this one reviewed";
  return refusal(5, [{ code: "plan-file-changed", message, fix }]);
}

async function goOn(shell: Shell, run: string, flags: ApplyCommandFlags): Promise<ExitCode> {
  const kept = await keptPlan({ edges: shell.edges, stateDir: stateDirOf(shell, flags), run });
  return kept.ok ? execute(shell, kept.value, flags, "plan file") : complain(shell, kept);
}

function stateDirOf(shell: Shell, { stateDir }: ApplyCommandFlags): string {
  return resolve(shell.cwd, stateDir);
}

async function planAskApply(shell: Shell, given: ApplyCommandFlags): Promise<ExitCode> {
  // A plan file is applied without what reads definitions, and so starts faster.
  const [{ plan }, { planOptionsFrom }] = await Promise.all([
    import("../pipeline/plan.ts"),
    import("./plan.ts"),
  ]);
  const flags = { ...given, accounts: new Map() };
  const options = await planOptionsFrom(shell, flags);
  const made = await withProgress(shell, undefined, (onEvent) => plan({ ...options, onEvent }));
  if (!made.ok) return complain(shell, made);
  const { operations, rails } = made.value;
  const asks =
    operations.length > 0 && rails.every(({ verdict }) => verdict !== "stands") && !flags.autoApprove;
  if (asks || !shell.observing?.log) showOnStderr(shell, made.value, flags);
  const out = flags.out === undefined ? [] : [{ format: "json" as const, path: flags.out }];
  const problems = await writeCopies(shell, made.value, flags, out);
  if (problems.length > 0) return complain(shell, { exit: 1, problems, warnings: [] });
  if (asks && !(await approves(shell, made.value))) {
    say(shell, "Not applied.");
    return shell.signal.reason instanceof Interrupted ? shell.signal.reason.exit : 1;
  }
  return execute(shell, made.value, flags, "definitions");
}

/** A plan to be approved. The result will be the only thing on stdout. A log of events is no place for it, unless somebody is asked. */
function showOnStderr(shell: Shell, document: Plan, flags: ApplyCommandFlags): void {
  shell.err(show({ document: redact(document, flags), format: "text", color: shell.stderrColor }));
}

async function approves(shell: Shell, { org }: Plan): Promise<boolean> {
  const reply = await shell
    .ask(`\nApply these changes to ${org.name}? Only "yes" is accepted: `)
    .catch(() => "");
  return reply.trim() === "yes";
}

/** A plan just made has shown the warnings about the credential already. */
async function execute(
  shell: Shell,
  approvedPlan: Plan,
  flags: ApplyCommandFlags,
  from: "plan file" | "definitions",
): Promise<ExitCode> {
  const { maxAge: maxAgeMs, lockTimeout: lockTimeoutMs, deadline: deadlineMs } = flags;
  const { settle: settleMs, verifyWait: verifyWaitMs, strictPins } = flags;
  const approval = await approvalFrom(shell, flags.approved);
  if (!approval.ok) return complain(shell, approval);
  const options = {
    plan: approvedPlan,
    edges: shell.edges,
    signal: shell.signal,
    connection: connectionFrom(shell, flags),
    settings: present({ settleMs, verifyWaitMs, strictPins, deadlineMs }),
    stateDir: stateDirOf(shell, flags),
    redact: flags.redact,
    ...present({ approved: approval.value, maxAgeMs, lockTimeoutMs, resume: flags.resume }),
  };
  const applied = await withProgress(shell, approvedPlan, (onEvent) => apply({ ...options, onEvent }));
  if (applied.ok && from === "plan file") warn(shell, applied.warnings);
  if (applied.ok) return keepAndShow(shell, applied.value, flags);
  const notApproved = applied.problems.some(({ code }) => code === "plan-not-approved");
  if (notApproved && !shell.observing?.log) showOnStderr(shell, approvedPlan, flags);
  return complain(shell, applied);
}

/** The run has happened, so a report that cannot be written is told besides what the run came to. */
async function keepAndShow(shell: Shell, result: Result, flags: ApplyCommandFlags): Promise<ExitCode> {
  const record = join(flags.stateDir, "runs", `${result.run}.json`);
  const paths = [...(result.outcomes.length > 0 ? [record] : []), ...(flags.report ? [flags.report] : [])];
  const copies = paths.map((path) => ({ format: "json" as const, path }));
  const problems = await deliverDocument(shell, result, flags, copies);
  for (const step of nextSteps(result, flags)) say(shell, step);
  const exit = result.exitCode as ExitCode;
  if (problems.length === 0) return exit;
  return complain(shell, { exit: worstExit([exit, 3]), problems, warnings: [] });
}
