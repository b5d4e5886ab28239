import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { EXIT } from "../../src/model/exit.ts";
import type { Plan } from "../../src/model/plan.ts";
import { readDocument } from "../../src/pipeline/show.ts";
import { planHashOf } from "../../src/plan/hashes.ts";
import { worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { serve } from "../../src/simulator/server.ts";
import { onStage, type Run, type Stage, writesIn } from "./stage.ts";

const PARTS = {
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Billing: 3 } },
    { email: "bob@example.com", name: "Bob", title: "Agent" },
  ],
};
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead }
  bob@example.com: { title: Lead }
`;

async function onPlannedStage(act: (stage: Stage, made: Plan) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await act(stage, await stage.planned(DEFINITIONS));
  });
}

const rewrite = (stage: Stage, name: string, plan: object) => stage.write(name, JSON.stringify(plan));

function expectRefused(run: Run, exit: keyof typeof EXIT, code: string, { org }: Stage): void {
  expect(run).toMatchObject({ exit, stdout: "" });
  expect(run.stderr).toContain(`error ${code}\n`);
  expect(run.stderr).not.toMatch(/^\s+at /m);
  expect(writesIn(org.log)).toEqual([]);
}

describe.concurrent("exit 2", () => {
  it("is what drift says of differences, and plan only with --detailed-exitcode", async () => {
    await onPlannedStage(async ({ gus, inProcess, org }) => {
      const drift = await gus(["drift", "-f", "users.yaml"]);
      expect(drift).toMatchObject({ exit: 2, stderr: "" });
      expect(drift.stdout).toContain('title: "Agent" → "Lead"');
      expect((await gus(["plan", "-f", "users.yaml", "--detailed-exitcode"])).exit).toBe(2);
      org.edit("ada@example.com", { title: "Lead" });
      org.edit("bob@example.com", { title: "Lead" });
      expect((await inProcess(["drift", "-f", "users.yaml"])).exit).toBe(0);
    });
  });
});

describe.concurrent("exit 4", () => {
  const DRAIN = "version: 1\nusers: { ada@example.com: { skills: {} } }\n";
  const ACCEPTED = `${DRAIN}rails: { drain: 1 }\n`;

  it("stands in plan and in apply until the size is accepted on the command line", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const { write, gus, inProcess, plan, org } = stage;
      await write("users.yaml", DRAIN);
      const stands = await gus(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      expect(stands.exit).toBe(4);
      expect(stands.stdout).toMatch(/STANDS +drain: 1/);
      expect(await plan("plan.json")).toMatchObject({ applyable: false });
      expectRefused(await gus(["apply", "plan.json"]), 4, "rail-drain", stage);

      const less = await inProcess(["plan", "-f", "users.yaml", "--accept", "drain=0"]);
      expect(less.exit).toBe(4);
      const accepted = await inProcess([
        "plan",
        "-f",
        "users.yaml",
        "--out",
        "plan.json",
        "--accept",
        "drain=1",
      ]);
      expect(accepted.exit).toBe(0);
      expect(await plan("plan.json")).toMatchObject({
        applyable: true,
        accepted: [{ rule: "drain", upTo: 1, by: "--accept" }],
      });
      expect((await inProcess(["apply", "plan.json"])).exit).toBe(0);
      expect(org.user("ada@example.com").skills).toEqual([]);
    });
  });

  it("does not stand when the definitions accept the size, and says where they do", async () => {
    await onStage({ parts: PARTS }, async ({ write, inProcess, plan }) => {
      await write("users.yaml", ACCEPTED);
      expect((await inProcess(["plan", "-f", "users.yaml", "--out", "plan.json"])).exit).toBe(0);
      expect(await plan("plan.json")).toMatchObject({
        accepted: [{ rule: "drain", upTo: 1, by: "users.yaml:3" }],
      });
    });
  });

  it("stands in apply -f, which sends nothing", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", DRAIN);
      const run = await stage.inProcess(["apply", "-f", "users.yaml", "--auto-approve"]);
      expect(run).toMatchObject({ exit: 4, stdout: "" });
      expect(writesIn(stage.org.log)).toEqual([]);
      const accepted = ["apply", "-f", "users.yaml", "--auto-approve", "--accept", "drain=1"];
      expect((await stage.inProcess(accepted)).exit).toBe(0);
    });
  });

  it("stands above --max-changes", async () => {
    await onPlannedStage(async ({ inProcess }) => {
      const run = await inProcess(["plan", "-f", "users.yaml", "--max-changes", "1"]);
      expect(run.exit).toBe(4);
      expect(run.stdout).toMatch(/STANDS +change: 2/);
    });
  });
});

describe.concurrent("exit 5, before anything is written", () => {
  it("for a plan that somebody changed", async () => {
    await onPlannedStage(async (stage, made) => {
      const [first, ...rest] = made.operations;
      await rewrite(stage, "changed.json", {
        ...made,
        operations: [{ ...first, body: { ...Object(first?.body), title: "Boss" } }, ...rest],
      });
      const run = await stage.gus(["apply", "changed.json"]);
      expectRefused(run, 5, "plan-changed", stage);
    });
  });

  it("for a plan of another organisation, naming both", async () => {
    await onPlannedStage(async (stage) => {
      const other = createOrg({ world: worldOf({ ...PARTS, org: "Other Org" }) });
      const served = await serve(other);
      try {
        const env = { GENESYSCLOUD_API_URL: served.url };
        const run = await stage.gus(["apply", "plan.json"], { env });
        expectRefused(run, 5, "plan-of-other-org", stage);
        expect(run.stderr).toContain("Test Org");
        expect(run.stderr).toContain("Other Org");
        expect(writesIn(other.log)).toEqual([]);
      } finally {
        await served.close();
      }
    });
  });

  it("for a review hash other than the one approved, showing the plan", async () => {
    await onPlannedStage(async (stage, { reviewHash }) => {
      const run = await stage.gus(["apply", "plan.json", "--approved", "0".repeat(64)]);
      expectRefused(run, 5, "plan-not-approved", stage);
      expect(run.stderr).toContain(reviewHash);
      expect(run.stderr).toContain('title: "Agent" → "Lead"');
      expect((await stage.inProcess(["apply", "plan.json", "--approved", reviewHash])).exit).toBe(0);
    });
  });

  it("for a plan that does something else than an approved plan file, telling whose changes", async () => {
    await onPlannedStage(async (stage) => {
      const other = 'version: 1\nusers: { ada@example.com: { title: "Boss" } }\n';
      await stage.write("users.yaml", other);
      const planned = await stage.inProcess(["plan", "-f", "users.yaml", "--out", "now.json"]);
      expect(planned.exit).toBe(0);
      const run = await stage.inProcess(["apply", "now.json", "--approved", "plan.json"]);
      expectRefused(run, 5, "plan-not-approved", stage);
      expect(run.stderr).toContain(
        'Found other changes for ada@example.com, in place of what was approved: title "Agent" → "Boss"',
      );
      expect((await stage.inProcess(["apply", "plan.json", "--approved", "plan.json"])).exit).toBe(0);
    });
  });

  it.each([
    ["", "Nothing was approved: --approved is empty"],
    ["  ", "Nothing was approved: --approved is empty"],
    ["HASH more", "which is no reviewHash"],
    ["HASH\nmore", "which is no reviewHash"],
    ["0123", '"0123", which is no reviewHash'],
    ["drift.json", "drift.json is a drift document: it says what differs, and approves nothing"],
  ])("for what approves nothing: %j", async (given, told) => {
    await onPlannedStage(async (stage, { reviewHash }) => {
      const drift = ["drift", "-f", "users.yaml", "--write", "json=drift.json"];
      if (given === "drift.json") expect((await stage.inProcess(drift)).exit).toBe(2);
      const approved = given.replace("HASH", reviewHash);
      const run = await stage.inProcess(["apply", "plan.json", "--approved", approved]);
      expectRefused(run, 5, "plan-not-approved", stage);
      expect(run.stderr).toContain(told);
    });
  });

  it("for nothing when a reviewHash was copied with its quotes out of Markdown", async () => {
    await onPlannedStage(async (stage, { reviewHash }) => {
      const run = await stage.inProcess(["apply", "plan.json", "--approved", `\`${reviewHash}\` `]);
      expect(run.exit).toBe(0);
    });
  });

  it("for another plan file than the one with this SHA-256, though it does the same", async () => {
    await onPlannedStage(async (stage, made) => {
      const sha256 = createHash("sha256")
        .update(await stage.read("plan.json"))
        .digest("hex");
      const at = new Date(Date.parse(made.made.at) + 1).toISOString();
      await rewrite(stage, "again.json", { ...made, made: { ...made.made, at } });
      const run = await stage.gus(["apply", "again.json", "--sha256", sha256]);
      expectRefused(run, 5, "plan-file-changed", stage);
      expect(run.stderr).toContain(`wanted is ${sha256}`);
      expect((await stage.inProcess(["apply", "plan.json", "--sha256", sha256.toUpperCase()])).exit).toBe(0);
      expect((await stage.inProcess(["apply", "--sha256", sha256])).exit).toBe(1);
    });
  });

  it("for a plan older than --max-age", async () => {
    await onPlannedStage(async (stage, made) => {
      const at = new Date(Date.parse(made.made.at) - 3_700_000).toISOString();
      await rewrite(stage, "old.json", { ...made, made: { ...made.made, at } });
      expectRefused(await stage.gus(["apply", "old.json", "--max-age", "1h"]), 5, "plan-too-old", stage);
      expect((await stage.inProcess(["apply", "old.json", "--max-age", "2h"])).exit).toBe(0);
    });
  });

  it.each(["values", "people"])("for a plan redacted with %s, which show shows", async (level) => {
    await onPlannedStage(async (stage) => {
      await stage.inProcess(["plan", "-f", "users.yaml", "--out", "redacted.json", "--redact", level]);
      expectRefused(await stage.gus(["apply", "redacted.json"]), 5, "plan-redacted", stage);
      expect((await stage.inProcess(["show", "redacted.json"])).exit).toBe(0);
    });
  });

  it("for an unknown major format, while a higher minor is read and its further keys are ignored", async () => {
    await onPlannedStage(async (stage, made) => {
      await rewrite(stage, "major.json", hashed({ ...made, formatVersion: "2.0" }));
      expectRefused(await stage.gus(["apply", "major.json"]), 5, "plan-format", stage);
      await rewrite(stage, "minor.json", hashed({ ...made, formatVersion: "1.9", mood: { good: true } }));
      expect(await stage.inProcess(["show", "minor.json"])).toMatchObject({ exit: 0, stderr: "" });
      expect((await stage.inProcess(["apply", "minor.json"])).exit).toBe(0);
    });
  });
});

