import { describe, expect, it } from "vitest";
import type { Result } from "../../src/index.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import type { Org } from "../../src/simulator/org.ts";
import { inFakeTime, resultOf } from "./fake-time.ts";
import { onStage, type Run, statusesOf, writesIn } from "./stage.ts";

const PARTS = {
  skills: ["Billing"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Retention: 2 } },
    { email: "bob@example.com", name: "Bob", skills: { Retention: 2 } },
  ],
};
const DEFINITIONS = `version: 1
manage: { skills: at-least }
users:
  ada@example.com: { skills: { Billing: 5 } }
  bob@example.com: { title: Lead }
`;
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };
const SKILLS = { method: "PATCH", route: "/api/v2/users/{userId}/routingskills/bulk" };

interface Applied extends Run {
  readonly org: Org;
  readonly report: Result;
}

async function apply(
  faults: readonly Fault[],
  check: (run: Applied) => void,
  how: "gus" | "inProcess" = "inProcess",
): Promise<void> {
  await onStage({ parts: PARTS, faults }, async (stage) => {
    await stage.planned(DEFINITIONS);
    const run = await stage[how](["apply", "plan.json", "--report", "report.json"]);
    check({ ...run, org: stage.org, report: await stage.result("report.json") });
  });
}

describe.concurrent("gus apply reads back what it wrote, and", () => {
  it("writes once more what was accepted and dropped", async () => {
    await apply(
      [{ ...SKILLS, nth: 1, kind: "silent-drop" }],
      ({ exit, org, report }) => {
        expect(exit).toBe(0);
        expect(writesIn(org.log).filter(({ route }) => route === SKILLS.route)).toHaveLength(2);
        expect(statusesOf(report)).toEqual(["ada@example.com applied", "bob@example.com applied"]);
        expect(org.user("ada@example.com").skills).toHaveLength(2);
      },
      "gus",
    );
  });

  it("exits 3 with what is dropped twice, and tries no third time", async () => {
    await apply([{ ...SKILLS, kind: "silent-drop" }], ({ exit, stdout, org, report }) => {
      expect(exit).toBe(3);
      expect(writesIn(org.log).filter(({ route }) => route === SKILLS.route)).toHaveLength(2);
      expect(statusesOf(report)).toEqual(["ada@example.com not-persisted", "bob@example.com applied"]);
      expect(stdout).toMatch(/not persisted +accepted by Genesys, but skills\.Billing/i);
    });
  });

  it("exits 3 with an update that reads never show, and does not write over it", async () => {
    await apply([{ ...UPDATE, kind: "silent-drop" }], ({ exit, org, report }) => {
      expect(exit).toBe(3);
      expect(writesIn(org.log).filter(({ route }) => route === UPDATE.route)).toHaveLength(1);
      expect(statusesOf(report)).toEqual(["ada@example.com applied", "bob@example.com unverified"]);
    });
  });

  it("exits 3 with what somebody changed afterwards, and leaves it", async () => {
    const faults: Fault[] = [{ ...UPDATE, kind: "second-writer", when: "after", edit: { title: "Boss" } }];
    await apply(faults, ({ exit, stdout, org, report }) => {
      expect(exit).toBe(3);
      expect(statusesOf(report)).toEqual(["ada@example.com applied", "bob@example.com changed-since"]);
      expect(stdout).toMatch(/changed since .*title/);
      expect(org.user("bob@example.com").title).toBe("Boss");
    });
  });
});

describe("apply() reads back what it wrote, and", () => {
  it("waits for reads that lag behind", async () => {
    await inFakeTime({ parts: PARTS, lag: { ids: 5000, single: 5000 } }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      expect(time.clock.sleeps).toEqual(expect.arrayContaining([1000, 2000, 4000]));
      expect(time.org.applied).toHaveLength(2);
    });
  });

  it("writes once more an update whose version came and whose value did not", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan("version: 1\nusers: { bob@example.com: { title: Lead } }\n");
      // The version is the one that our write left, yet the value is the one before.
      time.org.faults.add(
        { ...UPDATE, nth: 1, kind: "silent-drop" },
        { ...UPDATE, nth: 1, kind: "second-writer", when: "after", edit: { department: "Sales" } },
      );
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      expect(time.org.user("bob@example.com")).toMatchObject({
        title: "Lead",
        department: "Sales",
        version: 3,
      });
    });
  });

  it("sends nothing once more that somebody else has meanwhile changed", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add(
        { ...SKILLS, nth: 1, kind: "silent-drop" },
        { ...SKILLS, nth: 1, kind: "second-writer", when: "after", edit: { skills: [] } },
      );
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      expect(time.org.user("ada@example.com").skills).toHaveLength(1);
    });
  });
});
