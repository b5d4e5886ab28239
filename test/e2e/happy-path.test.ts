import { readdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { callsOf, onStage, type Stage, statusesOf, writesIn } from "./stage.ts";

const PARTS = {
  divisions: ["EMEA"],
  languages: ["English"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Billing: 3, Retention: 2 } },
    { email: "bob@example.com", name: "Bob", state: "inactive" as const },
    { email: "cay@example.com", name: "Cay", skills: { Billing: 1, Retention: 1 } },
    { email: "dee@example.com", name: "Dee", title: "Lead" },
  ],
};

const DEFINITIONS = `version: 1
rails: { drain: 1 }
users:
  ada@example.com:
    title: Senior Agent
    department: Care
    division: EMEA
    skills: { Billing: 4 }
    languages: { English: 5 }
    phones: { WORK: "+34910000000" }
  bob@example.com: { state: active, title: Agent }
  cay@example.com: { state: inactive }
  dee@example.com: { title: Lead }
`;

/** Plans, applies, and hands over a stage on which everything is done. */
async function onAppliedStage(
  act: (stage: Stage) => Promise<void>,
  how: "gus" | "inProcess" = "inProcess",
): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    const planned = await stage[how](["plan", "-f", "users.yaml", "--out", "plan.json"]);
    expect(planned).toMatchObject({ exit: 0, stderr: "" });
    const applied = await stage[how](["apply", "plan.json", "--report", "out/report.json"]);
    expect(applied.exit).toBe(0);
    expect(applied.stderr).toMatch(/^To undo: gus rollback \S+ --out rollback.json\n$/);
    await act(stage);
  });
}

describe.concurrent("gus plan, then gus apply PLAN", () => {
  it("makes live users as the definitions say, with the calls of the plan and no other", async () => {
    await onAppliedStage(async ({ org, plan, result }) => {
      const { operations, summary } = await plan("plan.json");
      expect(summary).toMatchObject({ managed: 4, update: 2, deactivate: 1, activate: 1, unchanged: 1 });
      expect(writesIn(org.log).map(({ method, path }) => `${method} ${path}`)).toEqual(
        operations.map(({ method, path }) => `${method} ${path}`),
      );
      const bodies = writesIn(org.log).map(({ body }) => (body === "" ? null : JSON.parse(body)));
      expect(bodies.map(withoutVersion)).toEqual(operations.map(({ body }) => body));
      expect(org.user("ada@example.com")).toMatchObject({
        title: "Senior Agent",
        department: "Care",
        skills: [{ proficiency: 4 }],
        languages: [{ proficiency: 5 }],
        addresses: [{ mediaType: "PHONE", type: "WORK", address: "+34910000000" }],
      });
      expect(org.user("bob@example.com")).toMatchObject({ state: "active", title: "Agent" });
      expect(org.user("cay@example.com")).toMatchObject({ state: "inactive" });
      expect(org.user("dee@example.com").version).toBe(1);
      const report = await result("out/report.json");
      expect(statusesOf(report)).toEqual([
        "ada@example.com applied",
        "bob@example.com applied",
        "cay@example.com applied",
      ]);
      expect(report).toMatchObject({ exitCode: 0, calls: { writes: operations.length } });
    }, "gus");
  });

  it("plans nothing afterwards, and sends nothing when the same file is applied again", async () => {
    await onAppliedStage(async ({ org, gus }) => {
      const before = org.log.length;
      const again = await gus(["plan", "-f", "users.yaml", "--detailed-exitcode"]);
      expect(again).toMatchObject({ exit: 0, stderr: "" });
      expect(again.stdout).toContain("No changes. Live users match the definitions.");

      const reapplied = await gus(["apply", "plan.json"]);
      expect(reapplied).toMatchObject({ exit: 0, stderr: "" });
      expect(reapplied.stdout).toMatch(/already applied/i);
      expect(writesIn(org.log.slice(before))).toEqual([]);
    });
  });

  it("keeps journal, plan and result of a run in the state folder, readable to its owner only", async () => {
    await onAppliedStage(async ({ dir, mode, read, result }) => {
      const { run } = await result("out/report.json");
      const kept = [`${run}.json`, `${run}.ndjson`, `${run}.plan.json`];
      expect((await readdir(join(dir, ".gus/runs"))).toSorted()).toEqual(kept);
      expect(await readdir(join(dir, ".gus/locks"))).toEqual([]);
      expect(await read(`.gus/runs/${run}.json`)).toBe(await read("out/report.json"));
      expect(await read(`.gus/runs/${run}.plan.json`)).toBe(await read("plan.json"));
      for (const name of ["plan.json", "out/report.json", ...kept.map((file) => `.gus/runs/${file}`)])
        expect(await mode(name)).toBe(0o600);
      for (const folder of [".gus", ".gus/runs", ".gus/locks"]) expect(await mode(folder)).toBe(0o700);
    });
  });

  it("gives the token back while it still holds the lock, so that whoever waits for it finds that call among those before", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.planned(DEFINITIONS);
      const locks: number[] = [];
      stage.watch(({ method, path }) => {
        if (method === "DELETE" && path.endsWith("/tokens/me"))
          locks.push(readdirSync(join(stage.dir, ".gus/locks")).length);
        return undefined;
      });
      await stage.gus(["apply", "plan.json"]);
      expect(locks).toEqual([1]);
    });
  });

  it("gives the token back", async () => {
    await onAppliedStage(async ({ org }) => {
      const calls = callsOf(org.log).filter((call) => /oauth|tokens/.test(call));
      const session = ["POST /oauth/token 200", "DELETE /api/v2/tokens/me 200"];
      expect(calls).toEqual([...session, ...session]);
    });
  });
});

