import { describe, expect, it } from "vitest";
import { idOf } from "../../src/simulator/build.ts";
import type { Edit, Fault } from "../../src/simulator/faults.ts";
import { inFakeTime, resultOf } from "./fake-time.ts";
import { callsOf, onStage, type Stage, statusesOf, writesIn } from "./stage.ts";

const HOME = { mediaType: "PHONE", type: "HOME", address: "+34910000001" } as const;
const PARTS = {
  skills: ["Billing"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", addresses: [HOME] },
    { email: "bob@example.com", name: "Bob", title: "Agent" },
  ],
};
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead, skills: { Billing: 5 } }
  bob@example.com: { title: Lead }
`;

/** Somebody else writes ada right before our first update of her arrives. */
const meanwhile = (edit: Edit, times = 1): Fault => ({
  ...UPDATE,
  user: "ada@example.com",
  times,
  kind: "second-writer",
  when: "before",
  edit,
});

async function onContestedStage(
  definitions: string,
  faults: readonly Fault[],
  act: (stage: Stage, exit: number | null, stdout: string) => Promise<void>,
  how: "gus" | "inProcess" = "gus",
): Promise<void> {
  await onStage({ parts: PARTS, faults }, async (stage) => {
    await stage.write("users.yaml", definitions);
    const flags = ["--auto-approve", "--report", "report.json"];
    const run = await stage[how](["apply", "-f", "users.yaml", ...flags]);
    await act(stage, run.exit, run.stdout);
  });
}

describe.concurrent("gus apply and a second writer", () => {
  it("goes on when the field is none of the plan's, and keeps the other's value", async () => {
    const faults = [meanwhile({ department: "Sales" })];
    await onContestedStage(DEFINITIONS, faults, async ({ org }, exit) => {
      expect(exit).toBe(0);
      expect(org.user("ada@example.com")).toMatchObject({ title: "Lead", department: "Sales" });
      expect(callsOf(writesIn(org.log)).filter((call) => call.endsWith(" 409"))).toHaveLength(1);
      expect(pinsOf(org.log, "ada@example.com")).toEqual([1, 2]);
    });
  });

  it("holds the user when the field is planned, showing base, live and desired", async () => {
    const faults = [meanwhile({ title: "Boss" })];
    await onContestedStage(DEFINITIONS, faults, async ({ org, result }, exit, stdout) => {
      expect(exit).toBe(3);
      const report = await result("report.json");
      expect(statusesOf(report)).toEqual([
        "ada@example.com held",
        "ada@example.com skipped",
        "bob@example.com applied",
      ]);
      expect(report.outcomes.find(({ status }) => status === "held")?.conflicts).toEqual([
        { field: "title", base: "Agent", live: "Boss", desired: "Lead" },
      ]);
      expect(stdout).toMatch(/base +"Agent"\n +live +"Boss"\n +desired +"Lead"/);
      expect(org.user("ada@example.com")).toMatchObject({ title: "Boss", skills: [] });
    });
  });

  it("holds the user when an address would be carried along that is no longer so", async () => {
    const moved = { ...HOME, address: "+34910000009" };
    const definitions = 'version: 1\nusers: { ada@example.com: { phones: { WORK: "+34910000002" } } }\n';
    await onContestedStage(
      definitions,
      [meanwhile({ addresses: [moved] })],
      async ({ org, result }, exit) => {
        expect(exit).toBe(3);
        const [outcome] = (await result("report.json")).outcomes;
        expect(outcome).toMatchObject({ status: "held" });
        expect(outcome?.conflicts).toMatchObject([
          { field: "phones", key: { name: "HOME" }, live: { number: "+34910000009" } },
        ]);
        expect(org.user("ada@example.com").addresses).toEqual([moved]);
      },
      "inProcess",
    );
  });

  it("counts a field as done that the other has made as planned", async () => {
    await onContestedStage(
      DEFINITIONS,
      [meanwhile({ title: "Lead" })],
      async ({ org, result }, exit) => {
        expect(exit).toBe(0);
        expect(statusesOf(await result("report.json"))).toContain("ada@example.com already-applied");
        expect(pinsOf(org.log, "ada@example.com")).toEqual([1]);
      },
      "inProcess",
    );
  });

  it("finds who was written between plan and apply before it writes anything", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, inProcess, result }) => {
      await planned(DEFINITIONS);
      org.edit("ada@example.com", { title: "Boss" });
      org.edit("bob@example.com", { department: "Sales" });
      const run = await inProcess(["apply", "plan.json", "--report", "report.json"]);
      expect(run.exit).toBe(3);
      expect(statusesOf(await result("report.json"))).toEqual([
        "ada@example.com held",
        "ada@example.com skipped",
        "bob@example.com applied",
      ]);
      expect(callsOf(writesIn(org.log))).toEqual(["PATCH /api/v2/users/{userId} 200"]);
    });
  });

  it("holds everybody whose version moved with --strict-pins, whatever was written", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, inProcess, result }) => {
      await planned(DEFINITIONS);
      org.edit("ada@example.com", { department: "Sales" });
      const run = await inProcess(["apply", "plan.json", "--strict-pins", "--report", "report.json"]);
      expect(run.exit).toBe(3);
      const report = await result("report.json");
      expect(statusesOf(report)).toEqual(["ada@example.com held", "bob@example.com applied"]);
      expect(report.outcomes[0]?.reason).toContain("version moved from 1 to 2, and --strict-pins is given");
      expect(writesIn(org.log)).toHaveLength(1);
    });
  });
});

describe("apply() and a writer who does not stop", () => {
  let count = 0;
  const another: Edit = () => {
    count += 1;
    return { department: `Sales ${count}` };
  };

  it("sets a user aside after three conflicts in a row, and is done once the other has stopped", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add(meanwhile(another, 3));
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      expect(time.pauses("contended")).toEqual([60_000]);
      expect(updatesOf(time.org.log, "ada@example.com")).toEqual([409, 409, 409, 200]);
      expect(time.org.user("ada@example.com")).toMatchObject({ title: "Lead", skills: [{ proficiency: 5 }] });
    });
  });

  it("gives up after one more conflict, and leaves the rest of that user alone", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add(meanwhile(another, 99));
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(3);
      expect(statusesOf(result)).toEqual([
        "ada@example.com contended",
        "ada@example.com skipped",
        "bob@example.com applied",
      ]);
      expect(updatesOf(time.org.log, "ada@example.com")).toEqual([409, 409, 409, 409]);
    });
  });

  it("waits for reads that lag behind the version it was refused for", async () => {
    await inFakeTime({ parts: PARTS, lag: { single: 1200 } }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add(meanwhile({ department: "Sales" }));
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      expect(time.clock.sleeps).toEqual(expect.arrayContaining([500, 1000]));
      expect(updatesOf(time.org.log, "ada@example.com")).toEqual([409, 200]);
    });
  });

  it("fails with the server's words when the version never moved", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(
        "version: 1\nusers: { bob.2@example.com: { previously: bob@example.com } }\n",
      );
      time.org.edit("ada@example.com", { email: "bob.2@example.com" });
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(3);
      expect(result.outcomes[0]).toMatchObject({ status: "failed" });
      expect(result.outcomes[0]?.reason).toMatch(/^409 .*; not written: email$/);
      expect(time.clock.sleeps).toEqual(expect.arrayContaining([500, 1000, 2000, 4000]));
    });
  });
});

function updatesOf(log: Stage["org"]["log"], email: string): readonly number[] {
  const path = `/api/v2/users/${idOf("user", email)}`;
  return log.filter((entry) => entry.method === "PATCH" && entry.path === path).map(({ status }) => status);
}

function pinsOf(log: Stage["org"]["log"], email: string): readonly number[] {
  const path = `/api/v2/users/${idOf("user", email)}`;
  const updates = log.filter((entry) => entry.method === "PATCH" && entry.path === path);
  return updates.map(({ body }) => JSON.parse(body).version);
}
