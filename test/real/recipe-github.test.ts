import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Result } from "../../src/model/outcome.ts";
import { type JobRun, type Occasion, runWorkflow, summaryOf } from "../ci/github.ts";
import { killApply } from "../ci/killing.ts";
import { workflow } from "../ci/recipes.ts";
import {
  type CiStage,
  commitChange,
  definitions,
  FILE,
  mergeChange,
  onCiStage,
  READER,
  secretsOf,
  WRITER,
} from "../ci/stage.ts";
import { letTimePass } from "../e2e/let-time-pass.ts";
import { git } from "../e2e/repository.ts";
import { writesIn } from "../e2e/stage.ts";
import { type GithubState, githubState, serveGithub, TOKEN } from "../forge/fake-github.ts";

interface Repository extends CiStage {
  readonly state: GithubState;
  /** Opens pull request 12 with other definitions and runs its workflow. */
  pull(text: string, from?: string): Promise<Readonly<Record<string, JobRun>>>;
  /** Merges it, and answers what the workflow for that is told. */
  merge(): Promise<Occasion>;
  nightly(over?: Partial<Occasion>): Promise<JobRun | undefined>;
}

async function inRepository(act: (repository: Repository) => Promise<void>): Promise<void> {
  const pulls: Record<string, { number: number; merged_at: string | null; merge_commit_sha: string }[]> = {};
  const state = githubState({ pulls });
  const github = await serveGithub(state);
  try {
    await onCiStage(async (stage) => {
      const { home } = stage.project;
      const common = {
        artifacts: stage.kept,
        url: github.url,
        token: TOKEN,
        env: { GENESYSCLOUD_API_URL: stage.local.url },
        secrets: secretsOf(READER),
        environments: { "genesys-cloud": secretsOf(WRITER) },
      };
      await act({
        ...stage,
        state,
        pull: async (text, from = "acme/users") => {
          await commitChange(home, text);
          await git(home, "checkout", "--quiet", "-B", "merged", "main");
          await git(home, "merge", "--quiet", "--no-ff", "--no-edit", "change");
          await git(home, "push", "--quiet", "--force", "origin", "merged:refs/pull/12/merge");
          const event = { pull_request: { number: 12, head: { repo: { full_name: from } } } };
          const forked = from === "acme/users" ? {} : { secrets: {} };
          const sha = await git(home, "rev-parse", "merged");
          const occasion = { ...common, ref: "refs/pull/12/merge", sha, event, ...forked };
          return runWorkflow(stage.project, workflow("plan"), occasion);
        },
        merge: async () => {
          const { before, sha } = await mergeChange(home);
          pulls[sha] = [{ number: 12, merged_at: "2026-05-04", merge_commit_sha: sha }];
          return { ...common, ref: "refs/heads/main", sha, event: { before } };
        },
        nightly: async (over = {}) => {
          const sha = await git(home, "rev-parse", "main");
          const occasion = { ...common, ref: "refs/heads/main", sha, event: {}, ...over };
          return (await runWorkflow(stage.project, workflow("drift"), occasion)).drift;
        },
      });
    });
  } finally {
    await github.close();
  }
}

const titles = ({ local }: CiStage) => local.org.users().map(({ title }) => title);

