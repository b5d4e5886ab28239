import { describe, expect, it } from "vitest";
import type { Client } from "../../src/simulator/tokens.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { callsOf, onStage, statusesOf, writesIn } from "./stage.ts";

const NAMES = ["ada", "bob", "cay", "dee", "eve"];
const PARTS = {
  skills: ["Billing"],
  users: NAMES.map((name) => ({ email: `${name}@example.com`, name })),
};

/** A client that may do everything but what is named. */
const lacking = (...permissions: readonly string[]): readonly [Client] => {
  const all = ["directory:user:view", "directory:user:edit", "routing:skill:assign"];
  return [{ ...DEFAULT_CLIENT, permissions: all.filter((one) => !permissions.includes(one)) }];
};

describe.concurrent("gus apply and 403", () => {
  it("fails the whole operation, naming permission, credential, fields and users, and goes on with the rest", async () => {
    const definitions = `version: 1
users:
  ada@example.com: { title: Lead, department: Care, skills: { Billing: 5 } }
  bob@example.com: { skills: { Billing: 1 } }
`;
    const clients = lacking("routing:skill:assign");
    await onStage({ parts: PARTS, clients }, async ({ org, write, gus, result }) => {
      await write("users.yaml", definitions);
      const run = await gus(["apply", "-f", "users.yaml", "--auto-approve", "--report", "report.json"]);
      expect(run.exit).toBe(3);
      expect(run.stdout).toMatch(/ada@example\.com\n(bob@example\.com\n)?/);
      const { outcomes } = await result("report.json");
      const failed = outcomes.filter(({ status }) => status === "failed");
      expect(failed.map(({ email }) => email)).toEqual(["ada@example.com", "bob@example.com"]);
      for (const { reason, correlationId } of failed) {
        expect(reason).toBe(
          "OAuth client gus-client lacks permission routing:skill:assign; not written: skills.Billing",
        );
        expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
      }
      expect(org.user("ada@example.com")).toMatchObject({ title: "Lead", department: "Care", skills: [] });
    });
  });

  it("names every field of the operation that was not written", async () => {
    const definitions = "version: 1\nusers: { ada@example.com: { title: Lead, department: Care } }\n";
    const clients = lacking("directory:user:edit");
    await onStage({ parts: PARTS, clients }, async ({ org, write, inProcess, result }) => {
      await write("users.yaml", definitions);
      const run = await inProcess(["apply", "-f", "users.yaml", "--auto-approve", "--report", "report.json"]);
      expect(run.exit).toBe(3);
      const [outcome] = (await result("report.json")).outcomes;
      expect(outcome?.reason).toMatch(
        /lacks permission .*directory:user:edit.*; not written: title, department$/,
      );
      expect(org.applied).toEqual([]);
    });
  });

  it("does not send more of the same after three refusals alike, and says so", async () => {
    const entries = NAMES.map((name) => `  ${name}@example.com: { title: Lead, skills: { Billing: 5 } }`);
    const clients = lacking("routing:skill:assign");
    await onStage({ parts: PARTS, clients }, async ({ org, write, gus, result }) => {
      await write("users.yaml", `version: 1\nusers:\n${entries.join("\n")}\n`);
      const flags = ["--auto-approve", "--report", "report.json", "--concurrency", "1"];
      const run = await gus(["apply", "-f", "users.yaml", ...flags]);
      expect(run.exit).toBe(3);
      const report = await result("report.json");
      expect(statusesOf(report).filter((line) => !line.endsWith(" applied"))).toEqual([
        "ada@example.com failed",
        "bob@example.com failed",
        "cay@example.com failed",
        "dee@example.com skipped",
        "eve@example.com skipped",
      ]);
      expect(report.outcomes.find(({ status }) => status === "skipped")?.reason).toBe(
        "3 operations like it were refused for want of routing:skill:assign",
      );
      expect(writesIn(org.log).filter(({ status }) => status === 403)).toHaveLength(3);
      expect(org.users().map(({ title }) => title)).toEqual(NAMES.map(() => "Lead"));
    });
  });
});

describe("gus plan and missing permissions", () => {
  it("looks for a missing user without search when the client may not search, and says what it could not do", async () => {
    const clients = lacking("directory:user:view");
    await onStage({ parts: PARTS, clients }, async ({ org, write, inProcess }) => {
      await write(
        "users.yaml",
        "version: 1\nusers: { ada@example.com: { title: Lead }, zoe@example.com: {} }\n",
      );
      const run = await inProcess(["plan", "-f", "users.yaml"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("Cannot find");
      expect(run.stderr).toContain("zoe@example.com");
      expect(run.stderr).toContain("directory:user:view");
      expect(callsOf(org.log)).toContain("POST /api/v2/users/search 403");
    });
  });

  it("exits 1 naming permission and client when a list may not be read", async () => {
    const faults = [
      { route: "/api/v2/routing/skills", kind: "forbidden", permissions: ["routing:skill:view"] } as const,
    ];
    await onStage({ parts: PARTS, faults }, async ({ write, inProcess }) => {
      await write("users.yaml", "version: 1\nusers: { ada@example.com: { skills: { Billing: 3 } } }\n");
      const run = await inProcess(["plan", "-f", "users.yaml"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("OAuth client gus-client lacks routing:skill:view");
      expect(run.stderr).toContain("GET /api/v2/routing/skills");
    });
  });
});
