import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import { callsOf, onStage, statusesOf, writesIn } from "./stage.ts";

const PARTS = {
  locations: ["Madrid"],
  users: [
    { email: "ada@example.com", name: "Ada", skills: { Billing: 3, Retention: 2 }, certifications: ["PCI"] },
    { email: "bob@example.com", name: "Bob", skills: { Billing: 3 } },
  ],
};

const withheld = (expand: string): Fault => ({ kind: "partial-expand", expand, users: ["ada@example.com"] });

describe("gus plan, when Genesys leaves an expand out", () => {
  it("asks the user's own path, and removes nothing that was merely not shown", async () => {
    const faults = [withheld("skills")];
    await onStage({ parts: PARTS, faults }, async ({ org, write, gus, plan }) => {
      await write(
        "users.yaml",
        "version: 1\nusers: { ada@example.com: { skills: { Billing: 3, Retention: 2 } } }\n",
      );
      const run = await gus(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      expect(run.exit).toBe(0);
      expect(run.stdout).toContain("No changes.");
      expect(await plan("plan.json")).toMatchObject({ complete: true, unread: [] });
      expect(callsOf(org.log)).toContain("GET /api/v2/users/{userId}/routingskills 200");
    });
  });

  it("asks for the skills of whoever is deactivated, so that losing their last holder makes the rail stand", async () => {
    const faults = [{ ...withheld("skills"), route: "/api/v2/users" } as const];
    await onStage({ parts: PARTS, faults }, async ({ write, gus, plan }) => {
      await write("users.yaml", "version: 1\nusers: { ada@example.com: { state: inactive } }\n");
      const run = await gus(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      expect(run.exit).toBe(4);
      const { rails } = await plan("plan.json");
      expect(rails.find(({ rule }) => rule === "drain")).toMatchObject({ measured: 1, verdict: "stands" });
      expect(run.stdout).toContain("Retention 1 → 0");
    });
  });

  it("plans the rest and exits 3 when a list stays unread, and apply does as much", async () => {
    const faults = [withheld("certifications")];
    await onStage({ parts: PARTS, faults }, async ({ org, write, inProcess, plan, result }) => {
      const definitions = `version: 1
users:
  ada@example.com: { title: Lead, certifications: [ISO] }
  bob@example.com: { certifications: [ISO] }
`;
      await write("users.yaml", definitions);
      const planned = await inProcess(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      expect(planned.exit).toBe(3);
      expect(planned.stdout).toMatch(/Could not be read.*\n +ada@example\.com\n +certifications: /);
      expect(await plan("plan.json")).toMatchObject({
        complete: false,
        unread: [{ email: "ada@example.com", field: "certifications" }],
      });
      const applied = await inProcess(["apply", "plan.json", "--report", "report.json"]);
      expect(applied.exit).toBe(3);
      expect(statusesOf(await result("report.json"))).toEqual([
        "ada@example.com applied",
        "bob@example.com applied",
      ]);
      expect(org.user("ada@example.com")).toMatchObject({ title: "Lead", certifications: ["PCI"] });
      expect((await inProcess(["drift", "-f", "users.yaml"])).exit).toBe(3);
    });
  });

  it("leaves addresses alone that cannot be written back without loss", async () => {
    const parts = {
      users: [
        {
          email: "ada@example.com",
          name: "Ada",
          addresses: [{ mediaType: "PHONE", type: "WORK", display: "reception" }] as const,
        },
      ],
    };
    await onStage({ parts }, async ({ org, write, inProcess }) => {
      await write(
        "users.yaml",
        'version: 1\nusers: { ada@example.com: { phones: { HOME: "+34910000000" } } }\n',
      );
      const run = await inProcess(["plan", "-f", "users.yaml"]);
      expect(run.exit).toBe(3);
      expect(run.stdout).toContain("cannot be written back without loss");
      expect(writesIn(org.log)).toEqual([]);
    });
  });

  it("holds a user at apply whose planned list can no longer be read", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, inProcess, result }) => {
      await planned("version: 1\nusers: { ada@example.com: { certifications: [ISO] } }\n");
      org.faults.add(withheld("certifications"));
      expect((await inProcess(["apply", "plan.json", "--report", "report.json"])).exit).toBe(3);
      const [outcome] = (await result("report.json")).outcomes;
      expect(outcome?.status).toBe("held");
      expect(outcome?.reason).toContain("certifications");
      expect(writesIn(org.log)).toEqual([]);
    });
  });
});