describe("the recipe for GitHub Actions", () => {
  it("plans a pull request with a client that can only read, and applies what was approved after the merge", async () => {
    await inRepository(async (repository) => {
      const { local, state, pull, merge, project, kept } = repository;
      const planned = await pull(definitions("Lead"));
      expect(planned).toMatchObject({ validate: { ok: true }, plan: { ok: true } });
      expect(planned.plan?.steps.Plan?.stderr).toContain(`::notice file=${FILE}`);
      expect(await summaryOf(planned.plan as JobRun)).toMatch(/^### Plan for Test Org\n\n\*\*3 to update/);
      expect(state.comments.get(12)).toHaveLength(1);
      expect(writesIn(local.org.log)).toEqual([]);

      const occasion = await merge();
      const applied = await runWorkflow(project, workflow("apply"), occasion);
      expect(applied).toMatchObject({ plan: { ok: true }, apply: { ok: true } });
      expect(titles(repository)).toEqual(["Lead", "Lead", "Lead"]);
      expect(state.comments.get(12)?.map(({ body }) => /gus:(\w+)/.exec(body)?.[1])).toEqual([
        "plan",
        "result",
      ]);
      expect(existsSync(join(kept, "gus-run/.gus/runs"))).toBe(true);
      for (const run of [...Object.values(planned), ...Object.values(applied)])
        for (const { stdout, stderr } of Object.values(run.steps))
          expect(stdout + stderr).not.toMatch(/-secret|ghs_/);
    });
  });

  it("applies nothing when something else would be applied by then", async () => {
    await inRepository(async (repository) => {
      const { local, pull, merge, project } = repository;
      await pull(definitions("Lead"));
      local.org.edit("bob@example.com", { title: "Coach" });
      const { plan, apply } = await runWorkflow(project, workflow("apply"), await merge());
      expect(plan?.ok).toBe(true);
      expect(apply?.steps["Apply what was approved"]?.exit).toBe(5);
      expect(writesIn(local.org.log)).toEqual([]);
    });
  });

  it("applies nothing that was not planned in a pull request", async () => {
    await inRepository(async (repository) => {
      const { local, state, pull, merge, project } = repository;
      await pull(definitions("Lead"));
      state.comments.get(12)?.splice(0);
      const { plan, apply } = await runWorkflow(project, workflow("apply"), await merge());
      expect(plan?.steps["Read what was approved"]).toMatchObject({ exit: 1 });
      expect(apply).toBeUndefined();
      expect(writesIn(local.org.log)).toEqual([]);
    });
  });

  it("goes on with the same run when failed jobs are run again", async () => {
    await inRepository(async (repository) => {
      const { local, pull, merge, project, kept } = repository;
      await pull(definitions("Lead"));
      const occasion = await merge();
      local.org.faults.add({ method: "PATCH", nth: 2, times: 99, kind: "token-dies" });
      const first = await runWorkflow(project, workflow("apply"), occasion);
      expect(first.apply?.steps["Apply what was approved"]?.exit).toBe(6);
      const read = async () =>
        JSON.parse(await readFile(join(kept, "gus-run/result.json"), "utf8")) as Result;
      const { run } = await read();
      local.org.faults.clear();
      const again = await runWorkflow(project, workflow("apply"), { ...occasion, attempt: 2 }, ["apply"]);
      expect(again.apply?.ok).toBe(true);
      expect(titles(repository)).toEqual(["Lead", "Lead", "Lead"]);
      expect(await read()).toMatchObject({ run, exitCode: 0 });
    });
  });

  it("goes on with a run that was killed, on another machine", async () => {
    await inRepository(async (repository) => {
      const { pull, merge, project, kept } = repository;
      await pull(definitions("Lead"));
      const occasion = await merge();
      killApply(repository);
      const killed = await runWorkflow(project, workflow("apply"), occasion);
      expect(killed.apply).toMatchObject({ ok: false });
      const run = await letTimePass({ dir: join(kept, "gus-run") });
      const again = await runWorkflow(project, workflow("apply"), { ...occasion, attempt: 2 }, ["apply"]);
      expect(again.apply?.steps["Apply what was approved"]).toMatchObject({ exit: 0 });
      expect(titles(repository)).toEqual(["Lead", "Lead", "Lead"]);
      expect(JSON.parse(await readFile(join(kept, "gus-run/result.json"), "utf8"))).toMatchObject({ run });
    });
  });

  it("tells a plan that a rail stops, and fails", async () => {
    await inRepository(async ({ state, pull }) => {
      const { plan } = await pull(definitions("Agent").replace("title: Agent", "title: Agent, skills: {}"));
      expect(plan).toMatchObject({ ok: false, steps: { Plan: { exit: 4 }, Comment: { exit: 0 } } });
      expect(state.comments.get(12)).toMatchObject([{ body: expect.stringContaining("drain") }]);
    });
  });

  it("validates pull requests of forks, which get no secrets", async () => {
    await inRepository(async ({ state, pull }) => {
      const runs = await pull(definitions("Lead"), "mallory/users");
      expect(runs).toMatchObject({ validate: { ok: true } });
      expect(runs.plan).toBeUndefined();
      const wrong = await pull(definitions("Lead").replace("title", "titel"), "mallory/users");
      expect(wrong.validate?.ok).toBe(false);
      expect(wrong.validate?.steps.Validate?.stderr).toContain("::error ");
      expect(state.comments.get(12)).toEqual([]);
    });
  });

  it("opens one issue about drift, keeps it, and closes it", async () => {
    await inRepository(async ({ local, state, nightly, kept }) => {
      expect((await nightly())?.ok).toBe(true);
      expect(state.issues).toEqual([]);
      local.org.edit("bob@example.com", { title: "Coach" });
      const drifted = await nightly();
      expect(drifted).toMatchObject({ ok: true, steps: { Compare: { exit: 2 } } });
      expect(state.issues).toMatchObject([{ state: "open" }]);
      local.org.edit("cay@example.com", { title: "Coach" });
      await nightly();
      const [issue] = state.issues;
      expect(issue).toMatchObject({ state: "open", body: expect.stringContaining("cay") });
      expect(issue?.body).toContain("1 new, 1 still there, 0 gone");
      expect(await readFile(join(kept, "gus-drift-/known.json"), "utf8")).not.toMatch(/example\.com|Coach/);
      for (const who of ["bob@example.com", "cay@example.com"]) local.org.edit(who, { title: "Agent" });
      const mended = await nightly();
      expect(mended?.steps.Compare?.stdout).toContain("Gone: 2 fields of 2 users\n  bob@example.com  title");
      expect(state.issues).toMatchObject([{ state: "closed" }]);
      expect(writesIn(local.org.log)).toEqual([]);
    });
  });

  it("fails at night when users cannot be compared, and leaves the issue alone", async () => {
    await inRepository(async ({ state, nightly }) => {
      const broken = await nightly({ secrets: { GENESYSCLOUD_OAUTHCLIENT_ID: "nobody" } });
      expect(broken).toMatchObject({ ok: false, steps: { Compare: { exit: 1 }, Tell: { exit: 1 } } });
      expect(state.issues).toEqual([]);
    });
  });
});
