import { describe, expect, it } from "vitest";
import { exampleWorld } from "../../src/simulator/example-world.ts";
import type { Run } from "../child.ts";
import { fencesOf } from "../docs/pages.ts";
import { writesIn } from "../e2e/stage.ts";
import { CDKTF_CLI, type CdktfStage, onCdktfStage } from "./cdktf-stage.ts";
import { needs, needsInstalled } from "./need.ts";

needs("terraform");
needsInstalled("cdktf", CDKTF_CLI);

const ADA = "ada@example.com";
const BOB = "bob@example.com";
const DEFINITIONS = `version: 1
users:
  ${ADA}: { title: Lead }
  ${BOB}: { title: Agent }
`;
/** Ada is not as she should be, Bob is. */
const PARTS = {
  users: [
    { email: ADA, title: "Agent" },
    { email: BOB, title: "Agent" },
  ],
};

const DIFF = ["diff", "users"];
const DEPLOY = ["deploy", "users", "--auto-approve"];
const SHARED = { GUS_PLAN: "plan.json" };

describe("the example app in a fresh clone", () => {
  it("builds itself and says nothing; later runs leave alone what is built, which an apply may be running", async () => {
    await onExample(async ({ app, changedAt }) => {
      const silent = { exit: 0, stdout: "", stderr: "" };
      expect(await app()).toEqual(silent);
      const built = await changedAt("dist/cli.js");
      expect(await app()).toEqual(silent);
      expect(await changedAt("dist/cli.js")).toBe(built);
    });
  });

  it("is what cdktf synthesises, with a plan for the users of definitions/", async () => {
    await onExample(async ({ cdktf, read }) => {
      expect(await cleanly(cdktf(["synth"]))).toContain("Generated Terraform code for the stacks: users");
      expect(JSON.parse(await read("cdktf.out/stacks/users/users.plan.json"))).toMatchObject({
        summary: { update: 39, deactivate: 1, activate: 1 },
      });
    });
  });
});

describe("cdktf diff, then cdktf deploy", () => {
  it("writes exactly what diff showed, with --skip-synth, whoever edits other users in between", async () => {
    await onSmallStage(async ({ cdktf, org }) => {
      const diff = await cleanly(cdktf(DIFF));
      expect(operationsIn(diff)).toEqual([retitle(org, ADA, "Lead")]);
      expect(writesIn(org.log)).toEqual([]);
      org.edit(BOB, { title: "Boss" });

      const deploy = await cleanly(cdktf([...DEPLOY, "--skip-synth"]));
      expect(operationsIn(deploy)).toEqual(operationsIn(diff));
      expect(deploy).toContain("Apply complete: 1 of 1 user as planned.");
      expect(titlesSent(org)).toEqual([[org.user(ADA).id, "Lead"]]);
      expect(org.user(BOB).title).toBe("Boss");
    });
  });

  it("works on the one plan that GUS_PLAN names, though both synthesise", async () => {
    await onSmallStage(async ({ cdktf, org, read }) => {
      await cleanly(cdktf(DIFF, SHARED));
      const plan = await read("plan.json");
      org.edit(BOB, { title: "Boss" });

      await cleanly(cdktf(DEPLOY, SHARED));
      expect(await read("plan.json")).toBe(plan);
      expect(titlesSent(org)).toEqual([[org.user(ADA).id, "Lead"]]);
    });
  });

  it("plans afresh when nothing names a plan", async () => {
    await onSmallStage(async ({ cdktf, org }) => {
      await cleanly(cdktf(DIFF));
      org.edit(BOB, { title: "Boss" });

      const deploy = await cleanly(cdktf(DEPLOY));
      expect(operationsIn(deploy)).toEqual([retitle(org, ADA, "Lead"), retitle(org, BOB, "Agent")]);
      expect(await cleanly(cdktf(DIFF))).toContain("No changes.");
    });
  });

  const shown = fencesOf("docs/terraform.md").filter(({ lang }) => lang === "sh");

  it.each(shown.map(({ line, text }) => [line, text] as const))(
    "work as docs/terraform.md:%i says",
    async (_line, script) => {
      await onSmallStage(async ({ shell, org }) => {
        await cleanly(shell(script));
        expect(titlesSent(org)).toEqual([[org.user(ADA).id, "Lead"]]);
      });
    },
  );

  it("can be left to plain terraform in the folder of the stack", async () => {
    await onSmallStage(async ({ app, terraform, org }) => {
      await app();
      await cleanly(terraform(["init"]));
      expect((await terraform(["plan", "-detailed-exitcode", "-out", "plan"])).exit).toBe(2);
      expect(await cleanly(terraform(["apply", "plan"]))).toContain("Apply complete! Resources: 1 added");
      expect(titlesSent(org)).toEqual([[org.user(ADA).id, "Lead"]]);
    });
  });
});

describe("cdktf and a mistake in the definitions", () => {
  it("ends with the problem, said once, and the construct in place of a stack", async () => {
    await onSmallStage(async ({ cdktf, define }) => {
      await define("version: 1\nusers: { ada@example.com: { titel: Lead } }\n");
      const { exit, stderr } = await cdktf(DIFF);
      expect(exit).toBe(1);
      expect(stderr.split('fix: Write "title"')).toHaveLength(2);
      expect(stderr.match(/^\s+at .*$/gm)?.map((line) => line.trim())).toEqual([
        "at users/users (GenesysUserState)",
      ]);
    });
  });
});

type Act = (stage: CdktfStage) => Promise<void>;

/** The definitions of this repository, and the org of `gus simulate`. */
function onExample(act: Act): Promise<void> {
  return onCdktfStage({ parts: { users: [] }, world: exampleWorld({ seed: 1, users: 100 }) }, act);
}

function onSmallStage(act: Act): Promise<void> {
  return onCdktfStage({ parts: PARTS }, async (stage) => {
    await stage.define(DEFINITIONS);
    await act(stage);
  });
}

/** What a program said that had nothing to complain about; cdktf puts [ERROR] before whatever an app prints. */
async function cleanly(running: Promise<Run>): Promise<string> {
  const { exit, stdout, stderr } = await running;
  expect({ exit, stderr }, stdout).toEqual({ exit: 0, stderr: "" });
  expect(stdout).not.toMatch(/ERROR|WARN/);
  return stdout;
}

/** The operations that Terraform shows as to be done. */
function operationsIn(shown: string): readonly string[] {
  return [...shown.matchAll(/\+ "(.+)",$/gm)].map(([, operation = ""]) => operation);
}

type Org = CdktfStage["org"];

/** Live values and people are hidden from Terraform by default. */
function retitle(org: Org, email: string, title: string): string {
  return `update ${org.user(email).id}: ~ title: (hidden) → '${title}'`;
}

function titlesSent({ log }: Org): readonly (readonly [string | undefined, string])[] {
  return writesIn(log).map(({ userIds: [id], body }) => [id, JSON.parse(body).title] as const);
}
