import { describe, expect, it } from "vitest";
import { desiredUser, idOf, liveUser, ref, type State } from "../world.ts";
import { managed, type Pair, plan } from "./pairs.ts";

describe("planOperations() order", () => {
  it("deactivates first, then changes profiles, then routing, and activates last", () => {
    const gone = everything({ state: "inactive" });
    const back = everything({ state: "active" });
    const operations = plan([
      [liveUser("a@x", { state: "active" }), desiredUser("a@x", gone)],
      [liveUser("b@x", { state: "inactive" }), desiredUser("b@x", back)],
    ]);
    expect(operations.map(({ kind, users }) => `${kind} ${users.map(({ email }) => email).join()}`)).toEqual([
      "deactivate a@x",
      "update a@x",
      "update b@x",
      "merge-languages a@x",
      "merge-skills a@x",
      "merge-languages b@x",
      "merge-skills b@x",
      "move-division a@x,b@x",
      "activate b@x",
    ]);
  });

  it("chains the calls of a user, so that they never overlap", () => {
    const operations = plan([
      [liveUser("a@x", { state: "inactive" }), desiredUser("a@x", everything({ state: "active" }))],
    ]);
    expect(operations.map(({ dependsOn }) => dependsOn)).toEqual([
      [],
      ...operations.slice(0, -1).map(({ opId }) => [opId]),
    ]);
  });

  it("pins the first call to the version that the plan saw, and later ones to what the call before leaves", () => {
    const operations = plan([
      [
        liveUser("a@x", { state: "active" }, { version: 7 }),
        desiredUser("a@x", everything({ state: "inactive" })),
      ],
    ]);
    const [deactivate, update, ...others] = operations;
    expect(deactivate?.users).toEqual([{ id: idOf("a@x"), email: "a@x", expectedVersion: 7 }]);
    expect(update?.users[0]?.expectedVersion).toEqual({ from: deactivate?.opId });
    expect(others.flatMap(({ users }) => users).filter((user) => "expectedVersion" in user)).toEqual([]);
  });

  it("derives the id of an operation from what it sends where", () => {
    const one = (title: string, version: number) =>
      plan([[liveUser("a@x", {}, { version }), desiredUser("a@x", { title })]]).map(({ opId }) => opId);
    expect(one("Agent", 1)).toEqual(one("Agent", 2));
    expect(one("Agent", 1)).not.toEqual(one("Lead", 1));
    expect(one("Agent", 1)[0]).toMatch(/^[0-9a-f]{12}$/);
  });

  it("frees an address before somebody else takes it", () => {
    const operations = plan([renamed("a@x", "b@x"), renamed("b@x", "c@x"), renamed("c@x", "d@x")]);
    expect(operations.map(({ users }) => users[0]?.email)).toEqual(["c@x", "b@x", "a@x"]);
    expect(operations.map(({ dependsOn }) => dependsOn.length)).toEqual([0, 1, 1]);
  });

  it("turns a line of managers round from the top down", () => {
    const operations = plan([
      [liveUser("a@x", { manager: managed("b@x") }), desiredUser("a@x", { manager: null })],
      [liveUser("b@x", { manager: managed("c@x") }), desiredUser("b@x", { manager: managed("a@x") })],
      [liveUser("c@x", {}), desiredUser("c@x", { manager: managed("b@x") })],
    ]);
    expect(operations.map(({ users }) => users[0]?.email)).toEqual(["a@x", "b@x", "c@x"]);
  });

  it("lets managers that close no circle change in any order", () => {
    const operations = plan([
      [liveUser("a@x", { manager: managed("c@x") }), desiredUser("a@x", { manager: managed("b@x") })],
      [liveUser("b@x", {}), desiredUser("b@x", { manager: managed("c@x") })],
    ]);
    expect(operations.flatMap(({ dependsOn }) => dependsOn)).toEqual([]);
  });

  it("plans even a circle of managers, which a selection of users may leave over", () => {
    const live = [liveUser("a@x", { manager: managed("b@x") }), liveUser("b@x")] as const;
    const selected = desiredUser("b@x", { manager: managed("a@x") });
    expect(
      plan([
        [live[0], desiredUser("a@x")],
        [live[1], selected],
      ]),
    ).toHaveLength(1);
    const both = desiredUser("a@x", { manager: managed("b@x"), title: "Lead" });
    expect(
      plan([
        [liveUser("a@x"), both],
        [live[1], selected],
      ]),
    ).toHaveLength(2);
  });

  it("splits one call where a rename and a manager wait for each other", () => {
    const operations = plan([
      [
        liveUser("a@x", { email: "a@x", manager: managed("b@x") }),
        desiredUser("a@x", { email: "b@x", manager: null, title: "Lead" }),
      ],
      [liveUser("b@x", { email: "b@x" }), desiredUser("b@x", { email: "c@x", manager: managed("a@x") })],
    ]);
    expect(operations).toHaveLength(3);
    expect(operations.flatMap(({ changes }) => changes)).toHaveLength(5);
  });
});

function everything(state: State): State {
  return {
    title: "Lead",
    skills: { Billing: 3 },
    languages: { English: 2 },
    division: ref("EMEA"),
    ...state,
  };
}

function renamed(email: string, to: string): Pair {
  return [liveUser(email, { email }), desiredUser(email, { email: to })];
}