describe.concurrent("gus show", () => {
  it("shows plan and result in every format, and JSON just as it was written", async () => {
    await onAppliedStage(async ({ inProcess, read }) => {
      for (const [name, headline] of [
        ["plan.json", "2 to update, 1 to deactivate, 1 to activate (of 4 managed"],
        ["out/report.json", "Apply complete"],
      ] as const) {
        const shown = (format: string) => inProcess(["show", name, "--format", format]);
        const [text, json, markdown] = await Promise.all(["text", "json", "markdown"].map(shown));
        expect(text?.stdout).toContain(headline);
        expect(json?.stdout).toBe(await read(name));
        expect(markdown?.stdout).toMatch(/^### .*Test Org/m);
        expect([text, json, markdown].map((run) => [run?.exit, run?.stderr])).toEqual(
          Array.from({ length: 3 }, () => [0, ""]),
        );
      }
    });
  });
});

describe.concurrent("gus apply -f", () => {
  it("plans and applies in one go with --auto-approve, the plan on stderr and the result on stdout", async () => {
    await onStage({ parts: PARTS }, async ({ org, write, gus, plan, result }) => {
      await write("users.yaml", DEFINITIONS);
      const flags = ["--auto-approve", "--out", "plan.json", "--report", "report.json"];
      const run = await gus(["apply", "-f", "users.yaml", ...flags, "--format", "json"]);
      expect(run.exit).toBe(0);
      expect(JSON.parse(run.stdout)).toEqual(await result("report.json"));
      expect(run.stderr).toContain("2 to update, 1 to deactivate, 1 to activate");
      expect(writesIn(org.log)).toHaveLength((await plan("plan.json")).operations.length);
    });
  });

  it("leaves a report and a result also when there is nothing to do", async () => {
    await onStage({ parts: PARTS }, async ({ org, write, inProcess, result }) => {
      await write("users.yaml", "version: 1\nusers: { dee@example.com: { title: Lead } }\n");
      const run = await inProcess(["apply", "-f", "users.yaml", "--auto-approve", "--report", "report.json"]);
      expect(run.exit).toBe(0);
      expect(run.stdout).toContain("nothing to do");
      expect(await result("report.json")).toMatchObject({ exitCode: 0, outcomes: [] });
      expect(writesIn(org.log)).toEqual([]);
    });
  });
});

function withoutVersion(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const { version: _, ...rest } = body as Record<string, unknown>;
  return rest;
}
