import { describe, expect, it } from "vitest";
import { foreignEdits } from "../../bench/edits.ts";
import { judge } from "../../bench/judge.ts";
import { workOf } from "../../bench/work.ts";
import { createOrg } from "../../src/simulator/org.ts";

const WORK = workOf(1, { users: 300, changed: 100 });
const EDITS = foreignEdits(WORK, 1, 60_000);
const NOBODY: ReadonlySet<string> = new Set();
/** An edit of the very title that is wished, and the wish. */
const edit = EDITS.find(({ kind }) => kind === "same field");
const wish = WORK.wishes.find(({ userId }) => userId === edit?.userId);

function scene() {
  if (!edit || !wish) throw new Error("No title is edited");
  const org = createOrg({ world: WORK.world });
  const token = org.mint();
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const send = (method: string, path: string, body: unknown) =>
    org.handle(
      { method, path: `/api/v2/users/${wish.userId}${path}`, headers, body: JSON.stringify(body) },
      0,
    );
  return {
    setSkills: () => send("PATCH", "/routingskills/bulk", wish.skills),
    dropSkills: () => wish.without.map((id) => send("DELETE", `/routingskills/${id}`, undefined)),
    setTitle: () => send("PATCH", "", { version: org.user(wish.userId).version, title: wish.title }),
    foreign: () => org.edit(wish.userId, edit.change),
    verdict: (told = NOBODY) => judge(org, [wish], [edit], told),
  };
}

describe("judge()", () => {
  it("finds a user right who is as wished in every part", () => {
    const { setSkills, dropSkills, setTitle, verdict } = scene();
    setTitle();
    expect(verdict()).toMatchObject({ wrongUntold: 1 });
    setSkills();
    dropSkills();
    expect(verdict()).toMatchObject({ wrongTold: 0, wrongUntold: 0 });
  });

  it("blames nobody for what another client changes afterwards", () => {
    const { setSkills, dropSkills, setTitle, foreign, verdict } = scene();
    setTitle();
    foreign();
    setSkills();
    dropSkills();
    expect(verdict()).toEqual({ wrongTold: 0, wrongUntold: 0, overwritten: 0 });
  });

  it("finds the edit overwritten that came before the write", () => {
    const { setSkills, dropSkills, setTitle, foreign, verdict } = scene();
    foreign();
    setTitle();
    setSkills();
    dropSkills();
    expect(verdict()).toEqual({ wrongTold: 0, wrongUntold: 0, overwritten: 1 });
  });

  it("takes a user for told whom the contender names", () => {
    const { foreign, verdict } = scene();
    foreign();
    expect(verdict(new Set([wish?.userId ?? ""]))).toEqual({ wrongTold: 1, wrongUntold: 0, overwritten: 0 });
  });
});

describe("foreignEdits()", () => {
  it("are the same for every contender, one a user, of each kind", () => {
    const what = (edits: typeof EDITS) => edits.map(({ kind, userId, atMs }) => [kind, userId, atMs]);
    expect(what(foreignEdits(WORK, 1, 60_000))).toEqual(what(EDITS));
    expect(new Set(EDITS.map(({ userId }) => userId)).size).toBe(100);
    expect(new Set(EDITS.map(({ kind }) => kind)).size).toBe(4);
  });
});
