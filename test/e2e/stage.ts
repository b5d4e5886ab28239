import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plan, plan as planUsers, type Result, show, systemEdges } from "../../src/index.ts";
import { type Parts, worldOf } from "../../src/simulator/build.ts";
import type { SimRequest, SimResponse } from "../../src/simulator/http.ts";
import { createOrg, type LogEntry, type Org, type OrgOptions } from "../../src/simulator/org.ts";
import { serve } from "../../src/simulator/server.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { runInProcess, type Said } from "./in-process.ts";

/** The built command line; `npm test` builds it first. */
export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** What one call of `gus` came to. */
export type Run = Said;

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
}

export interface CallOptions {
  /** Added to the environment, which else holds PATH and a client's credentials; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Leave out the flags that keep waits short. */
  readonly bare?: boolean;
}

/** Sees every request before the org does, and may answer in its place. */
export type Watch = (request: SimRequest) => SimResponse | undefined;

/** A folder, an org on a port of this machine, and `gus` pointed at it. */
export interface Stage {
  readonly org: Org;
  readonly url: string;
  readonly dir: string;
  /** What points `gus` at the org. */
  readonly env: Readonly<Record<string, string>>;
  /** The built command line as a process of its own. */
  gus(args: readonly string[], options?: CallOptions): Promise<Run>;
  /** The same in this process, which is quicker: for variants of what a process has shown once. */
  inProcess(args: readonly string[], options?: CallOptions): Promise<Run>;
  start(args: readonly string[], options?: CallOptions): Started;
  write(name: string, text: string | Uint8Array): Promise<void>;
  read(name: string): Promise<string>;
  plan(name: string): Promise<Plan>;
  result(name: string): Promise<Result>;
  /** Permission bits, e.g. 0o600. */
  mode(name: string): Promise<number>;
  watch(watch: Watch): void;
  /** Writes `users.yaml` and, planned by the library, `plan.json`: quicker than a process for what is not about `gus plan`. */
  planned(definitions: string): Promise<Plan>;
}

export interface StageOptions extends OrgOptions {
  readonly parts: Parts;
}

const LIMIT = { limit: 300, windowMs: 1000 };

const CONNECTION = ["--rate", "300/1s", "--retry-5xx", "10ms..50ms", "--retry-429", "10ms..50ms"];
const QUICK: Readonly<Record<string, readonly string[]>> = {
  plan: [...CONNECTION, "--settle", "0s"],
  rollback: [...CONNECTION, "--settle", "0s"],
  drift: CONNECTION,
  export: CONNECTION,
  apply: [...CONNECTION, "--settle", "0s", "--verify-wait", "50ms"],
};

/** Runs `act` on a stage of its own and clears everything away afterwards. */
export async function onStage(
  { parts, ...options }: StageOptions,
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  const org = createOrg({ world: worldOf(parts), limiter: LIMIT, ...options });
  let watching: Watch = () => undefined;
  const handle: Org["handle"] = (request, now) => watching(request) ?? org.handle(request, now);
  const served = await serve({ ...org, handle });
  const dir = await mkdtemp(join(tmpdir(), "gus-e2e-"));
  const at = (name: string) => join(dir, name);
  const read = (name: string) => readFile(at(name), "utf8");
  const env = {
    GENESYSCLOUD_API_URL: served.url,
    GENESYSCLOUD_OAUTHCLIENT_ID: DEFAULT_CLIENT.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: DEFAULT_CLIENT.secret,
  };
  const children: ChildProcess[] = [];
  const whole = (args: readonly string[], bare = false) => [
    ...args,
    ...(bare ? [] : (QUICK[args[0] ?? ""] ?? [])),
  ];
  const start: Stage["start"] = (args, { env: more = {}, bare } = {}) => {
    const started = spawnGus(whole(args, bare), dir, { ...env, ...more });
    children.push(started.child);
    return started;
  };
  const planned = async (definitions: string) => {
    await writeFile(at("users.yaml"), definitions);
    const around = { edges: systemEdges(env), onEvent: () => undefined, connection: { rate: LIMIT } };
    const made = await planUsers({ paths: ["users.yaml"], cwd: dir, ...around });
    if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join("\n"));
    await writeFile(at("plan.json"), show({ document: made.value, format: "json" }));
    return made.value;
  };
  try {
    await act({
      org,
      url: served.url,
      dir,
      env,
      start,
      planned,
      gus: (args, callOptions) => start(args, callOptions).ended,
      inProcess: (args, { env: more = {}, bare } = {}) =>
        runInProcess(whole(args, bare), dir, { ...env, ...more }),
      write: (name, text) => writeFile(at(name), text),
      read,
      plan: async (name) => JSON.parse(await read(name)) as Plan,
      result: async (name) => JSON.parse(await read(name)) as Result,
      mode: async (name) => (await stat(at(name))).mode & 0o777,
      watch: (watch) => {
        watching = watch;
      },
    });
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await served.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Starts the built command line with nothing but this environment and PATH. */
export function spawnGus(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Started {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve({ exit, stdout, stderr }));
  });
  return { child, ended };
}

/** Calls that could change something. */
export function writesIn(log: readonly LogEntry[]): readonly LogEntry[] {
  const reads = ["/oauth/token", "/api/v2/users/search", "/api/v2/tokens/me"];
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
