import { describe, expect, it } from "vitest";
import { applied, reasonsOf, refusal, type Scene, told } from "./stage.ts";

const ADA = "ada@x.example";
const COMING: Scene = {
  people: [{ email: ADA, state: "inactive", title: "Agent" }],
  wishes: { [ADA]: { state: "active", title: "Lead", skills: { Billing: 2 } } },
};

describe("activation", () => {
  it("comes last", async () => {
    const run = await applied(COMING);
    expect(told(run)).toEqual({ [ADA]: ["update applied", "merge-skills applied", "activate applied"] });
    expect(run.org.applied.at(-1)?.after.state).toBe("active");
  });

  it("also goes ahead when the rest was done by somebody else", async () => {
    const run = await applied({
      ...COMING,
      faults: [
        {
          kind: "second-writer",
          route: "/api/v2/organizations/me",
          nth: 1,
          when: "after",
          who: ADA,
          edit: { title: "Lead" },
        },
      ],
    });
    expect(told(run)).toEqual({
      [ADA]: ["update already-applied", "merge-skills applied", "activate applied"],
    });
  });

  it("waits for good when a routing operation of the user failed", async () => {
    const run = await applied({
      ...COMING,
      answer: ({ method, path }) =>
        method === "PATCH" && path.includes("routingskills")
          ? refusal(400, "bad.request", "There is no such skill.")
          : undefined,
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied", "merge-skills failed", "activate skipped"] });
    expect(reasonsOf(run, ADA)[2]).toBe("Activation waits until the user's other changes are made");
    expect(run.org.user(ADA).state).toBe("inactive");
  });

  it("waits for good when the profile write failed, which does not stop the user's routing", async () => {
    const run = await applied({
      ...COMING,
      answer: ({ method, path }) =>
        method === "PATCH" && !path.includes("routing")
          ? refusal(400, "bad.request", "The title is too long.")
          : undefined,
    });
    expect(told(run)).toEqual({ [ADA]: ["update failed", "merge-skills applied", "activate skipped"] });
    expect(run.org.user(ADA).state).toBe("inactive");
  });

  it("is skipped with everything else of a user who is held", async () => {
    const run = await applied({
      ...COMING,
      faults: [
        {
          kind: "second-writer",
          route: "/api/v2/organizations/me",
          nth: 1,
          when: "after",
          who: ADA,
          edit: { title: "CEO" },
        },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["update held", "merge-skills skipped", "activate skipped"] });
    expect(reasonsOf(run, ADA).slice(1)).toEqual([
      "Another operation of this user is held",
      "Another operation of this user is held",
    ]);
  });
});
