import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Result } from "../../src/model/outcome.ts";
import { type JobRun, type Occasion, runPipeline } from "../ci/gitlab.ts";
import { killApply } from "../ci/killing.ts";
import { pipeline } from "../ci/recipes.ts";
import {
  type CiStage,
  commitChange,
  definitions,
  mergeChange,
  onCiStage,
  READER,
  secretsOf,
  WRITER,
} from "../ci/stage.ts";
import { letTimePass } from "../e2e/let-time-pass.ts";
import { git } from "../e2e/repository.ts";
import { writesIn } from "../e2e/stage.ts";
import { type GitlabState, gitlabState, serveGitlab, TOKEN } from "../forge/fake-gitlab.ts";
import { elementIn } from "../review/xml.ts";

type Runs = Readonly<Record<string, JobRun>>;

interface Repository extends CiStage {
  readonly state: GitlabState;
  /** Opens merge request 12 with other definitions and runs its pipeline. */
  request(text: string, fork?: string): Promise<Runs>;
  /** Merges it, and answers what the pipeline for that is told. */
  merge(): Promise<Occasion>;
  nightly(): Promise<Runs>;
}

async function inRepository(act: (repository: Repository) => Promise<void>): Promise<void> {
  const requests: Record<
    string,
    { iid: number; state: string; merge_commit_sha: string | null; squash_commit_sha: null }[]
  > = {};
  const state = gitlabState({ requests });
  const gitlab = await serveGitlab(state);
  try {
    await onCiStage(async (stage) => {
      const { home } = stage.project;
      const env = {
        CI: "true",
        GITLAB_CI: "true",
        CI_PROJECT_ID: "42",
        CI_API_V4_URL: `${gitlab.url}/api/v4`,
        CI_DEFAULT_BRANCH: "main",
        GITLAB_TOKEN: TOKEN,
        GENESYSCLOUD_API_URL: stage.local.url,
        ...secretsOf(READER),
      };
      const common = { kept: stage.kept, environments: { "genesys-cloud": secretsOf(WRITER) } };
      const run = (occasion: Occasion) => runPipeline(stage.project, pipeline(), occasion);
      await act({
        ...stage,
        state,
        request: async (text, fork = "42") => {
          await commitChange(home, text);
          await git(home, "push", "--quiet", "--force", "origin", "change");
          const about = {
            CI_PIPELINE_SOURCE: "merge_request_event",
            CI_MERGE_REQUEST_IID: "12",
            CI_MERGE_REQUEST_PROJECT_ID: "42",
            CI_MERGE_REQUEST_SOURCE_PROJECT_ID: fork,
            CI_MERGE_REQUEST_DIFF_BASE_SHA: await git(home, "rev-parse", "main"),
          };
          return run({ ...common, ref: "refs/heads/change", env: { ...env, ...about } });
        },
        merge: async () => {
          const { before, sha } = await mergeChange(home);
          requests[sha] = [{ iid: 12, state: "merged", merge_commit_sha: sha, squash_commit_sha: null }];
          const about = {
            CI_PIPELINE_SOURCE: "push",
            CI_COMMIT_BRANCH: "main",
            CI_COMMIT_BEFORE_SHA: before,
            CI_COMMIT_SHA: sha,
          };
          return { ...common, ref: "refs/heads/main", env: { ...env, ...about } };
        },
        nightly: () =>
          run({ ...common, ref: "refs/heads/main", env: { ...env, CI_PIPELINE_SOURCE: "schedule" } }),
      });
    });
  } finally {
    await gitlab.close();
  }
}

const titles = ({ local }: CiStage) => local.org.users().map(({ title }) => title);
const jsonOf = async (machine: string, name: string) =>
  JSON.parse(await readFile(join(machine, name), "utf8"));

