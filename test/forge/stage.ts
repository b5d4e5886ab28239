import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Result } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import { planHashOf } from "../../src/plan/hashes.ts";
import { type Run, startProgram, type Variables } from "../child.ts";
import { runInProcess } from "../e2e/in-process.ts";
import * as gh from "./fake-github.ts";
import * as gl from "./fake-gitlab.ts";
import type { Served } from "./fake-server.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** `gus comment` in a job of a CI system, and the server that plays its API. */
export interface Job {
  readonly served: Served;
  /** Without a process of its own, which takes most of the time. */
  gus(args: readonly string[], env?: Variables): Promise<Run>;
  /** The built command line. */
  built(args: readonly string[]): Promise<Run>;
  /** Writes a document, whose hash fits, and answers its path. */
  document(document: Plan | Result): Promise<string>;
  file(name: string, text: string): Promise<string>;
}

export function inGithub(state: gh.GithubState, act: (job: Job) => Promise<void>): Promise<void> {
  return inJob(gh.serveGithub(state), act, (url) => ({
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: "acme/users",
    GITHUB_REF: "refs/pull/12/merge",
    GITHUB_API_URL: `${url}/api/v3`,
    GITHUB_TOKEN: gh.TOKEN,
  }));
}

export function inGitlab(state: gl.GitlabState, act: (job: Job) => Promise<void>): Promise<void> {
  return inJob(gl.serveGitlab(state), act, (url) => ({
    GITLAB_CI: "true",
    CI_PROJECT_ID: "42",
    CI_PROJECT_URL: "https://gitlab.test/acme/users",
    CI_MERGE_REQUEST_IID: "12",
    CI_API_V4_URL: `${url}/api/v4`,
    GITLAB_TOKEN: gl.TOKEN,
  }));
}

async function inJob(
  serving: Promise<Served>,
  act: (job: Job) => Promise<void>,
  envOf: (url: string) => Variables,
): Promise<void> {
  const [served, dir] = [await serving, await mkdtemp(join(tmpdir(), "gus-forge-"))];
  const file = async (name: string, text: string) => {
    await writeFile(join(dir, name), text);
    return join(dir, name);
  };
  const env = envOf(served.url);
  const built: Job["built"] = (args) =>
    startProgram([process.execPath, CLI, "comment", ...args], { cwd: dir, env }).ended.then(tokenless);
  try {
    await act({
      served,
      file,
      built,
      document: (one) => file(`${one.kind}.json`, JSON.stringify(one.kind === "result" ? one : hashed(one))),
      gus: async (args, more = {}) =>
        tokenless(await runInProcess(["comment", ...args], dir, { ...env, ...more })),
    });
  } finally {
    await served.close();
    await rm(dir, { recursive: true, force: true });
  }
}

function tokenless(run: Run): Run {
  for (const token of [gh.TOKEN, gl.TOKEN]) expect(run.stdout + run.stderr).not.toContain(token);
  return run;
}

export function hashed(plan: Plan): Plan {
  return { ...plan, planHash: planHashOf(plan) };
}
