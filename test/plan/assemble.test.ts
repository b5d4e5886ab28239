import { describe, expect, it } from "vitest";
import { desiredUser, liveUser, PLACE } from "../world.ts";
import { planFor } from "./samples.ts";

const lead = [liveUser("a@x", { title: "Agent" }), desiredUser("a@x", { title: "Lead" })] as const;
const same = [liveUser("b@x", { title: "Agent" }), desiredUser("b@x", { title: "Agent" })] as const;

describe("assemblePlan()", () => {
  it("is applyable when there are operations and no rail stands", () => {
    expect(planFor([lead]).applyable).toBe(true);
    expect(planFor([same]).applyable).toBe(false);
    expect(planFor([lead], { maxChanges: 0 })).toMatchObject({ applyable: false, operations: [{}] });
  });

  it("is complete when nothing that is managed was left unread", () => {
    const unread = [
      liveUser("c@x", {}, { unread: ["skills"] }),
      desiredUser("c@x", { title: "x" }, ["skills"]),
    ] as const;
    const plan = planFor([unread]);
    expect(plan).toMatchObject({ complete: false, unread: [{ email: "c@x", field: "skills" }] });
    expect(plan.operations).toHaveLength(1);
    expect(planFor([lead, same]).complete).toBe(true);
  });

  it("is not complete when it cannot be told which skills a deactivation takes away", () => {
    const leaver = [
      liveUser("c@x", { state: "active" }, { unread: ["skills"] }),
      desiredUser("c@x", { state: "inactive" }),
    ] as const;
    const unread = [{ email: "c@x", field: "skills" }];
    expect(planFor([leaver])).toMatchObject({ complete: false, unread, summary: { unread: 1 } });
    expect(planFor([leaver], { kind: "drift" }).complete).toBe(true);
  });

  it("names the live division of whoever differs, where it was read", () => {
    const emea = { id: "d-emea", name: "EMEA" };
    const apac = { id: "d-apac", name: "APAC" };
    const moved = [liveUser("c@x", { division: emea }), desiredUser("c@x", { division: apac })] as const;
    expect(planFor([moved]).users).toMatchObject([{ email: "c@x", division: emea }]);
    expect(planFor([lead]).users[0]).not.toHaveProperty("division");
  });

  it("counts each user once in every sum it belongs to", () => {
    const both = [
      liveUser("c@x", { state: "active" }),
      desiredUser("c@x", { state: "inactive", title: "x" }),
    ] as const;
    const back = [liveUser("d@x", { state: "inactive" }), desiredUser("d@x", { state: "active" })] as const;
    expect(planFor([lead, same, both, back]).summary).toEqual({
      managed: 4,
      update: 2,
      deactivate: 1,
      activate: 1,
      unchanged: 1,
      unread: 0,
      byField: { title: 2, state: 2 },
    });
  });

  it("puts what differs of a drift document beside operations it does not have", () => {
    const drift = planFor([lead], { kind: "drift" });
    expect(drift).toMatchObject({
      operations: [],
      rails: [],
      applyable: false,
      estimate: { reads: 0, writes: 0 },
    });
    expect(drift.differences).toMatchObject([{ field: "title", before: "Agent", after: "Lead" }]);
    expect(planFor([lead]).differences).toEqual([]);
  });

  it("orders selection, acceptances and warnings, whatever order they come in", () => {
    const one = { rule: "change", upTo: 1, by: "a.yaml:1" } as const;
    const two = { rule: "state", upTo: 2, by: "--accept" } as const;
    const early = { code: "b", message: "m", fix: "f", at: PLACE };
    const late = { code: "a", message: "m", fix: "f", at: { ...PLACE, line: 12 } };
    const parts = { selection: ["b*", "a*"], accepted: [two, one], warnings: [late, early] };
    const plan = planFor([lead], parts);
    expect(plan.selection).toEqual(["a*", "b*"]);
    expect(plan.accepted).toEqual([one, two]);
    expect(plan.warnings).toEqual([early, late]);
  });
});
