import { describe, expect, it } from "vitest";
import { divide } from "../../src/diff/cause.ts";
import { diffUsers } from "../../src/diff/diff.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Cause } from "../../src/model/cause.ts";
import type { Leaving } from "../../src/model/leaving.ts";
import type { LiveUser } from "../../src/model/state.ts";
import { judgeByBase } from "../../src/pipeline/by-base.ts";
import { parsePlan } from "../../src/plan/plan-file.ts";
import { byUserId, desiredUser, liveUser, ref, type State } from "../world.ts";
import { planFor } from "./samples.ts";

const EMAIL = "a@x";

/** A user's differences with the causes of fields, and keys of fields; those of drift are left. */
function divided(
  live: State,
  desired: State,
  causes: Readonly<Record<string, Cause>>,
  exact: readonly string[] = [],
) {
  const pair = [liveUser(EMAIL, live), desiredUser(EMAIL, desired, exact)] as const;
  const diff = diffUsers([pair[1]], byUserId([pair[0]]), FIELDS);
  const users = diff.users.map((user) => ({
    ...user,
    changes: user.changes.map((change) => ({
      ...change,
      cause: causes[change.key ? `${change.field}.${change.key.name}` : change.field] ?? ("pr" as const),
    })),
  }));
  return { pair, diff: divide({ ...diff, users }, "pr") };
}

function planOf(given: ReturnType<typeof divided>, more: { readonly leaving?: readonly Leaving[] } = {}) {
  return planFor([given.pair], { diff: given.diff, leaving: [], ...more });
}

const LEAVING: readonly Leaving[] = [{ email: "b@x", source: { file: "a.yaml", line: 3 } }];

describe("a plan that leaves drift", () => {
  const given = divided(
    { title: "x", department: "y" },
    { title: "Lead", department: "Care" },
    { department: "drift" },
  );

  it("has the reviewHash of what it executes, whatever it leaves", () => {
    const alone = divided({ title: "x" }, { title: "Lead" }, {});
    expect(planOf(given).reviewHash).toBe(planOf(alone).reviewHash);
    expect(planOf(given).differences.map(({ field }) => field)).toEqual(["department"]);
    expect(planOf(given).users).toHaveLength(1);
  });

  it("has a planHash that covers what it leaves, what leaves management, and the base's files, but not its commit", () => {
    const plan = planOf(given);
    const source = {
      files: [],
      base: { files: [{ path: "a.yaml", sha256: "0".repeat(64) }], only: "pr" as const },
    };
    const made = { at: "2026-01-05T09:00:00.000Z", toolVersion: "1.0.0" };
    const hashes = [
      plan.planHash,
      planOf(divided({ title: "x" }, { title: "Lead" }, {})).planHash,
      planOf(given, { leaving: LEAVING }).planHash,
      planOf(given, { leaving: LEAVING.map((one) => ({ ...one, field: "title" })) }).planHash,
      planFor([given.pair], { diff: given.diff, leaving: [], source }).planHash,
      planFor([given.pair], { diff: given.diff, leaving: [], source: { files: [] } }).planHash,
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    const based = { ...made, base: { rev: "main", commit: "abc" } };
    expect(planFor([given.pair], { diff: given.diff, leaving: [], made: based }).planHash).toBe(
      plan.planHash,
    );
  });

  it("counts users who only drifted as neither changed nor unchanged, and causes of all that differs", () => {
    const drifted = divided({ title: "x" }, { title: "Lead" }, { title: "drift" });
    const { summary, rails, applyable } = planOf(drifted);
    expect(summary).toMatchObject({
      update: 0,
      unchanged: 0,
      byField: {},
      byCause: { pr: 0, drift: 1, both: 0 },
    });
    expect(rails.find(({ rule }) => rule === "change")).toMatchObject({ measured: 0 });
    expect(applyable).toBe(false);
  });

  it("counts on holders of a skill whose deactivation it leaves", () => {
    const skilled = { skills: { A: 1 } };
    const pairs = [
      [liveUser("a@x", skilled), desiredUser("a@x", { state: "inactive" })],
      [liveUser("b@x", skilled), desiredUser("b@x", { skills: { A: null } })],
    ] as const;
    const live = byUserId(pairs.map(([user]) => user));
    const desired = pairs.map(([, user]) => user);
    const drains = (asked: State) => {
      const { id, ...user } = desiredUser("a@x", asked);
      const was = { ...user, managed: new Set(["state"]) };
      const base = { users: new Map([[id, was]]), unknown: [] };
      const compared = { base, live, desired, registry: FIELDS, label: (user: LiveUser) => user };
      const diff = diffUsers(desired, live, FIELDS);
      const judged = judgeByBase({ ...compared, kind: "plan", only: "pr", diff });
      if (!judged.ok) throw new Error("no problems");
      return planFor(pairs, judged.value).rails.find(({ rule }) => rule === "drain")?.measured;
    };
    expect([drains({ state: "active" }), drains({ state: "inactive" })]).toEqual([1, 0]);
  });

  it("sends no list of contacts but for a change of its own, and that with drifted ones as they are live", () => {
    const contacts = (work: string, home: string) => ({
      phones: { WORK: { number: work }, HOME: { number: home } },
    });
    const left = divided(contacts("+1", "+2"), contacts("+1", "+3"), { "phones.HOME": "drift" });
    expect(planOf(left).operations).toEqual([]);
    const both = divided(contacts("+1", "+2"), contacts("+9", "+3"), { "phones.HOME": "drift" });
    expect(planOf(both).operations.map(({ body }) => body)).toMatchObject([
      {
        addresses: [
          { type: "HOME", address: "+2" },
          { type: "WORK", address: "+9" },
        ],
      },
    ]);
  });

  it("replaces no skills where some are left, also when they are not there any more", () => {
    const drift = { "skills.D": "drift", "skills.X": "drift" } as const;
    const live = { skills: { A: 1, B: 1, X: 1 } };
    const desired = { skills: { C: 2, D: 2 } };
    expect(planOf(divided(live, desired, {}, ["skills"])).operations.map(({ kind }) => kind)).toEqual([
      "replace-skills",
    ]);
    const { operations } = planOf(divided(live, desired, drift, ["skills"]));
    expect(operations.map(({ kind }) => kind)).toEqual(["merge-skills", "remove-skill", "remove-skill"]);
    expect(JSON.stringify(operations)).not.toMatch(new RegExp(`${ref("X").id}|${ref("D").id}`));
  });
});

describe("parsePlan()", () => {
  it("reads a plan with what leaves, and refuses one where that is no list", () => {
    const plan = planOf(divided({ title: "x" }, { title: "Lead" }, {}), { leaving: LEAVING });
    expect(parsePlan(JSON.stringify(plan), "plan.json")).toEqual({ ok: true, value: plan, warnings: [] });
    const other = { ...plan, redacted: "values", leaving: "nobody" };
    expect(parsePlan(JSON.stringify(other), "plan.json")).toMatchObject({
      problems: [{ code: "not-a-plan" }],
    });
  });
});
