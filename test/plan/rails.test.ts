import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffUsers } from "../../src/diff/diff.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Accepted, Rail, RailRule } from "../../src/model/plan.ts";
import { unreadHoldings } from "../../src/plan/drain.ts";
import { judgeRails } from "../../src/plan/rails.ts";
import { byUserId, desiredUser, liveUser, ref, type State } from "../world.ts";

/** The limits of design, in users, with the share that counts from 20 managed users on. */
const LIMITS = [
  ["deactivate", { state: "active" }, { state: "inactive" }, 5, 2],
  ["state", { state: "inactive" }, { state: "active" }, 20, 5],
  ["division", { division: ref("Home") }, { division: ref("EMEA") }, 20, 5],
  ["email", {}, { email: "other@x" }, 20, 5],
  ["removals", { title: "Agent" }, { title: null }, 20, 5],
  ["change", { title: "Agent" }, { title: "Lead" }, 50, 20],
] as const satisfies readonly (readonly [RailRule, State, State, number, number])[];

describe("judgeRails()", () => {
  it.each(LIMITS)("%s stands one above its limit, and not at it", (rule, live, desired, users) => {
    expect(verdict(rule, live, desired, users, users)).toBe("within");
    expect(verdict(rule, live, desired, users + 1, users + 1)).toBe("stands");
  });

  it.each(LIMITS)("%s grows with the users managed: %s → %s, at least %i, else %i %%", (...limit) => {
    const [rule, live, desired, users, percent] = limit;
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 4000 }), (managed) => {
        const most = Math.max(users, Math.floor((managed * percent) / 100));
        expect(measure(rule, live, desired, 1, managed).limit).toBe(most);
      }),
      { numRuns: 20 },
    );
  });

  it("counts users, not changes", () => {
    const rail = measure(
      "removals",
      { title: "a", department: "b" },
      { title: null, department: null },
      3,
      3,
    );
    expect(rail.measured).toBe(3);
  });

  it("counts skills and languages taken away as removals", () => {
    expect(
      measure("removals", { skills: { Billing: 3 } }, { skills: { Billing: null } }, 2, 2).measured,
    ).toBe(2);
    expect(
      measure("removals", { languages: { English: 3 } }, { languages: { English: 4 } }, 2, 2).measured,
    ).toBe(0);
  });

  it("lets an accepted size pass up to that size, and by its own rule only", () => {
    const accept = (rule: RailRule, upTo: number): Accepted => ({ rule, upTo, by: "--accept" });
    const over = (accepted: readonly Accepted[]) =>
      verdict("deactivate", { state: "active" }, { state: "inactive" }, 8, 8, accepted);
    expect(over([accept("deactivate", 8)])).toBe("accepted");
    expect(over([accept("deactivate", 7)])).toBe("stands");
    expect(over([accept("state", 8)])).toBe("stands");
    expect(over([accept("deactivate", 3), accept("deactivate", 9)])).toBe("accepted");
  });

  it("takes a lower limit for changes, never a higher one", () => {
    const limit = (maxChanges: number) =>
      rails({ title: "Agent" }, { title: "Lead" }, 3, 3, [], maxChanges).find(
        ({ rule }) => rule === "change",
      );
    expect(limit(2)).toMatchObject({ limit: 2, verdict: "stands" });
    expect(limit(500)).toMatchObject({ limit: 50, verdict: "within" });
  });
});

