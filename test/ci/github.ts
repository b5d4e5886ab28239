import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run, Variables } from "../child.ts";
import type { Project } from "./project.ts";
import type { GithubJob, Step, Workflow } from "./recipes.ts";

/** Why a workflow runs, and what the repository keeps for it. */
export interface Occasion {
  readonly ref: string;
  readonly sha: string;
  readonly event: object;
  /** Where artifacts of this run are kept. */
  readonly artifacts: string;
  readonly attempt?: number;
  /** The URL of the server that plays GitHub. */
  readonly url: string;
  readonly token: string;
  /** What points at the local org, and is no secret. */
  readonly env: Variables;
  /** Secrets of the repository, and of environments, whose own come first. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface JobRun {
  readonly ok: boolean;
  /** By name, of steps that ran gus. */
  readonly steps: Readonly<Record<string, Run>>;
  readonly machine: string;
}

/** Runs the jobs of a workflow in order, each on a machine of its own; a job that needs one that failed is left out. */
export async function runWorkflow(
  project: Project,
  { jobs }: Workflow,
  occasion: Occasion,
  /** Only these, as "Re-run failed jobs" does. */
  only: readonly string[] = Object.keys(jobs),
): Promise<Readonly<Record<string, JobRun>>> {
  const runs: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const waits = job.needs !== undefined && only.includes(job.needs) && runs[job.needs]?.ok !== true;
    if (waits || !only.includes(name) || !holds(job.if, occasion, { failed: false, machine: "" })) continue;
    runs[name] = await runJob(project, job, occasion);
  }
  return runs;
}

async function runJob(project: Project, job: GithubJob, occasion: Occasion): Promise<JobRun> {
  const steps: Record<string, Run> = {};
  let machine = "";
  let failed = false;
  for (const step of job.steps) {
    if (!holds(step.if, occasion, { failed, machine })) continue;
    if (step.uses?.startsWith("actions/checkout@"))
      machine = await project.checkout(occasion.ref, Number(step.with?.["fetch-depth"] ?? 1));
    else if (step.uses !== undefined) await act(step, machine, occasion);
    else {
      const run = await project.run(machine, step.run ?? "", await envOf(step, job, machine, occasion));
      if (step.name !== undefined) steps[step.name] = run;
      failed ||= run.exit !== 0 && step["continue-on-error"] !== true;
    }
  }
  if (!failed) await saveCaches(job, machine, occasion);
  return { ok: !failed, steps, machine };
}

/** After a job that did not fail, under a key of its own; the next one finds the newest. */
async function saveCaches({ steps }: GithubJob, machine: string, { artifacts }: Occasion): Promise<void> {
  for (const { uses, with: input = {} } of steps) {
    if (!uses?.startsWith("actions/cache@")) continue;
    const path = String(input.path);
    await cp(join(machine, path), join(artifacts, String(input["restore-keys"]), path));
  }
}

/** What the actions of the recipes do, as far as it matters to gus. */
async function act({ uses = "", with: input = {}, ...step }: Step, machine: string, { artifacts }: Occasion) {
  const kept = join(artifacts, String(input.name));
  const action = uses.split("@")[0];
  if (action === "actions/upload-artifact") {
    await rm(kept, { recursive: true, force: true });
    for (const path of String(input.path).trim().split("\n")) {
      const hidden = path.startsWith(".") && input["include-hidden-files"] !== true;
      if (!hidden && existsSync(join(machine, path)))
        await cp(join(machine, path), join(kept, path), { recursive: true });
    }
  } else if (action === "actions/download-artifact") {
    if (existsSync(kept)) await cp(kept, machine, { recursive: true });
    else if (step["continue-on-error"] !== true) throw new Error(`There is no artifact ${input.name}`);
  } else if (action === "actions/cache") {
    const cache = join(artifacts, String(input["restore-keys"]));
    if (existsSync(cache)) await cp(cache, machine, { recursive: true });
  } else if (action !== "actions/setup-node") throw new Error(`No one plays ${uses}`);
}

async function envOf(step: Step, job: GithubJob, machine: string, occasion: Occasion): Promise<Variables> {
  const { ref, sha, event, url, env } = occasion;
  const folder = join(machine, "node_modules");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "event.json"), JSON.stringify(event));
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filledIn(value, job, occasion)]);
  return {
    ...env,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: "acme/users",
    GITHUB_REF: ref,
    GITHUB_SHA: sha,
    GITHUB_API_URL: `${url}/api/v3`,
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    ...Object.fromEntries(own),
  };
}

function filledIn(text: string, { environment }: GithubJob, occasion: Occasion): string {
  const { secrets, environments, token, event } = occasion;
  const all = { ...secrets, ...(environment === undefined ? {} : environments[environment]) };
  return text.replaceAll(/\$\{\{ (.+?) \}\}/g, (_found, expression: string) => {
    const [what = "", name = ""] = expression.split(".");
    if (expression === "github.token") return token;
    if (expression === "github.event.before") return (event as { readonly before: string }).before;
    if (what === "secrets") return all[name] ?? "";
    if (what === "vars") return "";
    throw new Error(`No one fills in ${expression}`);
  });
}

interface Moment {
  readonly failed: boolean;
  readonly machine: string;
}

/** Conditions of the recipes, as GitHub would judge them. Without one, a step runs while nothing has failed. */
function holds(condition: string | undefined, occasion: Occasion, { failed, machine }: Moment): boolean {
  if (condition === undefined) return !failed;
  const parts = condition.replace(/^\$\{\{ | \}\}$/g, "").split(" && ");
  const status = parts.some((part) => /^(always\(\)|!cancelled\(\))$/.test(part)) || !failed;
  return status && parts.every((part) => partHolds(part, occasion, machine));
}

function partHolds(part: string, { event, attempt = 1 }: Occasion, machine: string): boolean {
  if (part === "always()" || part === "!cancelled()") return true;
  if (part === "github.run_attempt > 1") return attempt > 1;
  const file = /^hashFiles\('(.+?)(\/\*\*)?'\) != ''$/.exec(part)?.[1];
  if (file !== undefined) return existsSync(join(machine, file));
  if (part === "github.event.pull_request.head.repo.full_name == github.repository") {
    const { pull_request: pull } = event as {
      readonly pull_request: { readonly head: { readonly repo: { readonly full_name: string } } };
    };
    return pull.head.repo.full_name === "acme/users";
  }
  throw new Error(`No one judges ${part}`);
}

export function summaryOf({ machine }: JobRun): Promise<string> {
  return readFile(join(machine, "node_modules/summary.md"), "utf8");
}