describe("the recipe for GitLab CI", () => {
  it("plans a merge request with a client that can only read, and applies what was approved after the merge", async () => {
    await inRepository(async (repository) => {
      const { local, state, request, merge, project } = repository;
      const planned = await request(definitions("Lead"));
      expect(Object.keys(planned)).toEqual(["validate", "plan", "comment"]);
      expect(Object.values(planned).map(({ ok }) => ok)).toEqual([true, true, true]);
      const { machine = "" } = planned.plan ?? {};
      expect(await jsonOf(machine, "tfplan.json")).toEqual({ create: 0, update: 3, delete: 0 });
      expect(await jsonOf(machine, "quality.json")).toHaveLength(3);
      expect(state.notes.get(12)).toHaveLength(1);
      expect(writesIn(local.org.log)).toEqual([]);

      const applied = await runPipeline(project, pipeline(), await merge());
      expect(Object.keys(applied)).toEqual(["plan-again", "apply"]);
      expect(applied.apply).toMatchObject({ ok: true, after: [{ exit: 0 }] });
      expect(titles(repository)).toEqual(["Lead", "Lead", "Lead"]);
      expect(state.notes.get(12)?.map(({ body }) => /gus:(\w+)/.exec(body)?.[1])).toEqual(["plan", "result"]);
      elementIn(await readFile(join(applied.apply?.machine ?? "", "junit.xml"), "utf8"));
      for (const { script, after } of [...Object.values(planned), ...Object.values(applied)])
        for (const { stdout, stderr } of [...script, ...after])
          expect(stdout + stderr).not.toMatch(/-secret|glpat/);
    });
  });

  it("applies nothing when something else would be applied by then, or nothing was approved", async () => {
    await inRepository(async ({ local, state, request, merge, project }) => {
      await request(definitions("Lead"));
      local.org.edit("bob@example.com", { title: "Coach" });
      const occasion = await merge();
      const changed = await runPipeline(project, pipeline(), occasion);
      expect(changed.apply?.script.at(-1)?.exit).toBe(5);
      state.notes.get(12)?.splice(0);
      const unknown = await runPipeline(project, pipeline(), occasion);
      expect(unknown["plan-again"]?.script.map(({ exit }) => exit)).toEqual([0, 1]);
      expect(unknown.apply).toBeUndefined();
      expect(writesIn(local.org.log)).toEqual([]);
    });
  });

  it("goes on with the same run when the job is tried again", async () => {
    await inRepository(async (repository) => {
      const { local, request, merge, project } = repository;
      await request(definitions("Lead"));
      const occasion = await merge();
      local.org.faults.add({ method: "PATCH", nth: 2, times: 99, kind: "token-dies" });
      const first = await runPipeline(project, pipeline(), occasion);
      expect(first.apply?.script.at(-1)?.exit).toBe(6);
      const { run }: Result = await jsonOf(first.apply?.machine ?? "", "result.json");
      local.org.faults.clear();
      const again = await runPipeline(project, pipeline(), occasion, ["apply"]);
      expect(again.apply?.ok).toBe(true);
      expect(titles(repository)).toEqual(["Lead", "Lead", "Lead"]);
      expect(await jsonOf(again.apply?.machine ?? "", "result.json")).toMatchObject({ run, exitCode: 0 });
    });
  });

  it("goes on with a run that was killed, on another machine", async () => {
    await inRepository(async (repository) => {
      const { request, merge, project, kept } = repository;
      await request(definitions("Lead"));
      const occasion = await merge();
      killApply(repository);
      const killed = await runPipeline(project, pipeline(), occasion);
      expect(killed.apply).toMatchObject({ ok: false });
      const run = await letTimePass({ dir: join(kept, "gus-runs") });
      const again = await runPipeline(project, pipeline(), occasion, ["apply"]);
      expect(again.apply?.script.at(-1)).toMatchObject({ exit: 0 });
      expect(titles(repository)).toEqual(["Lead", "Lead", "Lead"]);
      expect(await jsonOf(again.apply?.machine ?? "", "result.json")).toMatchObject({ run });
    });
  });

  it("tells a plan that a rail stops, and validates merge requests of forks alone", async () => {
    await inRepository(async ({ state, request }) => {
      const railed = await request(definitions("Agent").replace("title: Agent", "title: Agent, skills: {}"));
      expect(railed).toMatchObject({ plan: { ok: false }, comment: { ok: true } });
      expect(state.notes.get(12)).toMatchObject([{ body: expect.stringContaining("drain") }]);
      expect(Object.keys(await request(definitions("Lead"), "43"))).toEqual(["validate"]);
    });
  });

  it("opens one issue about drift and closes it", async () => {
    await inRepository(async ({ local, state, nightly }) => {
      local.org.edit("bob@example.com", { title: "Coach" });
      expect(await nightly()).toMatchObject({
        drift: { ok: true, script: [{ exit: 2 }] },
        issue: { ok: true },
      });
      expect(state.issues).toMatchObject([{ state: "opened" }]);
      local.org.edit("cay@example.com", { title: "Coach" });
      await nightly();
      expect(state.issues[0]?.description).toContain("1 new, 1 still there, 0 gone");
      local.org.edit("cay@example.com", { title: "Agent" });
      local.org.edit("bob@example.com", { title: "Agent" });
      await nightly();
      expect(state.issues).toMatchObject([{ state: "closed" }]);
    });
  });

  it("leaves the issue and what is known alone on a night when users cannot be compared", async () => {
    await inRepository(async ({ local, state, nightly, kept }) => {
      local.org.edit("bob@example.com", { title: "Coach" });
      await nightly();
      const known = await readFile(join(kept, "gus-drift/known.json"), "utf8");
      expect(known).not.toMatch(/example\.com|Coach/);
      for (const issue of state.issues) issue.state = "closed";
      const told = structuredClone(state.issues);
      local.org.faults.add({ route: "/oauth/token", kind: "failure", status: 503 });
      expect(await nightly()).toMatchObject({ drift: { ok: false }, issue: { ok: false } });
      expect(state.issues).toEqual(told);
      expect(await readFile(join(kept, "gus-drift/known.json"), "utf8")).toBe(known);
      local.org.faults.clear();
      const compared = await nightly();
      expect(compared.drift?.script.at(-1)?.stdout).toContain("0 new, 1 still there, 0 gone");
    });
  });
});
