import { describe, expect, it } from "vitest";
import { applied, reasonsOf, type Scene, told, writes } from "./stage.ts";

const ADA = "ada@x.example";

/** Ada leaves and gets a title: two pinned writes, one after the other. */
const LEAVING: Scene = {
  people: [{ email: ADA, title: "Agent" }],
  wishes: { [ADA]: { state: "inactive", title: "Lead" } },
};

describe("a pin that a reading of ours brings", () => {
  it("holds the title that somebody wrote before a deactivation met 409", async () => {
    const run = await applied({
      ...LEAVING,
      faults: [{ kind: "second-writer", method: "PATCH", nth: 1, when: "before", edit: { title: "CEO" } }],
    });
    expect(told(run)).toEqual({ [ADA]: ["deactivate applied", "update held"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "CEO", state: "inactive" });
    expect(run.result.outcomes[1]?.conflicts).toEqual([
      { field: "title", base: "Agent", live: "CEO", desired: "Lead" },
    ]);
    expect(writes(run)).toEqual(["PATCH /api/v2/users/{userId} 409", "PATCH /api/v2/users/{userId} 200"]);
    expect(run.result.exitCode).toBe(3);
  });

  it("holds the title that somebody wrote after a deactivation met 503", async () => {
    const run = await applied({
      ...LEAVING,
      faults: [
        { kind: "failure", status: 503, applied: "yes", method: "PATCH", nth: 1 },
        { kind: "second-writer", method: "PATCH", nth: 1, when: "after", edit: { title: "CEO" } },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["deactivate applied", "update held"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "CEO", state: "inactive" });
    expect(writes(run)).toEqual(["PATCH /api/v2/users/{userId} 503"]);
  });

  it("lets the title through when somebody wrote something else", async () => {
    const run = await applied({
      ...LEAVING,
      faults: [{ kind: "second-writer", method: "PATCH", nth: 1, when: "before", edit: { department: "D" } }],
    });
    expect(told(run)).toEqual({ [ADA]: ["deactivate applied", "update applied"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "Lead", department: "D" });
    expect(run.result.exitCode).toBe(0);
  });
});

describe("--strict-pins", () => {
  it("holds everybody whose version moved since the plan, whatever changed", async () => {
    const run = await applied({
      people: [{ email: ADA, title: "Agent" }, { email: "bob@x.example" }],
      wishes: { [ADA]: { title: "Lead" }, "bob@x.example": { title: "Lead" } },
      settings: { strictPins: true },
      faults: [
        {
          kind: "second-writer",
          route: "/api/v2/organizations/me",
          nth: 1,
          when: "after",
          who: ADA,
          edit: { department: "D" },
        },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["update held"], "bob@x.example": ["update applied"] });
    expect(reasonsOf(run, ADA)).toEqual(["The version moved from 1 to 2, and --strict-pins is given"]);
    expect(run.org.user(ADA).title).toBe("Agent");
  });

  it("without it such a user is written", async () => {
    const run = await applied({
      people: [{ email: ADA, title: "Agent" }],
      wishes: { [ADA]: { title: "Lead" } },
      faults: [
        {
          kind: "second-writer",
          route: "/api/v2/organizations/me",
          nth: 1,
          when: "after",
          who: ADA,
          edit: { department: "D" },
        },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
  });

  it("holds also whoever is written to between the check and the write", async () => {
    const run = await applied({
      people: [{ email: ADA, title: "Agent" }],
      wishes: { [ADA]: { title: "Lead" } },
      settings: { strictPins: true },
      faults: [{ kind: "second-writer", method: "PATCH", nth: 1, when: "before", edit: { department: "D" } }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update held"] });
    expect(run.org.user(ADA).title).toBe("Agent");
  });
});
