import { describe, expect, it } from "vitest";
import { approvalOf } from "../../src/pipeline/approval.ts";
import { LONGEST_COMMENT, LONGEST_NOTE, renderPlanMarkdown } from "../../src/review/markdown.ts";
import { markerOf } from "../../src/review/marker.ts";
import { planWith } from "../review/hostile-documents.ts";
import { fullPlan, fullResult, HOSTILE, largePlan, OBEYED } from "../review/samples.ts";
import { BOT, githubState, TOKEN } from "./fake-github.ts";
import { gitlabState, ME } from "./fake-gitlab.ts";
import { hashed, inGithub, inGitlab } from "./stage.ts";

const PLAN = hashed(fullPlan());
const BODY = renderPlanMarkdown(PLAN, LONGEST_COMMENT, approvalOf(PLAN));
const MARKER = markerOf(PLAN);

describe("gus comment on GitHub", () => {
  it("makes one comment and keeps it", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, built, document, served }) => {
      const file = await document(PLAN);
      const first = await built([file]);
      expect(first).toEqual({
        exit: 0,
        stdout: "https://github.test/acme/users/comment/101\n",
        stderr: "The comment is created.\n",
      });
      expect(state.comments.get(12)).toEqual([{ id: 101, login: BOT, body: BODY }]);
      expect((await gus([file])).stderr).toBe("The comment is unchanged.\n");
      const again = await document({ ...PLAN, warnings: [] });
      expect((await gus([again])).stderr).toBe("The comment is updated.\n");
      expect(state.comments.get(12)).toHaveLength(1);
      expect(state.comments.get(12)?.[0]?.body).not.toBe(BODY);
      expect(served.asked.every(({ headers }) => headers.authorization === `token ${TOKEN}`)).toBe(true);
    });
  });

  it("finds its comment behind others, and never touches one of another author", async () => {
    const others = [1, 2, 3, 4].map((id) => ({ id, login: "mallory", body: `${MARKER}\n${id}` }));
    const state = githubState({
      comments: new Map([[12, [...others, { id: 5, login: BOT, body: `${MARKER}\nold` }]]]),
    });
    await inGithub(state, async ({ gus, document }) => {
      expect((await gus([await document(PLAN)])).stderr).toBe("The comment is updated.\n");
    });
    expect(state.comments.get(12)).toEqual([...others, { id: 5, login: BOT, body: BODY }]);
  });

  it("leaves comments of ours about other definitions, and texts that only quote a marker", async () => {
    const comments = [MARKER.replace("root=definitions", "root=other"), `See:\n${MARKER}`].map(
      (body, id) => ({ id, login: BOT, body }),
    );
    const state = githubState({ comments: new Map([[12, [...comments]]]) });
    await inGithub(state, async ({ gus, document }) => {
      expect((await gus([await document(PLAN)])).stderr).toBe("The comment is created.\n");
    });
    expect(state.comments.get(12)?.slice(0, 2)).toEqual(comments);
  });

  it("deletes what two jobs at once have made too many", async () => {
    const own = [3, 4, 5].map((id) => ({ id, login: BOT, body: `${MARKER}\nold` }));
    const state = githubState({ comments: new Map([[12, own]]) });
    await inGithub(state, async ({ gus, document }) => {
      await gus([await document(PLAN)]);
    });
    expect(state.comments.get(12)).toEqual([{ id: 3, login: BOT, body: BODY }]);
  });

  it("tells a result beside the plan that was approved", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, document }) => {
      await gus([await document(PLAN)]);
      await gus([await document(fullResult())]);
    });
    const kinds = state.comments.get(12)?.map(({ body }) => /gus:(\w+)/.exec(body)?.[1]);
    expect(kinds).toEqual(["plan", "result"]);
  });

  it("tells what was applied in the pull request that was merged", async () => {
    const merged = { number: 12, merged_at: "2026-05-04", merge_commit_sha: "abc" };
    const other = { number: 11, merged_at: "2026-05-03", merge_commit_sha: "old" };
    const open = { number: 10, merged_at: null, merge_commit_sha: "abc" };
    const state = githubState({ pulls: { abc: [open, other, merged] } });
    await inGithub(state, async ({ gus, document }) => {
      const push = { GITHUB_REF: "refs/heads/main", GITHUB_SHA: "abc" };
      expect((await gus([await document(fullResult())], push)).exit).toBe(0);
      const unknown = await gus([await document(fullResult())], { ...push, GITHUB_SHA: "fff" });
      expect(unknown).toMatchObject({ exit: 1, stdout: "" });
      expect(unknown.stderr).toContain("no merged one brought commit fff");
    });
    expect(state.comments.get(12)).toHaveLength(1);
  });

  it.each([
    [{ pull_request: { number: 12 } }, {}],
    [{ issue: { number: 12, pull_request: {} } }, {}],
    [{ workflow_run: { pull_requests: [{ number: 12 }] } }, {}],
    [{}, { GITHUB_REF: "refs/heads/gh-readonly-queue/main/pr-12-0a1b2c3d" }],
  ])("knows the pull request from the event %j", async (event, env) => {
    const state = githubState();
    await inGithub(state, async ({ gus, document, file }) => {
      const path = await file("event.json", JSON.stringify(event));
      await gus([await document(PLAN)], { GITHUB_REF: "refs/heads/main", ...env, GITHUB_EVENT_PATH: path });
    });
    expect(state.comments.get(12)).toHaveLength(1);
  });

  it("takes flags for what the environment does not say", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, document }) => {
      const env = {
        GITHUB_ACTIONS: "",
        GITHUB_REPOSITORY: "",
        GITHUB_REF: "",
        GITHUB_TOKEN: "",
        GH_TOKEN: TOKEN,
      };
      const run = await gus(
        [await document(PLAN), "--forge", "github", "--repo", "acme/users", "--number", "12"],
        env,
      );
      expect(run.exit).toBe(0);
    });
    expect(state.comments.get(12)).toHaveLength(1);
  });

  it("hides what it is told to hide", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, document }) => {
      await gus([await document(PLAN), "--redact", "people"]);
    });
    const [{ body } = { body: "" }] = state.comments.get(12) ?? [];
    expect(body.startsWith(MARKER)).toBe(true);
    expect(body).not.toMatch(/ada|Lovelace|bob/i);
  });

  it("fits what GitHub takes", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, document }) => {
      expect((await gus([await document(hashed(largePlan(3000)))])).exit).toBe(0);
    });
    expect(state.comments.get(12)?.[0]?.body.length).toBeGreaterThan(LONGEST_COMMENT - 1000);
  });

  it("passes hostile texts on as texts", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, document }) => {
      for (const text of HOSTILE.filter((one) => /`|@|<|\n/.test(one))) {
        state.comments.set(12, []);
        const run = await gus([await document(hashed(planWith(text)))]);
        expect([run.exit, run.stderr]).toEqual([0, "The comment is created.\n"]);
        expect(state.comments.get(12)?.[0]?.body).not.toMatch(OBEYED);
      }
    });
  }, 60_000);
});

describe("gus comment on GitLab", () => {
  it("makes one note and keeps it, among others and behind system notes", async () => {
    const others = [
      { id: 1, author: 8, body: `${MARKER}\nforged` },
      { id: 2, author: ME, body: `${MARKER}\nx`, system: true },
      { id: 3, author: 8, body: "hello" },
    ];
    const state = gitlabState({ notes: new Map([[12, [...others]]]) });
    await inGitlab(state, async ({ gus, built, document }) => {
      const file = await document(PLAN);
      const first = await built([file]);
      expect(first.stdout).toMatch(/^https:\/\/gitlab\.test\/acme\/users\/-\/merge_requests\/12#note_\d+\n$/);
      expect(first.stderr).toBe("The comment is created.\n");
      expect((await gus([file])).stderr).toBe("The comment is unchanged.\n");
      expect((await gus([await document({ ...PLAN, warnings: [] })])).stderr).toBe(
        "The comment is updated.\n",
      );
    });
    expect(state.notes.get(12)?.slice(0, 3)).toEqual(others);
    expect(state.notes.get(12)).toHaveLength(4);
  });

  it("deletes what two jobs at once have made too many", async () => {
    const own = [3, 4].map((id) => ({ id, author: ME, body: `${MARKER}\nold` }));
    const state = gitlabState({ notes: new Map([[12, own]]) });
    await inGitlab(state, async ({ gus, document }) => {
      await gus([await document(PLAN)]);
    });
    expect(state.notes.get(12)).toEqual([{ id: 3, author: ME, body: BODY }]);
  });

  it("tells what was applied in the merge request that was merged", async () => {
    const request = { iid: 12, state: "merged", merge_commit_sha: "abc", squash_commit_sha: null };
    const state = gitlabState({ requests: { abc: [{ ...request, iid: 9, state: "opened" }, request] } });
    await inGitlab(state, async ({ gus, document }) => {
      await gus([await document(fullResult())], { CI_MERGE_REQUEST_IID: undefined, CI_COMMIT_SHA: "abc" });
    });
    expect(state.notes.get(12)).toHaveLength(1);
  });

  it("tells more than GitHub takes", async () => {
    const state = gitlabState();
    await inGitlab(state, async ({ gus, document }) => {
      await gus([await document(hashed(largePlan(3000)))]);
    });
    const length = state.notes.get(12)?.[0]?.body.length ?? 0;
    expect(length).toBeGreaterThan(LONGEST_COMMENT);
    expect(length).toBeLessThanOrEqual(LONGEST_NOTE);
  });

  it("takes a project's path, and the server's address", async () => {
    const state = gitlabState();
    await inGitlab(state, async ({ gus, document, served }) => {
      const env = { CI_API_V4_URL: undefined, CI_SERVER_URL: served.url, CI_PROJECT_ID: undefined };
      const run = await gus([await document(PLAN), "--repo", "acme/users", "--number", "12"], env);
      expect(run.exit).toBe(0);
    });
    expect(state.notes.get(12)).toHaveLength(1);
  });
});
