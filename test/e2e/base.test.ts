import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Change, Plan } from "../../src/index.ts";
import { idOf } from "../../src/simulator/build.ts";
import { commit, git, write } from "./repository.ts";
import { onStage, type Stage, spawnGus } from "./stage.ts";

const PARTS = {
  skills: ["Billing", "Chat", "Email", "Sales"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", department: "Care", skills: { Billing: 3 } },
    { email: "bob@example.com", name: "Bob", title: "Agent", department: "Care", skills: { Billing: 3 } },
    { email: "cay@example.com", name: "Cay", title: "Agent", department: "Care" },
  ],
};

const BEFORE = `version: 1
profiles:
  agent: { title: Agent, department: Care }
users:
  ada@example.com: { profiles: [agent], skills: { Billing: 3 } }
  bob@example.com: { profiles: [agent], skills: { Billing: 3 } }
  cay@example.com: { profiles: [agent] }
`;

/** A stage in a git repository whose first commit has these definitions. */
async function inRepository(before: string, act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await git(stage.dir, "init", "--quiet", "--initial-branch", "main");
    await commit(stage.dir, { "definitions/care.yaml": before, ".gitignore": ".gus\n*.json\n" });
    await act(stage);
  });
}

/** `title: pr`, for each change. */
function causesOf(changes: readonly Change[]): readonly string[] {
  return changes
    .map(({ field, key, cause }) => `${key ? `${field}.${key.name}` : field}: ${cause}`)
    .toSorted();
}

function executed({ operations }: Plan): readonly Change[] {
  return operations.flatMap(({ changes }) => changes);
}

async function planned({ gus, plan }: Stage, ...args: readonly string[]): Promise<Plan> {
  const run = await gus(["plan", "--out", "plan.json", "--accept", "drain=9", ...args]);
  expect([run.exit, run.stderr]).toEqual([0, expect.not.stringContaining("error")]);
  return plan("plan.json");
}

