import { describe, expect, it } from "vitest";
import type { Effect, Fault } from "../../src/simulator/faults.ts";
import type { LocalOrgOptions } from "../local-org.ts";
import { inFakeTime, resultOf } from "./fake-time.ts";
import { onStage, writesIn } from "./stage.ts";

const PARTS: LocalOrgOptions["parts"] = {
  divisions: ["EMEA"],
  skills: ["Billing"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Retention: 2 } },
    { email: "bob@example.com", name: "Bob", skills: { Retention: 2 } },
  ],
};
const DEFINITIONS = `version: 1
manage: { skills: at-least }
users:
  ada@example.com: { title: Lead, skills: { Billing: 5 }, division: EMEA }
`;
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };
const SKILLS = { method: "PATCH", route: "/api/v2/users/{userId}/routingskills/bulk" };
const DIVISION = {
  method: "POST",
  route: "/api/v2/authorization/divisions/{divisionId}/objects/{objectType}",
};

/** What happens to the first call, and how often it must be sent for the change to be made once. */
const ANSWERS: readonly (readonly [what: string, effect: Effect, sent: number])[] = [
  ["a 504 after it was applied", { kind: "failure", status: 504, applied: "yes" }, 1],
  ["a 504 before it was applied", { kind: "failure", status: 504, applied: "no" }, 2],
  ["a 503", { kind: "failure", status: 503 }, 2],
  ["a 500 after it was applied", { kind: "failure", status: 500, applied: "yes" }, 1],
  ["a 408", { kind: "failure", status: 408 }, 2],
  ["a connection cut before it was applied", { kind: "cut", applied: "no" }, 2],
  ["a connection cut after it was applied", { kind: "cut", applied: "yes" }, 1],
  ["a proxy's page in place of the answer", { kind: "proxy" }, 1],
  ["a proxy's page and nothing applied", { kind: "proxy", applied: "no" }, 2],
];

describe("gus apply", () => {
  it.concurrent.each(ANSWERS.filter(([what]) => /504 after|cut/.test(what)))(
    "finds out what became of an update after %s",
    async (_, effect, sent) => {
      const faults: Fault[] = [{ ...UPDATE, nth: 1, ...effect }];
      await onStage({ parts: PARTS, faults }, async ({ org, planned, gus, result }) => {
        await planned(DEFINITIONS);
        const run = await gus(["apply", "plan.json", "--report", "report.json"]);
        expect(run.exit).toBe(0);
        expect(writesIn(org.log).filter(({ route }) => route === UPDATE.route)).toHaveLength(sent);
        expect(
          org.applied.filter(({ path }) => !path.includes("routing") && !path.includes("auth")),
        ).toHaveLength(1);
        const { outcomes } = await result("report.json");
        expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["applied"]));
        expect(org.user("ada@example.com")).toMatchObject({
          title: "Lead",
          skills: [{}, { proficiency: 5 }],
        });
      });
    },
  );
});

describe("gus apply --timeout", () => {
  it("does not wait longer for an answer, and finds out what became of the call", async () => {
    const faults: Fault[] = [{ ...UPDATE, nth: 1, kind: "slow", ms: 20_000 }];
    await onStage({ parts: PARTS, faults }, async ({ org, planned, inProcess, result }) => {
      await planned(DEFINITIONS);
      const run = await inProcess(["apply", "plan.json", "--timeout", "1s", "--report", "report.json"]);
      expect(run.exit).toBe(0);
      expect(writesIn(org.log).filter(({ route }) => route === UPDATE.route)).toHaveLength(1);
      const { outcomes } = await result("report.json");
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["applied"]));
    });
  });
});

describe("apply()", () => {
  const CALLS: readonly (readonly [string, Pick<Fault, "method" | "route">])[] = [
    ["an update", UPDATE],
    ["skills", SKILLS],
    ["a division", DIVISION],
  ];
  const cases = CALLS.flatMap(([name, where]) =>
    ANSWERS.map(([what, effect, sent]) => [name, what, where, effect, sent] as const),
  );

  it.each(cases)("finds out what became of %s after %s", async (_name, _what, where, effect, sent) => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add({ ...where, nth: 1, ...effect });
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      const calls = writesIn(time.org.log).filter(({ route }) => route === where.route);
      expect(calls).toHaveLength(sent);
      expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
      expect(time.org.applied).toHaveLength(3);
      expect(new Set(result.outcomes.map(({ status }) => status))).toEqual(new Set(["applied"]));
    });
  });

  it("does not write twice when the first one is applied late", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add({ ...UPDATE, nth: 1, kind: "failure", status: 504, applied: { late: 10_000 } });
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      const titles = time.org.applied.filter(({ before, after }) => before.title !== after.title);
      expect(titles).toHaveLength(1);
      expect(time.org.user("ada@example.com")).toMatchObject({ title: "Lead" });
    });
  });

  it("waits longer each time, and gives up after the last try with the reason", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add({ ...UPDATE, kind: "failure", status: 503 });
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(3);
      expect(time.pauses("backoff")).toEqual([10_000, 20_000, 40_000, 80_000, 120_000]);
      expect(result.outcomes[0]).toMatchObject({ status: "failed" });
      expect(result.outcomes[0]?.reason).toMatch(/^not applied after 5 tries: .*503/i);
    });
  });

  it("holds the user when somebody else wrote the field meanwhile", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add(
        { ...UPDATE, nth: 1, kind: "failure", status: 504, applied: "no" },
        { ...UPDATE, nth: 1, kind: "second-writer", when: "after", edit: { title: "Boss" } },
      );
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(3);
      expect(result.outcomes[0]).toMatchObject({ status: "held" });
      expect(time.org.user("ada@example.com").title).toBe("Boss");
    });
  });

  it("repeats reads that fail, and exits 6 with a report when they fail for good after a write", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      const broken = { kind: "failure", status: 502 } as const;
      time.org.faults.add(
        { method: "GET", route: "/api/v2/users/{userId}", nth: 1, ...broken },
        { method: "GET", route: "/api/v2/users", ...broken },
      );
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(6);
      expect(result.stopped?.message).toContain("502");
      expect(result.outcomes.map(({ status }) => status)).toEqual(["applied", "applied", "applied"]);
    });
  });
});
