import { existsSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Run, Variables } from "../child.ts";
import type { Project } from "./project.ts";
import type { GitlabJob, Pipeline } from "./recipes.ts";

/** Why a pipeline runs. */
export interface Occasion {
  readonly ref: string;
  /** Where artifacts and caches are kept. */
  readonly kept: string;
  readonly env: Variables;
  /** Variables that only jobs of an environment get. */
  readonly environments: Readonly<Record<string, Variables>>;
}

export interface JobRun {
  readonly ok: boolean;
  readonly script: readonly Run[];
  readonly after: readonly Run[];
  readonly machine: string;
}

/** What a shell says of a command that SIGKILL ended. */
const KILLED = 137;

/** Runs a pipeline: its jobs by stage, each on a machine of its own, with the artifacts of those that it needs. */
export async function runPipeline(
  project: Project,
  { stages, before, jobs }: Pipeline,
  occasion: Occasion,
  /** Only these, as a retry does. */
  only: readonly string[] = Object.keys(jobs),
): Promise<Readonly<Record<string, JobRun>>> {
  const runs: Record<string, JobRun> = {};
  const inOrder = stages.flatMap((stage) => Object.entries(jobs).filter(([, job]) => job.stage === stage));
  for (const [name, job] of inOrder.filter(([name]) => only.includes(name))) {
    const rule = job.rules.find((one) => holds(one.if, occasion.env));
    const failed = (job.needs ?? []).some((need) => runs[need] && !runs[need].ok);
    if (!rule || (failed && rule.when !== "always")) continue;
    runs[name] = await runJob(project, name, { ...job, script: [...before, ...job.script] }, occasion);
  }
  return runs;
}

async function runJob(project: Project, name: string, job: GitlabJob, occasion: Occasion): Promise<JobRun> {
  const { ref, kept, env, environments } = occasion;
  const machine = await project.checkout(ref, 0);
  const { needs = [], cache } = job;
  for (const need of [...needs, ...(cache && cache.policy !== "push" ? [cache.key] : [])]) {
    if (existsSync(join(kept, need))) await cp(join(kept, need), machine, { recursive: true });
  }
  const all = { ...env, ...(job.environment === undefined ? {} : environments[job.environment]) };
  const script = await runLines(project, machine, job.script, all);
  const after = await runLines(project, machine, job.after_script ?? [], all);
  const exit = script.at(-1)?.exit ?? KILLED;
  const ok = exit === 0 || job.allow_failure?.exit_codes.includes(exit) === true;
  await rm(join(kept, name), { recursive: true, force: true });
  if (job.artifacts && (ok || job.artifacts.when === "always"))
    await keep(machine, join(kept, name), [
      ...job.artifacts.paths,
      ...Object.values(job.artifacts.reports ?? {}),
    ]);
  if (cache && cache.policy !== "pull" && (ok || cache.when === "always"))
    await keep(machine, join(kept, cache.key), cache.paths);
  return { ok, script: script.slice(1), after, machine };
}

/** Runs lines until one fails. */
async function runLines(
  project: Project,
  machine: string,
  lines: readonly string[],
  env: Variables,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const line of lines) {
    runs.push(await project.run(machine, line, env));
    if (runs.at(-1)?.exit !== 0) break;
  }
  return runs;
}

async function keep(machine: string, to: string, paths: readonly string[]): Promise<void> {
  for (const path of paths.map((one) => one.replace(/\/$/, "")))
    if (existsSync(join(machine, path))) await cp(join(machine, path), join(to, path), { recursive: true });
}

/** `$A == "b" && $C == $D`, as GitLab would judge it. */
function holds(condition: string, env: Variables): boolean {
  return condition.split(" && ").every((part) => {
    const sides = /^(\S+) == (\S+)$/.exec(part)?.slice(1);
    if (!sides) throw new Error(`No one judges ${part}`);
    const [left, right] = sides.map((side) => (side.startsWith("$") ? env[side.slice(1)] : JSON.parse(side)));
    return left !== undefined && left === right;
  });
}
