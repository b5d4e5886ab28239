import { describe, expect, it } from "vitest";
import { DEFINITIONS, onSmallStage } from "../e2e/small-stage.ts";
import { githubState, serveGithub, TOKEN } from "./fake-github.ts";

describe("a pull request and its merge", () => {
  it("apply what was approved, and nothing else", async () => {
    const pulls = { abc: [{ number: 12, merged_at: "2026-05-04", merge_commit_sha: "abc" }] };
    const state = githubState({ pulls });
    const github = await serveGithub(state);
    try {
      await onSmallStage(async ({ gus, write, result }) => {
        const job = {
          GITHUB_REPOSITORY: "acme/users",
          GITHUB_TOKEN: TOKEN,
          GITHUB_API_URL: `${github.url}/api/v3`,
        };
        const pull = { env: { ...job, GITHUB_REF: "refs/pull/12/merge" } };
        const main = { env: { ...job, GITHUB_REF: "refs/heads/main", GITHUB_SHA: "abc" } };
        const plan = ["plan", "-f", "users.yaml", "--out", "plan.json"];
        const apply = ["apply", "plan.json", "--report", "result.json", "--approved"];
        expect((await gus(plan)).exit).toBe(0);
        expect(await gus(["comment", "plan.json"], pull)).toMatchObject({ exit: 0 });
        const approved = (await gus(["comment", "--read-approved"], main)).stdout.trim();

        await write("users.yaml", DEFINITIONS.replace("Lead", "Chief"));
        expect((await gus(plan)).exit).toBe(0);
        const refused = await gus([...apply, approved]);
        expect(refused.exit).toBe(5);
        expect(refused.stderr).toContain(
          'Found other changes for ada@example.com, in place of what was approved: title "Secret title" → "Chief"',
        );

        const hidden = await gus([...apply, approved, "--redact", "people"]);
        expect(hidden.exit).toBe(5);
        expect(hidden.stderr).toContain('in place of what was approved: title (hidden) → "Chief"');
        expect(hidden.stderr).not.toMatch(/Secret|ada@example/);

        await write("users.yaml", DEFINITIONS);
        expect((await gus(plan)).exit).toBe(0);
        expect((await gus([...apply, approved])).exit).toBe(0);
        expect((await gus(["comment", "result.json"], main)).exit).toBe(0);
        expect(approved).toContain(`${(await result("result.json")).reviewHash}~`);
        expect(state.comments.get(12)?.map(({ body }) => /gus:(\S+ \S+ \S+)/.exec(body)?.[1])).toEqual([
          expect.stringMatching(/^plan org=\S+ root=users\.yaml$/),
          expect.stringMatching(/^result org=\S+ root=users\.yaml$/),
        ]);
      });
    } finally {
      await github.close();
    }
  });
});
