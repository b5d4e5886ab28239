import { describe, expect, it } from "vitest";
import { markerOf } from "../../src/review/marker.ts";
import { driftOf, fullPlan, fullResult } from "../review/samples.ts";
import { BOT, githubState, TOKEN } from "./fake-github.ts";
import { TOKEN as GITLAB_TOKEN, gitlabState } from "./fake-gitlab.ts";
import type { Fault } from "./fake-server.ts";
import { hashed, inGithub, inGitlab } from "./stage.ts";

const PLAN = hashed(fullPlan());
const COMMENTS = /\/issues\/12\/comments$/;
const failing = (over: Partial<Fault> = {}): Fault => ({ method: "POST", path: COMMENTS, ...over });

describe("gus comment without the right to", () => {
  it("says which permission a job lacks", async () => {
    await inGithub(githubState({ readOnly: [TOKEN] }), async ({ gus, document }) => {
      const run = await gus([await document(PLAN)]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain(
        "Cannot comment in acme/users (403): Resource not accessible by integration",
      );
      expect(run.stderr).toContain("permissions: { pull-requests: write }");
    });
  });

  it("says that jobs of forks may not write, and exits 0 where that is expected", async () => {
    const event = {
      pull_request: {
        number: 12,
        head: { repo: { full_name: "ada/users" } },
        base: { repo: { full_name: "acme/users" } },
      },
    };
    await inGithub(githubState({ readOnly: [TOKEN] }), async ({ gus, document, file }) => {
      const env = { GITHUB_EVENT_PATH: await file("event.json", JSON.stringify(event)) };
      expect((await gus([await document(PLAN)], env)).stderr).toContain("comes from a fork");
      const run = await gus([await document(PLAN), "--best-effort"], env);
      expect(run).toMatchObject({ exit: 0, stdout: "" });
      expect(run.stderr).toContain("warning forge-forbidden");
    });
  });

  it.each([
    ["another repository", { GITHUB_REPOSITORY: "acme/other" }, "forge-not-found"],
    ["another pull request", { GITHUB_REF: "refs/pull/99/merge" }, "forge-not-found"],
    ["a token that is revoked", { GITHUB_TOKEN: "ghs_revoked" }, "forge-token"],
    ["no token", { GITHUB_TOKEN: "" }, "no-token"],
    ["no pull request", { GITHUB_REF: "refs/heads/main" }, "no-pull-request"],
    ["no job", { GITHUB_ACTIONS: "", GITHUB_REPOSITORY: "" }, "no-forge"],
    ["a proxy that is no address", { HTTPS_PROXY: "foo" }, "proxy-invalid"],
    ["a server that is not there", { GITHUB_API_URL: "http://127.0.0.1:1/api/v3" }, "forge-unreachable"],
  ])(
    "names %s",
    async (_what, env, code) => {
      await inGithub(githubState(), async ({ gus, document }) => {
        const run = await gus([await document(PLAN)], env);
        expect(run).toMatchObject({ exit: 1, stdout: "" });
        expect(run.stderr).toContain(code);
        expect(run.stderr).not.toMatch(/ at .*\.js:\d+|undefined/);
      });
    },
    20_000,
  );

  const TERMINAL = { GITHUB_ACTIONS: "", GITHUB_REPOSITORY: "", GITHUB_REF: "", GITHUB_TOKEN: "" };

  it.each([
    [["--read-approved"], "Cannot tell where to read comments", "gitlab, --repo and --number\n"],
    [["drift.json", "--on", "issue"], "Cannot tell where to keep an issue", "gitlab and --repo\n"],
    [["plan.json"], "Cannot tell where to comment", "gitlab, --repo and --number\n"],
  ])("says in a terminal what %j takes", async (args, message, fix) => {
    await inGithub(githubState(), async ({ gus, document }) => {
      await document(PLAN);
      await document(driftOf([]));
      const run = await gus(args, TERMINAL);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain(message);
      expect(run.stderr).toContain(fix);
    });
  });

  it("names all that is missing at once, and how to give it in a terminal", async () => {
    await inGithub(githubState(), async ({ gus, document }) => {
      const { stderr } = await gus([await document(PLAN), "--forge", "github"], TERMINAL);
      expect(stderr.match(/^error .+$/gm)).toEqual([
        "error no-repo",
        "error no-pull-request",
        "error no-token",
      ]);
      expect(stderr).toContain("export GITHUB_TOKEN=");
      expect(stderr).not.toContain("Add to the step");
      const job = await gus([await document(PLAN)], { GITHUB_TOKEN: "" });
      expect(job.stderr).toContain("Add to the step: env: { GITHUB_TOKEN: ");
      const issue = await gus([await document(driftOf([])), "--on", "issue", "--forge", "github"], TERMINAL);
      expect(issue.stderr).not.toContain("--number");
    });
  });

  it("says that a job token of GitLab may not write notes, and what the token needs", async () => {
    await inGitlab(gitlabState({ readOnly: [GITLAB_TOKEN] }), async ({ gus, document }) => {
      const job = await gus([await document(PLAN)], { GITLAB_TOKEN: "", CI_JOB_TOKEN: "job" });
      expect(job).toMatchObject({ exit: 1, stdout: "" });
      expect(job.stderr).toContain("CI_JOB_TOKEN, which is, may not write comments");
      const run = await gus([await document(PLAN)]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("scope api");
      expect((await gus([await document(PLAN)], { CI_PROJECT_ID: "43" })).stderr).toContain(
        "forge-not-found",
      );
    });
  });

  it("says that a conversation is locked", async () => {
    await inGithub(githubState({ locked: true }), async ({ gus, document }) => {
      const run = await gus([await document(PLAN)]);
      expect([run.exit, run.stderr]).toEqual([1, expect.stringContaining("Unlock the conversation")]);
    });
  });
});

describe("gus comment at a server in trouble", () => {
  it("tries again, and makes no second comment of a call that was carried out", async () => {
    const state = githubState({ faults: [failing({ status: 502, carriedOut: true })] });
    await inGithub(state, async ({ gus, document }) => {
      const run = await gus([await document(PLAN)]);
      expect([run.exit, run.stderr]).toEqual([0, "The comment is unchanged.\n"]);
    });
    expect(state.comments.get(12)).toHaveLength(1);
  });

  it("waits as long as it is told", async () => {
    const limit = {
      status: 403,
      body: { message: "You have exceeded a secondary rate limit" },
      headers: { "retry-after": "1" },
    };
    const state = githubState({
      faults: [failing(limit), failing({ status: 429, headers: { "retry-after": "0" } })],
    });
    await inGithub(state, async ({ gus, document }) => {
      expect((await gus([await document(PLAN)])).exit).toBe(0);
    });
    expect(state.comments.get(12)).toHaveLength(1);
  });

  it("does not hold a job up for an hour", async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 3000);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    const limit = { status: 403, body: { message: "API rate limit exceeded" }, headers };
    await inGithub(githubState({ faults: [failing(limit)] }), async ({ gus, document }) => {
      const run = await gus([await document(PLAN)]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toMatch(/forge-throttled[\s\S]*Run the job again in (49 min|50 min)/);
    });
  });

  it("gives up in the end, and says what the server says, but not what it repeats of the token", async () => {
    const faults = Array.from({ length: 9 }, () =>
      failing({
        status: 503,
        body: { message: `unicorn \u001b[31m ${"x".repeat(280)}${TOKEN}` },
        headers: { "retry-after": "0" },
      }),
    );
    await inGithub(githubState({ faults }), async ({ gus, document }) => {
      const run = await gus([await document(PLAN)]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toContain("(503): unicorn \\u001b[31m xxx");
      expect(run.stderr).toMatch(/x\*\*\*\n/);
      expect(run.stderr).not.toContain("ghs_");
    });
    expect(faults).toHaveLength(5);
  });

  it("does not follow to another address, where the token has no business", async () => {
    const away = failing({ status: 301, headers: { location: "http://127.0.0.1:1/elsewhere" } });
    await inGithub(githubState({ faults: [away] }), async ({ gus, document }) => {
      const run = await gus([await document(PLAN)]);
      expect([run.exit, run.stderr]).toEqual([
        1,
        expect.stringContaining("it points to http://127.0.0.1:1/elsewhere"),
      ]);
    });
  });

  it("knows a page of something in between for what it is", async () => {
    const page = { method: "GET", path: /comments$|notes$/, status: 200, body: "<html>Sign in</html>" };
    await inGithub(githubState({ faults: [page] }), async ({ gus, document }) => {
      expect((await gus([await document(PLAN)])).stderr).toContain("the answer is no JSON");
    });
    await inGitlab(gitlabState({ faults: [page] }), async ({ gus, document }) => {
      expect((await gus([await document(PLAN)])).stderr).toContain("the answer is no JSON");
    });
  });

  it("sends nothing twice by itself on GitLab", async () => {
    const state = gitlabState({
      faults: [{ method: "POST", path: /notes$/, status: 502, carriedOut: true }],
    });
    await inGitlab(state, async ({ gus, document, served }) => {
      expect((await gus([await document(PLAN)])).exit).toBe(0);
      expect(served.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
    });
    expect(state.notes.get(12)).toHaveLength(1);
  });
});

describe("gus comment, asked for what makes no sense", () => {
  it.each([
    [["--read-approved", "--on", "issue"], "An approval is of a pull request"],
    [["--read-approved", "--best-effort"], "--read-approved needs an answer"],
    [[], "There is nothing to tell"],
    [["plan.json", "--on", "issue"], "An issue is about drift"],
    [["result.json", "--read-approved"], "A result document is not approved"],
    [["missing.json", "--best-effort"], "Cannot read missing.json"],
  ])("says so of %j", async (args, message) => {
    await inGithub(githubState(), async ({ gus, document, served }) => {
      await document(PLAN);
      await document(fullResult());
      const run = await gus(args);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain(message);
      expect(served.asked).toEqual([]);
    });
  });

  it("refuses a plan that somebody changed", async () => {
    await inGithub(githubState(), async ({ gus, document }) => {
      const path = await document(PLAN);
      const other = await document(driftOf([]));
      expect((await gus([other])).exit).toBe(0);
      const { writeFile } = await import("node:fs/promises");
      await writeFile(path, JSON.stringify({ ...PLAN, warnings: [] }));
      expect(await gus([path])).toMatchObject({ exit: 5, stdout: "" });
    });
  });

  it("keeps a comment that is there when it may not write", async () => {
    const before = { id: 1, login: BOT, body: `${markerOf(PLAN)}\nold` };
    const state = githubState({ readOnly: [TOKEN], comments: new Map([[12, [before]]]) });
    await inGithub(state, async ({ gus, document }) => {
      expect((await gus([await document(PLAN), "--best-effort"])).exit).toBe(0);
    });
    expect(state.comments.get(12)).toEqual([before]);
  });
});
