import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import { applied, reasonsOf, type Scene, told } from "./stage.ts";

/** a → b → c → d: each takes the address that the next one leaves, so c goes first. */
const CHAIN: Scene = {
  people: [
    { email: "a@x.example", state: "inactive" },
    { email: "b@x.example", state: "inactive" },
    { email: "c@x.example" },
  ],
  wishes: {
    "d@x.example": { previously: "c@x.example" },
    "c@x.example": { previously: "b@x.example", state: "active" },
    "b@x.example": { previously: "a@x.example" },
  },
};

function contended(times: number): readonly Fault[] {
  return Array.from({ length: times }, (_, index) => ({
    kind: "second-writer",
    method: "PATCH",
    user: "c@x.example",
    nth: index + 1,
    when: "before",
    edit: { department: `Department ${index}` },
  }));
}

describe("a chain of renames whose first user is set aside", () => {
  it("waits for that user, and is done after the pause", async () => {
    const run = await applied({ ...CHAIN, faults: contended(3) });
    expect(told(run)).toEqual({
      "a@x.example": ["update applied"],
      "b@x.example": ["update applied", "activate applied"],
      "c@x.example": ["update applied"],
    });
    const emails = run.org.users().map(({ email, department }) => [email, department]);
    expect(emails.toSorted()).toEqual([
      ["b@x.example", undefined],
      ["c@x.example", undefined],
      ["d@x.example", "Department 2"],
    ]);
    expect(run.result.exitCode).toBe(0);
  });

  it("is skipped with the reason when that user stays contended; nobody is activated under a wrong address", async () => {
    const run = await applied({ ...CHAIN, faults: contended(4) });
    expect(told(run)).toEqual({
      "a@x.example": ["update skipped"],
      "b@x.example": ["update skipped", "activate skipped"],
      "c@x.example": ["update contended"],
    });
    expect(reasonsOf(run, "b@x.example")).toEqual([
      "It needs the change of c@x.example, which was not made",
      "Activation waits until the user's other changes are made",
    ]);
    expect(run.org.user("b@x.example").state).toBe("inactive");
  });
});

describe("a user set aside", () => {
  it("keeps nobody else waiting, and keeps its own order", async () => {
    const run = await applied({
      people: [{ email: "a@x.example" }, { email: "b@x.example" }],
      wishes: {
        "a@x.example": { title: "Lead", skills: { Billing: 2 } },
        "b@x.example": { title: "Lead", skills: { Billing: 2 } },
      },
      faults: contended(3).map((fault) => ({ ...fault, user: "a@x.example" })),
    });
    expect(run.result.summary.applied).toBe(4);
    const done = run.org.applied.filter(({ by }) => by === "client").map(({ after }) => after.email);
    expect(done).toEqual(["b@x.example", "b@x.example", "a@x.example", "a@x.example"]);
  });
});
