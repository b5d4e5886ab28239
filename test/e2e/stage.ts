import type { ChildProcess } from "node:child_process";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plan, plan as planUsers, type Result, show, systemEdges } from "../../src/index.ts";
import type { LogEntry } from "../../src/simulator/org.ts";
import { type Run, type Started, startProgram, type Variables } from "../child.ts";
import { LIMIT, type LocalOrg, type LocalOrgOptions, withLocalOrg } from "../local-org.ts";
import { runInProcess } from "./in-process.ts";

export type { Run } from "../child.ts";

/** The built command line; `npm test` builds it first. */
export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface CallOptions {
  /** Added to the environment, which else holds PATH and a client's credentials; undefined takes a variable out. */
  readonly env?: Variables;
  /** Leave out the flags that keep waits short. */
  readonly bare?: boolean;
}

/** A local org, and `gus` pointed at it. */
export interface Stage extends LocalOrg {
  /** The built command line as a process of its own. */
  gus(args: readonly string[], options?: CallOptions): Promise<Run>;
  /** The same in this process, which is quicker: for variants of what a process has shown once. */
  inProcess(args: readonly string[], options?: CallOptions): Promise<Run>;
  start(args: readonly string[], options?: CallOptions): Started;
  plan(name: string): Promise<Plan>;
  result(name: string): Promise<Result>;
  /** Permission bits, e.g. 0o600. */
  mode(name: string): Promise<number>;
  /** Writes `users.yaml` and, planned by the library, `plan.json`: quicker than a process for what is not about `gus plan`. */
  planned(definitions: string): Promise<Plan>;
}

const CONNECTION = ["--rate", "300/1s", "--retry-5xx", "10ms..50ms", "--retry-429", "10ms..50ms"];
/** Flags of each command that keep waits short. */
export const QUICK: Readonly<Record<string, readonly string[]>> = {
  plan: [...CONNECTION, "--settle", "0s"],
  rollback: [...CONNECTION, "--settle", "0s"],
  drift: CONNECTION,
  export: CONNECTION,
  snapshot: CONNECTION,
  doctor: CONNECTION,
  apply: [...CONNECTION, "--settle", "0s", "--verify-wait", "50ms"],
};

/** Runs `act` on a stage of its own and clears everything away afterwards. */
export async function onStage(options: LocalOrgOptions, act: (stage: Stage) => Promise<void>): Promise<void> {
  await withLocalOrg(options, async (local) => {
    const children: ChildProcess[] = [];
    try {
      await act(stageOn(local, children));
    } finally {
      for (const child of children) child.kill("SIGKILL");
    }
  });
}

function stageOn(local: LocalOrg, children: ChildProcess[]): Stage {
  const { dir, env, read } = local;
  const start: Stage["start"] = (args, { env: more = {}, bare } = {}) => {
    const started = spawnGus(whole(args, bare), dir, { ...env, ...more });
    children.push(started.child);
    return started;
  };
  return {
    ...local,
    start,
    gus: (args, callOptions) => start(args, callOptions).ended,
    inProcess: (args, { env: more = {}, bare } = {}) =>
      runInProcess(whole(args, bare), dir, { ...env, ...more }),
    plan: async (name) => JSON.parse(await read(name)) as Plan,
    result: async (name) => JSON.parse(await read(name)) as Result,
    mode: async (name) => (await stat(join(dir, name))).mode & 0o777,
    planned: (definitions) => plannedByTheLibrary(local, definitions),
  };
}

function whole(args: readonly string[], bare = false): readonly string[] {
  return [...args, ...(bare ? [] : (QUICK[args[0] ?? ""] ?? []))];
}

async function plannedByTheLibrary({ dir, env }: LocalOrg, definitions: string): Promise<Plan> {
  await writeFile(join(dir, "users.yaml"), definitions);
  const around = { edges: systemEdges(env), onEvent: () => undefined, connection: { rate: LIMIT } };
  const made = await planUsers({ paths: ["users.yaml"], cwd: dir, ...around });
  if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join("\n"));
  await writeFile(join(dir, "plan.json"), show({ document: made.value, format: "json" }));
  return made.value;
}

/** Starts the built command line with nothing but this environment and PATH. */
export function spawnGus(args: readonly string[], cwd: string, env: Variables = {}): Started {
  return startProgram([process.execPath, CLI, ...args], { cwd, env });
}

/** Calls that could change something. */
export function writesIn(log: readonly LogEntry[]): readonly LogEntry[] {
  const reads = [
    "/oauth/token",
    "/api/v2/users/search",
    "/api/v2/audits/query/realtime",
    "/api/v2/tokens/me",
  ];
  return log.filter(({ method, path }) => method !== "GET" && !reads.includes(path.split("?")[0] ?? ""));
}

/** `PATCH /api/v2/users/{userId} 200`, for each call. */
export function callsOf(log: readonly LogEntry[]): readonly string[] {
  return log.map(({ method, route, status }) => `${method} ${route} ${status}`);
}

/** `ada@example.com failed`, for each operation and user, without repeats, sorted. */
export function statusesOf({ outcomes }: Result): readonly string[] {
  return [...new Set(outcomes.map(({ email, status }) => `${email} ${status}`))].toSorted();
}
