import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { onStage, type Stage } from "../e2e/stage.ts";

const ROOT = join(import.meta.dirname, "../..");
const PARTS = {
  users: [
    { email: "ada@x.example", title: "Agent" },
    { email: "ben@x.example", title: "Agent" },
  ],
};
const LEAD = "version: 1\nusers: { ada@x.example: { title: Lead } }\n";
const PLAN = "cdktf.out/stacks/users/users.plan.json";

const APP = `import { App, TerraformStack } from "cdktf";
import { GenesysUserState } from "genesys-user-state/cdktf";
const app = new App();
const stack = new TerraformStack(app, "users");
await GenesysUserState.planned(stack, "users", { definitions: "users.yaml", rate: "300/1s" });
app.synth();
`;

const COMMON_JS = `const { App, TerraformStack } = require("cdktf");
const { GenesysUserState } = require("genesys-user-state/cdktf");
const app = new App();
const stack = new TerraformStack(app, "users");
GenesysUserState.planned(stack, "users", { definitions: "users.yaml", rate: "300/1s" }).then(() => app.synth());
`;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an app of the stage's folder with Node and nothing but the built package. */
async function synth(
  { dir, env }: Stage,
  more: NodeJS.ProcessEnv = {},
  app = APP,
  name = "main.mjs",
): Promise<Ended> {
  await link(dir, { "genesys-user-state": ROOT, cdktf: modules("cdktf"), constructs: modules("constructs") });
  await writeFile(join(dir, name), app);
  return node([name], dir, { ...env, ...more });
}

function modules(name: string): string {
  return join(ROOT, "node_modules", name);
}

async function link(dir: string, packages: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, target] of Object.entries(packages)) {
    const at = join(dir, "node_modules", name);
    await mkdir(dirname(at), { recursive: true });
    if (!existsSync(at)) await symlink(target, at);
  }
}

async function node(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  try {
    const { PATH } = process.env;
    const ended = await promisify(execFile)(process.execPath, args, { cwd, env: { PATH, ...env } });
    return { ...ended, code: 0 };
  } catch (error) {
    return error as Ended;
  }
}

function writes({ org }: Stage) {
  return org.log.filter(
    ({ method, route }) => method !== "GET" && route !== "/oauth/token" && !/token/.test(route),
  );
}

describe("a stack that plans when it is synthesised", () => {
  it("reads live users, stores the plan beside the stack, and says and writes nothing", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      expect(await synth(stage)).toEqual({ code: 0, stdout: "", stderr: "" });
      const plan = JSON.parse(await stage.read(PLAN)) as Plan;
      expect(plan.operations.map(({ kind, body }) => [kind, body])).toMatchObject([
        ["update", { title: "Lead" }],
      ]);
      expect(await stage.mode(PLAN)).toBe(0o600);
      expect(writes(stage)).toEqual([]);
    }));

  it("takes the plan that GUS_PLAN names once it is there, so that diff and deploy see one plan", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      await synth(stage, { GUS_PLAN: "reviewed.json" });
      const reviewed = await stage.read("reviewed.json");
      const calls = stage.org.log.length;
      await synth(stage, { GUS_PLAN: "reviewed.json" });
      expect(await stage.read(PLAN)).toBe(reviewed);
      expect(stage.org.log).toHaveLength(calls);
    }));

  it("does not take a plan that was made from other definitions", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      await synth(stage, { GUS_PLAN: "reviewed.json" });
      await stage.write("users.yaml", LEAD.replace("Lead", "Head"));
      const { code, stderr } = await synth(stage, { GUS_PLAN: "reviewed.json" });
      expect(code).toBe(1);
      expect(stderr).toContain("error plan-of-other-definitions");
      expect(stderr).toContain("Delete reviewed.json to plan again");
    }));

  it("takes the plan that GUS_PLAN names for one construct only", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      const second = `await GenesysUserState.planned(stack, "others", { definitions: "users.yaml" });\napp.synth`;
      const { code, stderr } = await synth(
        stage,
        { GUS_PLAN: "reviewed.json" },
        APP.replace("app.synth", second),
      );
      expect(code).toBe(1);
      expect(stderr).toContain("GUS_PLAN names the plan of users/users, and is for an app that plans once");
    }));

  it("makes one of a class of the app's own", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      const own = APP.replace(
        "await GenesysUserState",
        "class Care extends GenesysUserState {}\nconst care = await Care",
      ).replace("app.synth", "if (!(care instanceof Care)) throw new Error();\napp.synth");
      expect(await synth(stage, {}, own)).toEqual({ code: 0, stdout: "", stderr: "" });
    }));

  it("fails with what is wrong with its settings before it calls anybody", () =>
    onStage({ parts: PARTS }, async (stage) => {
      const app = APP.replace(
        "rate:",
        'selct: ["zzz"], select: [], accept: { nope: 1 }, maxChanges: "x", rate:',
      );
      const { code, stderr } = await synth(stage, {}, app);
      expect(code).toBe(1);
      for (const found of ["no setting selct", "Cannot read select: []", "maxChanges", "nope"])
        expect(stderr).toContain(found);
      expect(stage.org.log).toEqual([]);
    }));

  it("fails with every problem of the definitions at its place, and without a stack of ours", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", "version: 1\nusers:\n  ada@x.example: { titel: Lead, state: gone }\n");
      const { code, stderr } = await synth(stage);
      expect(code).toBe(1);
      expect(stderr).toMatch(/users\.yaml:3:20 error unknown-key[\s\S]*users\.yaml:3:40 error bad-value/);
      expect(stderr).toContain("at users/users (GenesysUserState)");
      expect(stderr).not.toMatch(/node_modules|\.js:\d+:\d+\)/);
    }));

  it("fails with the whole plan while a rail stands, and stores nothing", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      const { code, stderr } = await synth(stage, {}, APP.replace("rate:", "maxChanges: 0, rate:"));
      expect(code).toBe(1);
      expect(stderr).toMatch(/STANDS {4}change: 1, limit 0[\s\S]*error rail-change/);
      expect(existsSync(join(stage.dir, PLAN))).toBe(false);
    }));

  it("accepts the size of a rail as the command line does", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      const app = APP.replace("rate:", 'maxChanges: 0, accept: { change: 1 }, select: ["ada@*"], rate:');
      expect((await synth(stage, {}, app)).code).toBe(0);
      const plan = JSON.parse(await stage.read(PLAN)) as Plan;
      expect(plan).toMatchObject({ selection: ["ada@*"], accepted: [{ rule: "change", upTo: 1 }] });
    }));
});

describe("an app in CommonJS", () => {
  it("requires the construct", () =>
    onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", LEAD);
      expect(await synth(stage, {}, COMMON_JS, "main.cjs")).toEqual({ code: 0, stdout: "", stderr: "" });
      expect(existsSync(join(stage.dir, PLAN))).toBe(true);
    }));
});
