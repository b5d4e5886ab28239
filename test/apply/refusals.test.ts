import { describe, expect, it } from "vitest";
import { idOf } from "../../src/simulator/build.ts";
import { applied, crowd, emailOf, forAll, forbidden, reasonsOf, refusal, type Scene, told } from "./stage.ts";

/** Nine titles, one after the other; these are refused for want of a permission. */
function refusing(bad: readonly number[]): Scene {
  const people = crowd(9, { title: "Agent" });
  const ids = bad.map((index) => idOf("user", emailOf(index)));
  return {
    people,
    wishes: forAll(people, { title: "Lead" }),
    connection: { concurrency: 1 },
    answer: ({ method, path }) =>
      method === "PATCH" && ids.some((id) => path.includes(id))
        ? forbidden("directory:user:edit")
        : undefined,
  };
}

describe("403 for want of a permission", () => {
  it("fails just those users when others are accepted in between", async () => {
    const run = await applied(refusing([0, 2, 4]));
    expect(run.result.summary).toMatchObject({ applied: 6, failed: 3, skipped: 0 });
    for (const index of [0, 2, 4]) expect(told(run)[emailOf(index)]).toEqual(["update failed"]);
  });

  it("three in a row spare the rest their calls", async () => {
    const run = await applied(refusing([0, 1, 2]));
    expect(run.result.summary).toMatchObject({ applied: 0, failed: 3, skipped: 6 });
    expect(reasonsOf(run, emailOf(8))).toEqual([
      "3 operations like it were refused for want of directory:user:edit",
    ]);
    expect(run.result.calls.writes).toBe(3);
    expect(run.result.exitCode).toBe(3);
  });

  it("three in a row for one kind of call leave the other kinds alone", async () => {
    const scene = refusing([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const wishes = forAll(scene.people, { title: "Lead", skills: { Billing: 3 } });
    const answer: Scene["answer"] = (request, stage) =>
      request.path.includes("routing") ? undefined : scene.answer?.(request, stage);
    const run = await applied({ ...scene, wishes, answer });
    expect(run.result.summary).toMatchObject({ applied: 9, failed: 3, skipped: 6 });
    expect(told(run)[emailOf(8)]).toEqual(["update skipped", "merge-skills applied"]);
  });

  it("names the permission, and what was not written", async () => {
    const run = await applied(refusing([4]));
    expect(reasonsOf(run, emailOf(4))).toEqual([
      expect.stringMatching(/lacks permission directory:user:edit; not written: title$/),
    ]);
  });
});

describe("403 on the read of a single user", () => {
  it("holds that user only", async () => {
    const people = crowd(4, { title: "Agent" });
    const path = `/api/v2/users/${idOf("user", emailOf(0))}`;
    const run = await applied({
      people,
      wishes: forAll(people, { title: "Lead" }),
      connection: { concurrency: 1 },
      faults: [{ kind: "second-writer", method: "PATCH", nth: 1, when: "before", edit: { department: "D" } }],
      answer: (request) =>
        request.method === "GET" && request.path.startsWith(path)
          ? refusal(403, "not.authorized", "You are not authorized to perform the requested action.")
          : undefined,
    });
    expect(told(run)[emailOf(0)]).toEqual(["update held"]);
    expect(reasonsOf(run, emailOf(0))).toEqual(["Genesys no longer shows this user to this client"]);
    expect(run.result.summary).toMatchObject({ applied: 3, held: 1 });
    expect(run.result.stopped).toBeUndefined();
  });
});

describe("a field that a run cannot read", () => {
  it("holds its user, since unread is not empty", async () => {
    const run = await applied({
      people: [{ email: "ada@x.example", certifications: ["A"], title: "Agent" }, { email: "bob@x.example" }],
      wishes: {
        "ada@x.example": { certifications: ["B"], title: "Lead" },
        "bob@x.example": { title: "Lead" },
      },
      faults: [{ kind: "partial-expand", expand: "certifications" }],
    });
    expect(told(run)).toEqual({ "ada@x.example": ["update held"], "bob@x.example": ["update applied"] });
    expect(reasonsOf(run, "ada@x.example")).toEqual(["Cannot compare: certifications could not be read"]);
    expect(run.org.user("ada@x.example")).toMatchObject({ certifications: ["A"], title: "Agent" });
  });
});