describe.concurrent("gus plan --base", () => {
  it("executes what the definitions change, also through a profile, and leaves drift as it is", async () => {
    await inRepository(BEFORE, async (stage) => {
      const base = await git(stage.dir, "rev-parse", "HEAD");
      const after = BEFORE.replace("title: Agent", "title: Lead");
      await commit(stage.dir, { "definitions/care.yaml": after });
      stage.org.edit("bob@example.com", { department: "Sales" });
      stage.org.edit("cay@example.com", { title: "Chief" });
      const plan = await planned(stage, "--base", "HEAD^");
      expect(causesOf(executed(plan))).toEqual(["title: both", "title: pr", "title: pr"]);
      expect(causesOf(plan.differences)).toEqual(["department: drift"]);
      expect(plan.made.base).toEqual({ rev: "HEAD^", commit: base });
      expect(plan.source.base?.files.map(({ path }) => path)).toEqual(["definitions/care.yaml"]);
      expect(plan.summary).toMatchObject({ update: 3, byCause: { pr: 2, both: 1, drift: 1 }, leaving: 0 });
      expect((await stage.gus(["apply", "plan.json"])).exit).toBe(0);
      expect(stage.org.user("bob@example.com")).toMatchObject({ title: "Lead", department: "Sales" });
      expect(stage.org.user("cay@example.com")).toMatchObject({ title: "Lead" });
    });
  });

  it("executes drift alone, or everything, when told so", async () => {
    await inRepository(BEFORE, async (stage) => {
      await write(stage.dir, { "definitions/care.yaml": BEFORE.replace("title: Agent", "title: Lead") });
      stage.org.edit("bob@example.com", { department: "Sales", title: "Chief" });
      const drift = await planned(stage, "--base", "main", "--only", "drift");
      expect(causesOf(executed(drift))).toEqual(["department: drift"]);
      expect(causesOf(drift.differences)).toEqual(["title: both", "title: pr", "title: pr"]);
      const all = await planned(stage, "--base", "main", "--only", "all");
      expect([executed(all).length, all.differences]).toEqual([4, []]);
    });
  });

  it("takes skills apart rather than replace them all where some have drifted", async () => {
    const before = `version: 1\nusers: { ada@example.com: { skills: { Billing: 3 } } }\n`;
    await inRepository(before, async (stage) => {
      stage.org.edit("ada@example.com", {
        skills: [rated("Billing", 3), rated("Chat", 1), rated("Sales", 2)],
      });
      const after = `version: 1\nusers: { ada@example.com: { skills: { Email: 4 } } }\n`;
      await write(stage.dir, { "definitions/care.yaml": after });
      const whole = await planned(stage);
      expect(whole.operations.map(({ kind }) => kind)).toEqual(["replace-skills"]);
      const plan = await planned(stage, "--base", "HEAD");
      expect(plan.operations.map(({ kind }) => kind)).toEqual(["merge-skills", "remove-skill"]);
      expect(causesOf(executed(plan))).toEqual(["skills.Billing: pr", "skills.Email: pr"]);
      expect(causesOf(plan.differences)).toEqual(["skills.Chat: drift", "skills.Sales: drift"]);
      expect((await stage.gus(["apply", "plan.json"])).exit).toBe(0);
      const kept = stage.org.user("ada@example.com").skills.map(({ proficiency: level }) => level);
      expect(kept.toSorted()).toEqual([1, 2, 4]);
    });
  });

  it("carries a contact that has drifted as it is live", async () => {
    const phones = (work: string, home: string) =>
      `version: 1\nusers: { ada@example.com: { phones: { WORK: "${work}", HOME: "${home}" } } }\n`;
    await inRepository(phones("+34910000001", "+34910000002"), async (stage) => {
      stage.org.edit("ada@example.com", {
        addresses: [
          { mediaType: "PHONE", type: "WORK", address: "+34910000001" },
          { mediaType: "PHONE", type: "HOME", address: "+34919999999" },
        ],
      });
      await write(stage.dir, { "definitions/care.yaml": phones("+34910000003", "+34910000002") });
      const plan = await planned(stage, "--base", "HEAD");
      expect(causesOf(executed(plan))).toEqual(["phones.WORK: pr"]);
      expect(causesOf(plan.differences)).toEqual(["phones.HOME: drift"]);
      expect(plan.operations[0]?.carried).toMatchObject([
        { field: "phones", key: { id: "HOME" }, value: { number: "+34919999999" } },
      ]);
      expect((await stage.gus(["apply", "plan.json"])).exit).toBe(0);
      const numbers = stage.org.user("ada@example.com").addresses.map(({ address }) => address);
      expect(numbers.toSorted()).toEqual(["+34910000003", "+34919999999"]);
    });
  });

  it("finds the same files from a subfolder, and through a link of the base", async () => {
    await inRepository(BEFORE, async (stage) => {
      await mkdir(join(stage.dir, "tools"));
      await symlink("../definitions", join(stage.dir, "tools/users"));
      await commit(stage.dir, {});
      await write(stage.dir, { "definitions/care.yaml": BEFORE.replace("title: Agent", "title: Lead") });
      for (const path of ["../definitions", "users", "../definitions/care.yaml", ".."]) {
        const args = ["plan", "--format", "json", "--base", "main", "-f", path, "--rate", "300/1s"];
        const run = await spawnGus(args, join(stage.dir, "tools"), stage.env).ended;
        const plan = JSON.parse(run.stdout) as Plan;
        expect(plan.source.base?.files.map((file) => file.path)).toEqual(["definitions/care.yaml"]);
        expect(causesOf(executed(plan))).toEqual(["title: pr", "title: pr", "title: pr"]);
      }
      expect(await git(stage.dir, "status", "--porcelain")).toBe("M definitions/care.yaml");
    });
  });

  it("follows a rename, before it is made and after", async () => {
    await inRepository(BEFORE, async (stage) => {
      const renamed = BEFORE.replace(
        "cay@example.com: {",
        "cay.jones@example.com: { previously: cay@example.com,",
      );
      await write(stage.dir, { "definitions/care.yaml": renamed.replace("title: Agent", "title: Lead") });
      const first = await planned(stage, "--base", "HEAD");
      expect(first.leaving).toEqual([]);
      expect(causesOf(executed(first))).toEqual(["email: pr", "title: pr", "title: pr", "title: pr"]);
      expect((await stage.gus(["apply", "plan.json"])).exit).toBe(0);
      stage.org.edit("cay.jones@example.com", { department: "Sales" });
      const then = await planned(stage, "--base", "HEAD");
      expect([then.leaving, executed(then), causesOf(then.differences)]).toEqual([
        [],
        [],
        ["department: drift"],
      ]);
    });
  });
});

describe.concurrent("gus drift --base", () => {
  it("tells whose every difference is, and plans nothing", async () => {
    await inRepository(BEFORE, async (stage) => {
      await write(stage.dir, { "definitions/care.yaml": BEFORE.replace("title: Agent", "title: Lead") });
      stage.org.edit("bob@example.com", { department: "Sales" });
      const run = await stage.gus(["drift", "--base", "HEAD", "--format", "json"]);
      const drift = JSON.parse(run.stdout) as Plan;
      expect([run.exit, drift.operations, drift.rails]).toEqual([2, [], []]);
      expect(drift.source.base).not.toHaveProperty("only");
      expect(causesOf(drift.differences)).toEqual([
        "department: drift",
        "title: pr",
        "title: pr",
        "title: pr",
      ]);
    });
  });
});

function rated(name: string, proficiency: number) {
  return { id: idOf("skill", name), proficiency };
}
