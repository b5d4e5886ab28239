import { describe, expect, it } from "vitest";
import { renderPlanMarkdown, renderResultMarkdown } from "../../src/review/markdown.ts";
import { markerOf } from "../../src/review/marker.ts";
import { driftOf, fullPlan, fullResult, planOf } from "../review/samples.ts";
import { BOT, githubState } from "./fake-github.ts";
import { gitlabState, ME } from "./fake-gitlab.ts";
import { hashed, inGithub, inGitlab } from "./stage.ts";

const PLAN = hashed(fullPlan());
const OTHER = hashed(planOf({ source: { ...PLAN.source, roots: ["sales"] }, reviewHash: "b".repeat(64) }));
const FORGED = renderPlanMarkdown({ ...PLAN, reviewHash: "f".repeat(64) });

const own = (...bodies: string[]) => bodies.map((body, id) => ({ id, login: BOT, body }));
const on12 = <T>(entries: T[]) => new Map([[12, entries]]);

describe("gus comment --read-approved", () => {
  it("prints what our own comment says, and nothing else, whatever others say", async () => {
    const others = [1, 2, 3].map((id) => ({ id: 10 + id, login: "mallory", body: FORGED }));
    const comments = on12([
      ...others,
      ...own("hello", renderResultMarkdown(fullResult()), renderPlanMarkdown(PLAN)),
    ]);
    await inGithub(githubState({ comments }), async ({ gus }) => {
      expect(await gus(["--read-approved"])).toEqual({ exit: 0, stdout: `${PLAN.reviewHash}\n`, stderr: "" });
    });
    const notes = on12([
      { id: 1, author: 8, body: FORGED },
      { id: 2, author: 9, body: FORGED },
      { id: 3, author: ME, body: renderPlanMarkdown(PLAN) },
    ]);
    await inGitlab(gitlabState({ notes }), async ({ gus }) => {
      expect(await gus(["--read-approved"])).toEqual({ exit: 0, stdout: `${PLAN.reviewHash}\n`, stderr: "" });
    });
  });

  it("finds the comment of the pull request that was merged", async () => {
    const pulls = { abc: [{ number: 12, merged_at: "2026-05-04", merge_commit_sha: "abc" }] };
    const comments = on12(own(renderPlanMarkdown(PLAN)));
    await inGithub(githubState({ comments, pulls }), async ({ gus }) => {
      const run = await gus(["--read-approved"], { GITHUB_REF: "refs/heads/main", GITHUB_SHA: "abc" });
      expect(run.stdout).toBe(`${PLAN.reviewHash}\n`);
    });
    const requests = {
      abc: [{ iid: 12, state: "merged", merge_commit_sha: "abc", squash_commit_sha: null }],
    };
    const notes = on12([{ id: 3, author: ME, body: renderPlanMarkdown(PLAN) }]);
    await inGitlab(gitlabState({ notes, requests }), async ({ gus }) => {
      const run = await gus(["--read-approved"], { CI_MERGE_REQUEST_IID: undefined, CI_COMMIT_SHA: "abc" });
      expect(run.stdout).toBe(`${PLAN.reviewHash}\n`);
    });
  });

  it.each([
    ["nobody said anything", []],
    ["only others did", [{ id: 1, login: "mallory", body: FORGED }]],
    ["ours are about other things", own(renderPlanMarkdown(driftOf([])), renderResultMarkdown(fullResult()))],
    ["our words are quoted in a comment of ours", own(`> ${renderPlanMarkdown(PLAN)}`)],
  ])("prints nothing when %s", async (_why, entries) => {
    await inGithub(githubState({ comments: on12([...entries]) }), async ({ gus }) => {
      const run = await gus(["--read-approved"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("no-approval");
    });
  });

  it("believes no comment of ours that somebody else changed", async () => {
    const [comment = { id: 0, login: BOT, body: "" }] = own(FORGED);
    const comments = on12([{ ...comment, editor: "mallory" }]);
    await inGithub(githubState({ comments }), async ({ gus }) => {
      const run = await gus(["--read-approved"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("mallory changed it after it was posted");
    });
    await inGithub(githubState({ comments: on12([{ ...comment, editor: BOT }]) }), async ({ gus }) => {
      expect((await gus(["--read-approved"])).exit).toBe(0);
    });
  });

  it("asks which of several plans is meant, and takes a document for an answer", async () => {
    const comments = on12(own(renderPlanMarkdown(PLAN), renderPlanMarkdown(OTHER)));
    await inGithub(githubState({ comments }), async ({ gus, document }) => {
      const run = await gus(["--read-approved"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("root=sales");
      expect((await gus([await document(OTHER), "--read-approved"])).stdout).toBe(`${OTHER.reviewHash}\n`);
      const unknown = hashed(planOf({ org: { id: "x", name: "x" } }));
      expect((await gus([await document(unknown), "--read-approved"])).stderr).toContain("for this plan");
    });
  });

  it("does not choose between two of ours about one plan that say different things", async () => {
    const comments = on12(own(renderPlanMarkdown(PLAN), FORGED));
    await inGithub(githubState({ comments }), async ({ gus }) => {
      expect(await gus(["--read-approved"])).toMatchObject({ exit: 1, stdout: "" });
    });
    expect(FORGED.startsWith(markerOf(PLAN))).toBe(true);
  });
});
