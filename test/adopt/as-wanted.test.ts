import { describe, expect, it } from "vitest";
import type { Adopted } from "../../src/adopt/adopted.ts";
import { unlikeWanted } from "../../src/adopt/as-wanted.ts";
import { definitionsOf, read } from "../definitions/reading.ts";
import { change, keyed, ref, uuid } from "../review/samples.ts";

const BEFORE = `version: 1
rails: { change: 5 }
profiles: { p: { department: Care } }
users:
  ada@x.example: { profiles: [p], title: Agent, skills: { A: 1, B: 2 }, phones: { WORK: "+34910000000" } }
  bob@x.example: { title: Agent }
`;

/** Ada's title becomes Lead, and her skill A goes. */
function problemsWith(after: string): readonly string[] {
  const before = definitionsOf(read({ "a.yaml": BEFORE }));
  const user = before.users.find(({ email }) => email === "ada@x.example");
  if (!user) throw new Error("Ada is gone");
  const adopted: readonly Adopted[] = [
    { user, change: change(uuid(1), "title", "Lead", "Agent"), value: "Lead" },
    { user, change: keyed(uuid(1), "skills", ref(1, "A"), null, 1), key: "A", value: null },
  ];
  return unlikeWanted(before, definitionsOf(read({ "a.yaml": after })), adopted).map(
    ({ message }) => message,
  );
}

const GOOD = BEFORE.replace("title: Agent, skills: { A: 1, B: 2 }", "title: Lead, skills: { B: 2 }");

describe("unlikeWanted()", () => {
  it("takes definitions that say what was adopted and else what they said", () => {
    expect(problemsWith(GOOD)).toEqual([]);
    expect(problemsWith(GOOD.replace("{ B: 2 }", "{ B: 2, A: null }"))).toEqual([]);
  });

  it("sees one thing under two spellings", () => {
    const before = definitionsOf(read({ "a.yaml": BEFORE }));
    const [user] = before.users;
    if (!user) throw new Error("Nobody is there");
    const adopted = [{ user, change: keyed(uuid(1), "skills", ref(2, "B"), 3, 2), key: "B", value: 3 }];
    const said = (skills: string) => {
      const after = definitionsOf(read({ "a.yaml": BEFORE.replace("A: 1, B: 2", `A: 1, ${skills}`) }));
      return unlikeWanted(before, after, adopted).length;
    };
    expect([said("B: 3"), said(`"id:${uuid(2)}": 3`), said(`B: 3, "id:${uuid(2)}": 3`)]).toEqual([0, 0, 1]);
  });

  it.each([
    ["title: Lead", "title: Leader", "ada@x.example beyond it: title"],
    ["{ B: 2 }", "{ B: 3 }", "ada@x.example beyond it: skills.B"],
    ["{ B: 2 }", "{ B: 2, C: 1 }", "ada@x.example beyond it: skills.C"],
    ["{ B: 2 }", "{ A: 1, B: 2 }", "ada@x.example beyond it: skills.A"],
    ["title: Agent", "title: Boss", "bob@x.example beyond it: title"],
    ["title: Agent", "title: Agent, department: Care", "bob@x.example beyond it: the entry itself"],
    ["department: Care", "department: Sales", "ada@x.example beyond it: department"],
    ["bob@x.example", "bo@x.example", "bob@x.example beyond it: the entry itself"],
    [
      "bob@x.example: {",
      "bob@x.example: { previously: x@x.example,",
      "bob@x.example beyond it: the entry itself",
    ],
    [
      "skills: { B: 2 }",
      "skills: { B: 2 }, unmanaged: [department]",
      "ada@x.example beyond it: the entry itself",
    ],
    ["change: 5", "change: 50", "without changing the files beyond it"],
    ["users:", "users:\n  dan@x.example: {}", "without changing the files beyond it"],
    ["users:", "manage: { skills: at-least }\nusers:", "keys of skills of ada@x.example"],
  ])("sees %j become %j", (from, to, message) => {
    expect(problemsWith(GOOD.replace(from, to))).toEqual([expect.stringContaining(message)]);
  });
});
