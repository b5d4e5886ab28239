import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/index.ts";
import { write } from "./repository.ts";
import { onStage, type Stage, writesIn } from "./stage.ts";

const NAMES = ["ada", "bob", "cay", "dee", "eve", "fay", "gus", "hal"];
const PARTS = {
  skills: ["Billing", "Chat"],
  users: NAMES.map((name) => ({
    email: `${name}@example.com`,
    name,
    title: "Agent",
    skills: { Billing: 3, Chat: 2 },
  })),
};

const ENTRY = "{ title: Agent, skills: { Billing: 3, Chat: 2 } }";

function definitions(names: readonly string[], entry = ENTRY, more = ""): string {
  return `version: 1\n${more}users:\n${names.map((name) => `  ${name}@example.com: ${entry}\n`).join("")}`;
}

/** Plans `users.yaml` against what `before.yaml` holds: everybody. */
async function planned(stage: Stage, users: string, ...args: readonly string[]) {
  await write(stage.dir, { "before.yaml": definitions(NAMES), "users.yaml": users });
  const flags = ["-f", "users.yaml", "--base-definitions", "before.yaml", "--out", "plan.json"];
  const run = await stage.inProcess(["plan", ...flags, ...args]);
  return { ...run, plan: await stage.plan("plan.json") };
}

function leavingIn({ leaving = [] }: Plan): readonly string[] {
  return leaving.map(({ email, field, key }) => [email, field, key?.name].filter(Boolean).join(" "));
}

describe.concurrent("what leaves management", () => {
  it("is listed with what stays live, in the headline too, and changes nothing", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const users = definitions(NAMES.slice(0, 6))
        .replace(ENTRY, "{ skills: { Billing: 3 } }")
        .replace(ENTRY, "{ profiles: [agent], unmanaged: [title], skills: { Billing: 3, Chat: 2 } }");
      const more = "manage: { skills: at-least }\nprofiles: { agent: { title: Lead } }\n";
      const { exit, stdout, plan } = await planned(stage, users + more);
      expect([exit, plan.operations, plan.differences]).toEqual([0, [], []]);
      expect(leavingIn(plan)).toContain("ada@example.com title");
      expect(leavingIn(plan)).toContain("ada@example.com skills Chat");
      expect(leavingIn(plan)).toContain("bob@example.com title");
      expect(plan.summary.leaving).toBe(4);
      expect(stdout).toContain("Leaving management: 4 users; nothing of this changes live");
      expect(stdout).toMatch(/^ {2}gus@example\.com {2}the whole user +base before\.yaml:9$/m);
      expect(stdout).toMatch(/^ {2}ada@example\.com {2}title stays "Agent" +base before\.yaml:3$/m);
      expect(stdout).toMatch(/^ {2}ada@example\.com {2}skills\.Chat stays 2 +base before\.yaml:3$/m);
      expect(stdout).toMatch(/4 users leave management\. No changes\. .*\n$/);
      expect(writesIn(stage.org.log)).toEqual([]);
    });
  });

  it("has a rail, counted in users, that a flag and the definitions can let pass", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const { exit, stdout, plan } = await planned(stage, definitions(["ada"], "{ title: Lead }"));
      expect([exit, plan.applyable]).toEqual([4, false]);
      expect(plan.rails.at(-1)).toMatchObject({ rule: "leaving", measured: 8, limit: 5, verdict: "stands" });
      expect(stdout).toContain(
        "1 to update, 0 to deactivate, 0 to activate, 8 leaving management (of 1 managed",
      );
      expect((await stage.inProcess(["apply", "plan.json"])).exit).toBe(4);
      const flag = await planned(stage, definitions(["ada"], "{ title: Lead }"), "--accept", "leaving=8");
      expect([flag.exit, flag.plan.applyable]).toEqual([0, true]);
      const written = definitions(["ada"], "{ title: Lead }", "rails: { leaving: 8 }\n");
      expect((await planned(stage, written)).exit).toBe(0);
      expect((await planned(stage, definitions(NAMES.slice(0, 3)))).exit).toBe(0);
    });
  });

  it("is nobody who is deleted, and whoever is left out of the selection is not told", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      stage.org.edit("hal@example.com", { state: "deleted" });
      const all = await planned(stage, definitions(NAMES.slice(0, 5)));
      expect(leavingIn(all.plan)).toEqual(["fay@example.com", "gus@example.com"]);
      const some = await planned(stage, definitions(NAMES.slice(0, 5)), "--select", "[abg]*");
      expect(leavingIn(some.plan)).toEqual(["gus@example.com"]);
    });
  });

  it("keeps its live values to itself when redacted", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const users = definitions(NAMES.slice(0, 7), "{ skills: { Billing: 3, Chat: 2 } }");
      const values = await planned(stage, users, "--redact", "values", "--accept", "leaving=9");
      expect(JSON.stringify(values.plan)).not.toContain("Agent");
      expect(values.stdout).toContain("ada@example.com  title stays (hidden)");
      const people = await planned(stage, users, "--redact", "people", "--accept", "leaving=9");
      expect(`${people.stdout}${JSON.stringify(people.plan)}`).not.toMatch(/@example\.com|Agent/);
    });
  });
});

describe.concurrent("a base that names what is gone", () => {
  it("plans all the same: a name that is unknown is no problem of the past", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const before = `version: 1
users:
  ada@example.com: { title: Agent, division: Closed, manager: left@example.com, skills: { Gone: 3, Billing: 3, Chat: 2 } }
  left@example.com: { title: Agent }
`;
      const users = `version: 1
users: { ada@example.com: { title: Agent, division: Home, manager: bob@example.com, skills: { Billing: 3, Chat: 1 } } }
`;
      await write(stage.dir, { "before.yaml": before, "users.yaml": users });
      const args = ["plan", "-f", "users.yaml", "--base-definitions", "before.yaml", "--out", "plan.json"];
      expect(await stage.inProcess(args)).toMatchObject({ exit: 0, stderr: "" });
      const plan = await stage.plan("plan.json");
      const changes = plan.operations.flatMap((operation) => operation.changes);
      expect(changes.map(({ field, cause }) => `${field} ${cause}`).toSorted()).toEqual([
        "manager pr",
        "skills pr",
      ]);
      expect(plan.leaving).toMatchObject([{ email: "left@example.com" }]);
      expect(plan.leaving?.[0]).not.toHaveProperty("userId");
    });
  });
});
