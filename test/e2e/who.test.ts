import { describe, expect, it } from "vitest";
import type { Change, Plan, Who } from "../../src/index.ts";
import { idOf } from "../../src/simulator/build.ts";
import { SECOND_WRITER } from "../../src/simulator/org.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { onStage, type Stage } from "./stage.ts";

const PARTS = {
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", department: "Care", skills: { Billing: 3 } },
    { email: "bob@example.com", name: "Bob", title: "Agent", department: "Care" },
  ],
};
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Agent, department: Care, skills: { Billing: 3 } }
  bob@example.com: { title: Agent, department: Care }
`;
const DRIFT = ["drift", "-f", "users.yaml", "--who", "--write", "json=drift.json"];
const AUDITS = "/api/v2/audits/query/realtime";

async function onDriftStage(
  act: (stage: Stage) => Promise<void>,
  options: Omit<Parameters<typeof onStage>[0], "parts"> = {},
): Promise<void> {
  await onStage({ parts: PARTS, ...options }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}

function whoOf({ differences }: Plan, field: string): Who | undefined {
  return differences.find((change: Change) => change.field === field)?.who;
}

function askedOf({ org }: Stage): number {
  return org.log.filter(({ path }) => path.startsWith(AUDITS)).length;
}

describe.concurrent("gus drift --who", () => {
  it("names who edited a user by hand, when and through what, and says what the log does not tell", async () => {
    const parts = { users: [...PARTS.users, { email: "cay@example.com", name: "Cay", title: "Boss" }] };
    await onStage({ parts }, async (stage) => {
      await stage.write("users.yaml", `${DEFINITIONS}  cay@example.com: { title: Agent }\n`);
      stage.org.edit("ada@example.com", { title: "Chief" }, Date.now());
      const run = await stage.gus(DRIFT);
      expect(run).toMatchObject({ exit: 2, stderr: "" });
      expect(run.stdout).toMatch(/changed [\d-]+ \d\d:\d\d UTC by Sam Carter through Admin UI\n/);
      expect(run.stdout).toContain("The audit log of the last 14 days tells who changed 1 of 2 fields.");
      const { differences, audit } = await stage.plan("drift.json");
      expect(differences.map(({ who }) => who)).toEqual([
        {
          told: "field",
          at: expect.any(String),
          by: SECOND_WRITER.person,
          client: { id: SECOND_WRITER.client.id, name: "Admin UI" },
        },
        { told: "nothing" },
      ]);
      expect(audit).toMatchObject({ asked: 2, notAsked: 0 });
      const people = await stage.inProcess([...DRIFT, "--redact", "people"]);
      expect(people.stdout).not.toContain("Sam");
      expect(await stage.read("drift.json")).not.toContain("Sam");
    });
  });

  it("recognises runs of its own, and its own client where no journal is", async () => {
    await onDriftStage(async (stage) => {
      const lead = DEFINITIONS.replace("title: Agent", "title: Lead").replace("Billing: 3", "Billing: 5");
      await stage.write("lead.yaml", lead);
      await stage.gus(["apply", "-f", "lead.yaml", "--auto-approve", "--report", "report.json"]);
      const { run } = await stage.result("report.json");
      const told = await stage.gus(DRIFT);
      expect(told.stdout).toContain(`UTC by run ${run}\n`);
      const own = { told: "field", own: true, client: { id: DEFAULT_CLIENT.id } };
      const drift = await stage.plan("drift.json");
      expect([whoOf(drift, "title"), whoOf(drift, "skills")]).toMatchObject([
        { ...own, run },
        { ...own, run },
      ]);
      const elsewhere = await stage.inProcess([...DRIFT, "--state-dir", "elsewhere"]);
      expect(elsewhere.stdout).toContain("UTC by this OAuth client\n");
      expect(whoOf(await stage.plan("drift.json"), "title")).not.toHaveProperty("run");
    });
  });

  it("asks once for what does not move, and anew for what does", async () => {
    await onDriftStage(async (stage) => {
      stage.org.edit("ada@example.com", { title: "Chief" }, Date.now());
      stage.org.edit("bob@example.com", { title: "Lead" }, Date.now());
      const nightly = [...DRIFT, "--known", "drift.json"];
      await stage.inProcess(nightly);
      expect(askedOf(stage)).toBe(2);
      const first = whoOf(await stage.plan("drift.json"), "title");
      await stage.inProcess(nightly);
      expect(askedOf(stage)).toBe(2);
      expect(whoOf(await stage.plan("drift.json"), "title")).toEqual(first);
      stage.org.edit("ada@example.com", { title: "Boss" }, Date.now());
      await stage.inProcess(nightly);
      expect(askedOf(stage)).toBe(3);
      await stage.inProcess(["show", "drift.json", "--write", "json=kept.json", "--redact", "people"]);
      await stage.inProcess([...DRIFT, "--known", "kept.json"]);
      expect(askedOf(stage)).toBe(5);
    });
  });

  it("blames nobody for what an entry does not explain, and asks again once the log has caught up", async () => {
    await onDriftStage(async (stage) => {
      const now = Date.now();
      stage.org.edit("ada@example.com", { title: "Lead" }, now - 120_000);
      stage.org.edit("ada@example.com", { title: "Agent" }, now - 60_000);
      stage.org.edit("ada@example.com", { title: "Chief" }, now - 1000);
      stage.org.faults.add({ kind: "lag", ms: 30_000, route: AUDITS, times: 1 });
      const nightly = [...DRIFT, "--known", "drift.json"];
      await stage.inProcess(nightly);
      expect(whoOf(await stage.plan("drift.json"), "title")).toEqual({ told: "nothing" });
      await stage.inProcess(nightly);
      expect(whoOf(await stage.plan("drift.json"), "title")).toMatchObject({
        told: "field",
        at: new Date(now - 1000).toISOString(),
      });
    });
  });

  it("does not keep what it said with a perhaps", async () => {
    await onDriftStage(
      async (stage) => {
        stage.org.edit("ada@example.com", { title: "Chief" }, Date.now());
        const nightly = [...DRIFT, "--known", "drift.json"];
        await stage.inProcess(nightly);
        await stage.inProcess(nightly);
        expect(askedOf(stage)).toBe(2);
      },
      { switches: { auditedProperties: "unnamed" } },
    );
  });

  it("does not credit whoever edited another key, though the log has whole lists", async () => {
    const parts = {
      users: [
        { email: "ada@example.com", name: "Ada", skills: { Sales: 1, Chat: 1 } },
        { email: "bob@example.com", name: "Bob", skills: { Presales: 5 } },
      ],
    };
    await onStage({ parts }, async (stage) => {
      await stage.write(
        "users.yaml",
        "version: 1\nusers:\n  ada@example.com: { skills: { Sales: 5, Chat: 1 } }\n",
      );
      const rated = (name: string, proficiency: number) => ({ id: idOf("skill", name), proficiency });
      stage.org.edit("ada@example.com", { skills: [rated("Sales", 1), rated("Chat", 3)] }, Date.now());
      await stage.inProcess(DRIFT);
      const { differences } = await stage.plan("drift.json");
      expect(differences.map(({ key, who }) => [key?.name, who?.told])).toEqual([
        ["Chat", "field"],
        ["Sales", "nothing"],
      ]);
    });
  });

  it("does not take a write of another machine through the same client for one of its own run", async () => {
    await onDriftStage(async (stage) => {
      await stage.write("lead.yaml", DEFINITIONS.replace("department: Care", "department: Sales"));
      const apply = ["apply", "-f", "lead.yaml", "--auto-approve", "--report", "report.json"];
      await stage.inProcess(apply);
      await stage.write(
        "elsewhere.yaml",
        DEFINITIONS.replace("title: Agent", "title: Lead").replace("department: Care", "department: Sales"),
      );
      await stage.inProcess(["apply", "-f", "elsewhere.yaml", "--auto-approve", "--state-dir", "elsewhere"]);
      await stage.inProcess(DRIFT);
      const drift = await stage.plan("drift.json");
      const { run } = await stage.result("report.json");
      expect(whoOf(drift, "department")).toMatchObject({ own: true, run });
      expect(whoOf(drift, "title")).toMatchObject({ told: "field", own: true });
      expect(whoOf(drift, "title")).not.toHaveProperty("run");
    });
  });

  it("tells the drift all the same where the log may not be read, and names the permission", async () => {
    const client = { ...DEFAULT_CLIENT, permissions: ["directory:user:view"] };
    await onDriftStage(
      async (stage) => {
        stage.org.edit("ada@example.com", { title: "Chief" }, Date.now());
        stage.org.edit("bob@example.com", { title: "Lead" }, Date.now());
        const run = await stage.gus(DRIFT);
        expect(run).toMatchObject({ exit: 2, stderr: "" });
        expect(run.stdout).toContain("who-not-permitted\n    Who changed what is not told: ");
        expect(run.stdout).toContain("OAuth client gus-client lacks audits:audit:view.");
        expect(run.stdout).toContain("Give the client's role audits:audit:view, or leave out --who");
        expect(run.stdout).toContain("tells who changed 0 of 2 fields; it was not asked to the end");
        const { differences, audit } = await stage.plan("drift.json");
        expect(differences.map(({ who }) => who)).toEqual([undefined, undefined]);
        expect(audit).toMatchObject({ asked: 0, notAsked: 2, stopped: "not-permitted" });
        expect(askedOf(stage)).toBe(1);
      },
      { clients: [client] },
    );
  });

  it("tells the drift all the same where the log fails", async () => {
    const faults = [{ kind: "failure", status: 503, route: AUDITS }] as const;
    await onDriftStage(
      async (stage) => {
        stage.org.edit("ada@example.com", { title: "Chief" }, Date.now());
        const run = await stage.inProcess(DRIFT);
        expect([run.exit, run.stdout]).toEqual([
          2,
          expect.stringContaining("who-failed\n    Who changed what is not told: "),
        ]);
        expect((await stage.plan("drift.json")).audit).toMatchObject({ notAsked: 1, stopped: "failed" });
      },
      { faults },
    );
  });

  it("says perhaps where the log names no property", async () => {
    await onDriftStage(
      async (stage) => {
        stage.org.edit("ada@example.com", { title: "Chief" }, Date.now());
        const { stdout } = await stage.inProcess(DRIFT);
        expect(stdout).toMatch(/perhaps changed .* by Sam Carter/);
        expect(whoOf(await stage.plan("drift.json"), "title")).toMatchObject({ told: "user" });
      },
      { switches: { auditedProperties: "unnamed", auditedService: "required", auditedRouting: "User" } },
    );
  });

  it("asks for no changes of the definitions, for nobody when nothing differs, and without --who not at all", async () => {
    await onDriftStage(async (stage) => {
      await stage.write("base.yaml", DEFINITIONS);
      await stage.write("users.yaml", DEFINITIONS.replace("title: Agent", "title: Lead"));
      stage.org.edit("bob@example.com", { title: "Boss" }, Date.now());
      await stage.inProcess([...DRIFT, "--base-definitions", "base.yaml"]);
      const told = (await stage.plan("drift.json")).differences.map(({ cause, who }) => [cause, who?.told]);
      expect(told).toEqual([
        ["pr", undefined],
        ["drift", "field"],
      ]);
      expect(askedOf(stage)).toBe(1);
      await stage.write("users.yaml", DEFINITIONS);
      await stage.inProcess([...DRIFT, "--select", "ada@*"]);
      await stage.inProcess(["drift", "-f", "users.yaml", "--write", "json=drift.json"]);
      expect([askedOf(stage), (await stage.plan("drift.json")).audit]).toEqual([1, undefined]);
    });
  });

  it("asks for 100 users, those with new differences first, and says how many it left", async () => {
    const emails = Array.from(
      { length: 103 },
      (_, index) => `u${String(index).padStart(3, "0")}@example.com`,
    );
    const parts = { users: emails.map((email) => ({ email, name: email, title: "Boss" })) };
    await onStage({ parts }, async (stage) => {
      const defined = (title: string, some: readonly string[]) =>
        some.map((email) => `  ${email}: { title: ${title} }\n`).join("");
      await stage.write("users.yaml", `version: 1\nusers:\n${defined("Agent", emails.slice(0, -1))}`);
      await stage.inProcess(["drift", "-f", "users.yaml", "--write", "json=known.json"]);
      await stage.write("users.yaml", `version: 1\nusers:\n${defined("Agent", emails)}`);
      const run = await stage.inProcess([...DRIFT, "--known", "known.json"]);
      expect(run.stdout).toContain(
        "who-cut\n    The audit log was asked for 100 users of 103, those with new differences first",
      );
      const { differences, audit } = await stage.plan("drift.json");
      expect(audit).toMatchObject({ asked: 100, notAsked: 3 });
      expect(differences.filter(({ who }) => who).length).toBe(100);
      expect(differences.find(({ age }) => age === "new")?.who).toEqual({ told: "nothing" });
    });
  });
});
