import { describe, expect, it } from "vitest";
import { markerOf } from "../../src/review/marker.ts";
import { ADA, BOB, change, driftOf, knownDrift } from "../review/samples.ts";
import { BOT, type GithubIssue, githubState } from "./fake-github.ts";
import { gitlabState, ME } from "./fake-gitlab.ts";
import { hashed, inGithub, inGitlab } from "./stage.ts";

const DRIFT = hashed(driftOf([change(ADA.id, "title", "Lead", "Agent")]));
const MORE = hashed(driftOf([...DRIFT.differences, change(BOB.id, "title", "Lead", "Agent")]));
const CLEAN = hashed(driftOf([]));
const UNREAD = hashed(
  driftOf([], { complete: false, unread: [{ userId: ADA.id, email: ADA.email, field: "title", why: "w" }] }),
);
const ON_ISSUE = ["--on", "issue"];
const MARKER = markerOf(DRIFT);

function issue(number: number, over: Partial<GithubIssue> = {}): GithubIssue {
  return { id: number, number, login: BOT, title: "Drift", body: `${MARKER}\nold`, state: "open", ...over };
}

describe("gus comment --on issue on GitHub", () => {
  it("opens an issue, keeps it, closes it with a word, and opens it again", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, document }) => {
      const tell = async (drift: typeof DRIFT) => (await gus([await document(drift), ...ON_ISSUE])).stderr;
      expect(await tell(CLEAN)).toBe("No drift, and no issue about it.\n");
      expect(state.issues).toEqual([]);
      expect(await tell(DRIFT)).toBe("The issue is created.\n");
      expect(state.issues[0]?.title).toBe("Drift in Acme Care: 1 user differs from the definitions");
      expect(await tell(DRIFT)).toBe("The issue is unchanged.\n");
      expect(await tell(MORE)).toBe("The issue is updated.\n");
      expect(state.issues[0]?.title).toContain("2 users differ");
      expect(await tell(UNREAD)).toBe("The issue is updated.\n");
      expect(state.issues[0]?.state).toBe("open");
      expect(await tell(CLEAN)).toBe("The issue is closed.\n");
      expect(state.issues[0]).toMatchObject({ state: "closed" });
      expect(await tell(CLEAN)).toBe("No drift, and no issue about it.\n");
      expect(await tell(DRIFT)).toBe("The issue is reopened.\n");
      expect(state.issues).toHaveLength(1);
      expect(state.issues[0]?.state).toBe("open");
      const said = state.comments.get(state.issues[0]?.number ?? 0)?.map(({ body }) => body);
      expect(said).toEqual(["No drift any more: live users match the definitions.", "Drift is back."]);
    });
  });

  it("says in the issue what is new, still there and gone", async () => {
    const state = githubState();
    await inGithub(state, async ({ gus, document }) => {
      await gus([await document(hashed(knownDrift())), ...ON_ISSUE]);
      expect(state.issues[0]?.body).toContain(
        "**2 new, 2 still there, 2 gone, 2 not compared. 3 users differ",
      );
      expect(state.issues[0]?.title).toBe("Drift in Acme Care: 3 users differ from the definitions");
    });
  });

  it("takes no issue of others, no pull request, and none about other definitions for its own", async () => {
    const others = [
      issue(1, { login: "mallory" }),
      issue(2, { pull: true }),
      issue(3, { body: MARKER.replace("root=definitions", "root=other") }),
    ];
    const state = githubState({ issues: structuredClone(others) });
    await inGithub(state, async ({ gus, document, served }) => {
      expect((await gus([await document(DRIFT), ...ON_ISSUE])).stderr).toBe("The issue is created.\n");
      const lists = served.asked.filter(({ method, path }) => method === "GET" && path.endsWith("/issues"));
      expect(lists.map(({ query }) => query.get("creator"))).toEqual([BOT, BOT]);
    });
    expect(state.issues.slice(0, 3)).toEqual(others);
  });

  it("goes on in the first of several issues of its own", async () => {
    const issues = [issue(1, { state: "closed" }), issue(2), issue(3), issue(4)];
    const state = githubState({ issues, comments: new Map([1, 2, 3, 4].map((number) => [number, []])) });
    await inGithub(state, async ({ gus, document }) => {
      expect((await gus([await document(DRIFT), ...ON_ISSUE])).stderr).toBe("The issue is updated.\n");
    });
    expect(state.issues.map(({ state: now }) => now)).toEqual(["closed", "open", "closed", "closed"]);
    expect(state.comments.get(4)?.[0]?.body).toBe("Goes on in #2.");
  });
});

describe("gus comment --on issue on GitLab", () => {
  it("opens an issue, keeps it, closes it with a word, and opens it again", async () => {
    const stranger = { iid: 1, author: 8, title: "t", description: MARKER, state: "opened", notes: [] };
    const state = gitlabState({ issues: [stranger] });
    await inGitlab(state, async ({ gus, document }) => {
      const tell = async (drift: typeof DRIFT) => (await gus([await document(drift), ...ON_ISSUE])).stderr;
      expect(await tell(DRIFT)).toBe("The issue is created.\n");
      expect(await tell(DRIFT)).toBe("The issue is unchanged.\n");
      expect(await tell(MORE)).toBe("The issue is updated.\n");
      expect(await tell(CLEAN)).toBe("The issue is closed.\n");
      expect(state.issues[1]).toMatchObject({ state: "closed", author: ME });
      expect(await tell(DRIFT)).toBe("The issue is reopened.\n");
      expect(state.issues[1]?.notes.map(({ body }) => body)).toEqual([
        "No drift any more: live users match the definitions.",
        "Drift is back.",
      ]);
    });
    expect(state.issues).toHaveLength(2);
  });
});
