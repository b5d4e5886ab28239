import type { ExitCode } from "../model/exit.ts";
import { exitOfPlan } from "../model/exit.ts";
import type { Plan } from "../model/plan.ts";
import { present } from "../model/present.ts";
import type { Checked, Findings } from "../model/problem.ts";
import { type DriftOptions, drift, type PlanOptions, plan } from "../pipeline/plan.ts";
import { renderPlanAnnotations } from "../review/annotations.ts";
import { redactPlan } from "../review/redact.ts";
import { type BaseFlags, baseFrom, baseMisuse } from "./base.ts";
import { definitionsAt, inputAt, outputsOf, refuseClashes } from "./clashes.ts";
import { complain, usageProblem } from "./complain.ts";
import { connectionFrom } from "./connect.ts";
import { deliverDocument, refuseMisfits } from "./documents.ts";
import { deliverFindings } from "./findings.ts";
import type { ConnectionFlags } from "./flags/connection.ts";
import type { InputFlags } from "./flags/definitions.ts";
import type { ObserveFlags } from "./flags/observe.ts";
import type { AnnotateFlags, OutputFlags } from "./flags/output.ts";
import type { PlanFlags } from "./flags/run.ts";
import type { SnapshotFlags } from "./flags/snapshot.ts";
import { sourceState } from "./git.ts";
import { type KnownFlags, knownFrom, knownMisuse } from "./known.ts";
import { observed } from "./observe.ts";
import { withProgress } from "./progress.ts";
import { snapshotFrom, snapshotMisuse } from "./saved.ts";
import type { Shell } from "./shell.ts";

export interface PlanCommandFlags
  extends InputFlags,
    BaseFlags,
    SnapshotFlags,
    AnnotateFlags,
    Omit<ObserveFlags, "redact">,
    OutputFlags,
    ConnectionFlags,
    PlanFlags {
  readonly select?: readonly string[];
  readonly settle?: number;
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

interface DriftFlags extends PlanCommandFlags, KnownFlags {
  readonly who?: boolean;
}

export async function runPlan(shell: Shell, flags: PlanCommandFlags): Promise<ExitCode> {
  return observed(
    shell,
    flags,
    async (seen) => refuseMisfits(seen, flags, "plan") ?? compareAndShow(seen, flags, plan),
  );
}

export async function runDrift(shell: Shell, flags: DriftFlags): Promise<ExitCode> {
  const detailed = { ...flags, detailedExitcode: true };
  return observed(
    shell,
    flags,
    async (seen) => refuseMisfits(seen, flags, "drift") ?? compareAndShow(seen, detailed, drift),
  );
}

/** What the library needs to plan, from flags. */
export async function planOptionsFrom(
  shell: Shell,
  flags: PlanCommandFlags,
): Promise<Omit<PlanOptions, "onEvent">> {
  const { select, accept, maxChanges, settle: settleMs } = flags;
  return {
    paths: flags.file ?? ["definitions"],
    cwd: shell.cwd,
    edges: shell.edges,
    signal: shell.signal,
    connection: connectionFrom(shell, flags),
    source: await sourceState(shell.cwd),
    ...present({ select, accept, maxChanges, settleMs }),
  };
}

async function compareAndShow(
  shell: Shell,
  flags: DriftFlags,
  compare: (options: PlanOptions & DriftOptions) => ReturnType<typeof plan>,
): Promise<ExitCode> {
  const twice = flags.annotate && shell.observing?.log ? TWO_ON_STDERR : undefined;
  const misuse = twice ?? baseMisuse(flags) ?? knownMisuse(flags) ?? snapshotMisuse(flags);
  if (misuse) return complain(shell, usageProblem(...misuse));
  const clashes = await refusePlanClashes(shell, flags);
  if (clashes !== undefined) return clashes;
  const [base, known] = [await baseFrom(shell, flags), await knownFrom(shell, flags)];
  const saved = await snapshotFrom(shell, flags);
  if (!base.ok || !known.ok || !saved.ok)
    return complain(shell, { ...together(base, known, saved), exit: 1 });
  const options = {
    ...(await planOptionsFrom(shell, flags)),
    ...present({ base: base.value, only: flags.only, snapshot: saved.value }),
    ...present({ known: known.value, who: flags.who }),
  };
  const made = await withProgress(shell, undefined, (onEvent) => compare({ ...options, onEvent }));
  if (made.ok) return showPlan(shell, made.value, flags);
  const unwritten = made.problems.some(({ at }) => at) ? await deliverFindings(shell, made, flags) : [];
  return complain(shell, { ...made, problems: [...made.problems, ...unwritten] });
}

/** What is known of drift is read, and may be written anew for the next time. */
function refusePlanClashes(shell: Shell, flags: DriftFlags): Promise<ExitCode | undefined> {
  const { write, out, snapshot, known, baseDefinitions, file = ["definitions"] } = flags;
  const documents = [inputAt("the snapshot", snapshot), inputAt("what is known", known, "json")];
  const definitions = definitionsAt([...file, ...(baseDefinitions ?? [])]);
  return refuseClashes(shell, outputsOf(write, { "--out": out }), [...documents, ...definitions]);
}

function together(...parts: readonly Checked<unknown>[]): Findings {
  const problems = parts.flatMap((part) => (part.ok ? [] : part.problems));
  return { problems, warnings: parts.flatMap((part) => part.warnings) };
}

const TWO_ON_STDERR = [
  "--annotate writes to stderr, where --log-format json wants nothing but events",
  "Leave out one of the two",
] as const;

/** Writes a plan wherever the flags ask for it, shows it, and answers the exit code that it earns. */
export async function showPlan(shell: Shell, made: Plan, flags: PlanCommandFlags): Promise<ExitCode> {
  const out = flags.out === undefined ? [] : [{ format: "json" as const, path: flags.out }];
  const problems = await deliverDocument(shell, made, flags, out);
  if (flags.annotate) shell.err(renderPlanAnnotations(redactPlan(made, flags.redact)));
  if (problems.length > 0) return complain(shell, { exit: 1, problems, warnings: [] });
  return exitOfPlan(made, flags.detailedExitcode === true);
}