describe("the drain rail", () => {
  it("stands when a skill or language loses its last active holder", () => {
    const rail = measure("drain", { skills: { Billing: 3 } }, { skills: { Billing: null } }, 1, 1);
    expect(rail).toMatchObject({ measured: 1, verdict: "stands" });
    expect(rail.message).toContain("Billing 1 → 0");
    expect(
      measure("drain", { languages: { English: 3 } }, { languages: { English: null } }, 2, 2).measured,
    ).toBe(1);
  });

  it("stands when more than half of at least four lose it", () => {
    const lost = (holders: number, losers: number) => {
      const kept = { skills: { Billing: 3 } };
      const live = Array.from({ length: holders }, (_, index) => liveUser(`u${index}@x`, kept));
      const desired = live.map(({ email }, index) =>
        desiredUser(email, index < losers ? { skills: { Billing: null } } : kept),
      );
      return judge(live, desired).find(({ rule }) => rule === "drain")?.measured;
    };
    expect([lost(3, 2), lost(4, 2), lost(4, 3), lost(5, 3)]).toEqual([0, 0, 1, 1]);
  });

  it("counts a holder who is deactivated as lost, and one who is activated as won", () => {
    const skilled = { skills: { Billing: 3 } };
    const one = liveUser("a@x", { ...skilled, state: "active" });
    const other = liveUser("b@x", { ...skilled, state: "inactive" });
    const leaves = desiredUser("a@x", { state: "inactive" });
    expect(drained([one, other], [leaves])).toBe(1);
    expect(drained([one, other], [leaves, desiredUser("b@x", { state: "active" })])).toBe(0);
  });

  it("counts holders whom nobody manages, and a skill that moves from one to another", () => {
    const one = liveUser("a@x", { skills: { Billing: 3 } });
    const taken = desiredUser("a@x", { skills: { Billing: null } });
    expect(drained([one, liveUser("b@x", { skills: { Billing: 1 } })], [taken])).toBe(0);
    const given = desiredUser("c@x", { skills: { Billing: 1 } });
    expect(drained([one, liveUser("c@x")], [taken, given])).toBe(0);
  });

  it("says nothing of skills that no active user held", () => {
    const one = liveUser("a@x", { skills: { Billing: 3 }, state: "inactive" });
    expect(drained([one], [desiredUser("a@x", { skills: { Billing: null } })])).toBe(0);
  });
});

describe("skills and languages that could not be read", () => {
  const unread = new Map([["skills", "The API left it out"]]);
  const judged = (desired: State, live: State) => {
    const user = { ...liveUser("a@x", live), unread };
    return unreadHoldings(diffUsers([desiredUser("a@x", desired)], byUserId([user]), FIELDS));
  };

  it("are told of whoever is deactivated, managed or not, since the drain rail cannot count them", () => {
    const why = "The API left it out; the rail drain leaves it out";
    const told = judged({ state: "inactive" }, { state: "active" });
    expect(told).toMatchObject([{ email: "a@x", field: "skills", why }]);
  });

  it("are not told of others, nor twice of those who manage them", () => {
    expect(judged({ title: "Lead" }, { title: "Agent" })).toEqual([]);
    const managed = { state: "inactive", skills: { Billing: 3 } };
    expect(judged(managed, { state: "active" })).toEqual([]);
  });
});

function drained(
  live: Parameters<typeof judge>[0],
  desired: Parameters<typeof judge>[1],
): number | undefined {
  return judge(live, desired).find(({ rule }) => rule === "drain")?.measured;
}

function judge(
  live: readonly ReturnType<typeof liveUser>[],
  desired: readonly ReturnType<typeof desiredUser>[],
) {
  const users = byUserId(live);
  return judgeRails({ diff: diffUsers(desired, users, FIELDS), desired, live: users, accepted: [] });
}

/** Rails where `changed` of `managed` users go from live to desired. */
function rails(
  live: State,
  desired: State,
  changed: number,
  managed: number,
  accepted: readonly Accepted[] = [],
  maxChanges?: number,
): readonly Rail[] {
  const users = Array.from({ length: changed }, (_, index) => liveUser(`u${index}@x`, live));
  const wanted = users.map(({ email }) => desiredUser(email, desired));
  const diff = { ...diffUsers(wanted, byUserId(users), FIELDS), managed };
  return judgeRails({
    diff,
    desired: wanted,
    live: byUserId(users),
    accepted,
    ...(maxChanges === undefined ? {} : { maxChanges }),
  });
}

function measure(rule: RailRule, live: State, desired: State, changed: number, managed: number): Rail {
  const found = rails(live, desired, changed, managed).find((rail) => rail.rule === rule);
  if (!found) throw new Error(`No rail ${rule}`);
  return found;
}

function verdict(
  rule: RailRule,
  live: State,
  desired: State,
  changed: number,
  managed: number,
  accepted: readonly Accepted[] = [],
): Rail["verdict"] | undefined {
  return rails(live, desired, changed, managed, accepted).find((rail) => rail.rule === rule)?.verdict;
}