describe("readDocument()", () => {
  it.each([
    ['{"kind":"plan","formatVersion":"1.0","redacted":"values"}', 1, "not-a-plan"],
    ['{"kind":"result","formatVersion":"1.0"}', 1, "document-changed"],
    ['{"kind":"result","formatVersion":"3.0"}', 5, "result-format"],
    ['{"kind":"plan","formatVersion":"2.0"}', 5, "plan-format"],
    ["{", 1, "not-a-plan"],
    ["[]", 1, "not-a-plan"],
  ] as const)("refuses %s", (text, exit, code) => {
    expect(readDocument(text, "document.json")).toMatchObject({ ok: false, exit, problems: [{ code }] });
  });
});

describe("gus show and gus apply", () => {
  it("refuse a document that is not whole, without a stack trace", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.write("document.json", '{"kind":"result","formatVersion":"1.0"}');
      expectRefused(await stage.gus(["show", "document.json"]), 1, "document-changed", stage);
    });
  });

  it("refuse a drift document for applying", async () => {
    await onPlannedStage(async (stage) => {
      await stage.inProcess(["drift", "-f", "users.yaml", "--write", "json=drift.json"]);
      expectRefused(await stage.gus(["apply", "drift.json"]), 1, "plan-is-drift", stage);
    });
  });
});

function hashed(plan: Plan & { readonly mood?: unknown }): Plan {
  return { ...plan, planHash: planHashOf(plan) };
}
