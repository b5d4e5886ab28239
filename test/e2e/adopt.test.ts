import { chmod, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { idOf } from "../../src/simulator/build.ts";
import { onStage, type Stage } from "./stage.ts";

const PARTS = {
  skills: ["Billing", "Chat", "Sales"],
  users: [
    {
      email: "ada@example.com",
      name: "Ada",
      title: "Agent",
      department: "Care",
      skills: { Billing: 3, Chat: 1 },
    },
    { email: "bob@example.com", name: "Bob", title: "Agent", department: "Care" },
    { email: "cay@example.com", name: "Cay", title: "Agent", department: "Care" },
  ],
};

const DEFINITIONS = `version: 1
profiles:
  agent: { department: Care } # all of them
users:
  # the first
  ada@example.com:
    profiles: [agent]
    title: Agent   # since 2020
    skills: { Billing: 3, Chat: 1 }

  bob@example.com: { profiles: [agent], title: "Agent" }
  cay@example.com:
    profiles: [agent]
    title: 'Agent'`;

const PROFILED = `version: 1
profiles:
  agent: { department: Care } # all of them
users:
`;

async function onDrift(act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}

async function drift({ gus }: Stage): Promise<number | null> {
  return (await gus(["drift", "-f", "users.yaml", "--write", "json=drift.json"])).exit;
}

describe.concurrent("gus adopt", () => {
  it("writes what is live into the definitions, and leaves every other byte as it was", async () => {
    await onDrift(async (stage) => {
      stage.org.edit("ada@example.com", {
        title: "Lead: Care",
        skills: [rated("Billing", 4), rated("Sales", 2)],
      });
      stage.org.edit("bob@example.com", { title: "Lead", department: "Sales" });
      stage.org.edit("cay@example.com", { title: "Chief" });
      expect(await drift(stage)).toBe(2);
      const calls = stage.org.log.length;
      const run = await stage.gus(["adopt", "drift.json"]);
      expect(stage.org.log).toHaveLength(calls);
      expect([run.exit, run.stderr]).toEqual([0, "Adopted 7 live values of 3 users in 1 file.\n"]);
      await expect(run.stdout).toMatchFileSnapshot("golden/adopt.txt");
      await expect(await stage.read("users.yaml")).toMatchFileSnapshot("golden/adopt.yaml");
      expect(await drift(stage)).toBe(0);
      expect(await readdir(stage.dir)).toEqual(
        expect.not.arrayContaining([expect.stringContaining(".part")]),
      );
    });
  });

  it("shows the edits as a diff and writes nothing with --dry-run", async () => {
    await onDrift(async (stage) => {
      stage.org.edit("cay@example.com", { title: "Chief" });
      await drift(stage);
      const run = await stage.gus(["adopt", "drift.json", "--dry-run"]);
      expect([run.exit, run.stderr]).toEqual([
        0,
        "Nothing was written. Without --dry-run: 1 live value of 1 user in 1 file.\n",
      ]);
      await expect(run.stdout).toMatchFileSnapshot("golden/adopt-dry-run.txt");
      expect(await stage.read("users.yaml")).toBe(DEFINITIONS);
    });
  });

  it("takes users and fields that are named, and leaves the others", async () => {
    await onDrift(async (stage) => {
      stage.org.edit("ada@example.com", { title: "Lead", skills: [rated("Billing", 4), rated("Chat", 2)] });
      stage.org.edit("bob@example.com", { title: "Lead" });
      await drift(stage);
      const run = await stage.gus(["adopt", "drift.json", "--select", "ada@*", "--field", "skills.Chat"]);
      expect([run.exit, run.stderr]).toEqual([0, "Adopted 1 live value of 1 user in 1 file.\n"]);
      expect(await stage.read("users.yaml")).toBe(DEFINITIONS.replace("Chat: 1", "Chat: 2"));
    });
  });

  it("asks where a value goes that all users of a profile have alike", async () => {
    await onDrift(async (stage) => {
      for (const name of ["ada", "bob", "cay"])
        stage.org.edit(`${name}@example.com`, { department: "Support" });
      await drift(stage);
      const asked = await stage.gus(["adopt", "drift.json"]);
      expect([asked.exit, asked.stdout]).toEqual([1, ""]);
      await expect(asked.stderr).toMatchFileSnapshot("golden/adopt-profile.txt");
      expect(await stage.read("users.yaml")).toBe(DEFINITIONS);
      const taken = await stage.gus(["adopt", "drift.json", "--profiles"]);
      expect([taken.exit, taken.stdout]).toEqual([
        0,
        'users.yaml:3  profile agent  department: "Care" → "Support"  for 3 users\n',
      ]);
      expect(await stage.read("users.yaml")).toBe(DEFINITIONS.replace("Care }", "Support }"));
      expect(await drift(stage)).toBe(0);
    });
  });

  it("overrides the profile at each of them when told so", async () => {
    await onDrift(async (stage) => {
      for (const name of ["ada", "bob", "cay"])
        stage.org.edit(`${name}@example.com`, { department: "Support" });
      await drift(stage);
      const run = await stage.gus(["adopt", "drift.json", "--no-profiles"]);
      expect(run.stdout.match(/overrides profile agent \(users.yaml:3\)/g)).toHaveLength(3);
      expect(await stage.read("users.yaml")).toContain(PROFILED);
      expect(await drift(stage)).toBe(0);
    });
  });

  it("refuses files that changed since, and documents without live values", async () => {
    await onDrift(async (stage) => {
      stage.org.edit("cay@example.com", { title: "Chief" });
      await stage.gus(["drift", "-f", "users.yaml", "--redact", "values", "--write", "json=redacted.json"]);
      await drift(stage);
      const redacted = await stage.gus(["adopt", "redacted.json"]);
      expect([redacted.exit, redacted.stderr]).toEqual([1, expect.stringContaining("error plan-redacted")]);
      await stage.write("users.yaml", `${DEFINITIONS}\n`);
      const changed = await stage.gus(["adopt", "drift.json"]);
      expect([changed.exit, changed.stderr]).toEqual([
        1,
        expect.stringContaining("error definitions-changed"),
      ]);
      expect(await stage.read("users.yaml")).toBe(`${DEFINITIONS}\n`);
      const unknown = await stage.gus(["adopt", "drift.json", "--field", "titel"]);
      expect([unknown.exit, unknown.stderr]).toEqual([1, expect.stringContaining('Ask for "title"')]);
      const nobody = await stage.gus(["adopt", "drift.json", "--select", "dan@*"]);
      expect([nobody.exit, nobody.stderr]).toEqual([1, expect.stringContaining("nobody-selected")]);
      await rm(join(stage.dir, "users.yaml"));
      const gone = await stage.gus(["adopt", "drift.json"]);
      expect([gone.exit, gone.stderr]).toEqual([1, expect.stringContaining("Cannot find users.yaml below")]);
      const other = await stage.gus(["adopt", "link.json"]);
      expect([other.exit, other.stderr]).toEqual([1, expect.stringContaining("Cannot read link.json")]);
    });
  });

  it("keeps the mode of files, and links that lead to them", async () => {
    await onDrift(async (stage) => {
      await symlink("users.yaml", join(stage.dir, "link.yaml"));
      await chmod(join(stage.dir, "users.yaml"), 0o640);
      stage.org.edit("cay@example.com", { title: "Chief" });
      await stage.gus(["drift", "-f", "link.yaml", "--write", "json=drift.json"]);
      expect((await stage.gus(["adopt", "drift.json"])).exit).toBe(0);
      expect(await stage.read("link.yaml")).toBe(DEFINITIONS.replace("'Agent'", "'Chief'"));
      expect(await stage.mode("users.yaml")).toBe(0o640);
      expect(await readdir(stage.dir)).toContain("link.yaml");
    });
  });
});

function rated(name: string, proficiency: number) {
  return { id: idOf("skill", name), proficiency };
}
