import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commit, git, write } from "./repository.ts";
import { DEFINITIONS, onSmallStage } from "./small-stage.ts";
import { type Stage, spawnGus } from "./stage.ts";

const NEXT = DEFINITIONS.replaceAll("Lead", "Chief");

/** A small stage in a repository with two commits of `users.yaml`. */
async function inRepository(act: (stage: Stage) => Promise<void>): Promise<void> {
  await onSmallStage(async (stage) => {
    await git(stage.dir, "init", "--quiet", "--initial-branch", "main");
    await rm(join(stage.dir, "users.yaml"));
    await commit(stage.dir, { ".gitignore": ".gus\n" });
    await commit(stage.dir, { "users.yaml": NEXT });
    await act(stage);
  });
}

async function refused(stage: Stage, ...args: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await stage.inProcess(["plan", "-f", "users.yaml", ...args]);
  expect([exit, stdout]).toEqual([1, ""]);
  return stderr;
}

describe.concurrent("gus plan --base", () => {
  it("says so when it is not in a repository, and what to do", async () => {
    await onSmallStage(async (stage) => {
      const said = await refused(stage, "--base", "main");
      expect(said).toMatch(/base-no-repository[\s\S]*no git repository[\s\S]*--base-definitions/);
    });
  });

  it("says so when there is no git", async () => {
    await inRepository(async (stage) => {
      const args = ["plan", "-f", "users.yaml", "--base", "main"];
      const { exit, stderr } = await stage.gus(args, { env: { PATH: stage.dir } });
      expect([exit, stderr]).toEqual([
        1,
        expect.stringContaining("(git is not installed, or not on the PATH)"),
      ]);
    });
  });

  it.each(["origin/main", "nonsense", "", "HEAD:users.yaml", "main\n", "--help", "--output=gone"])(
    "takes %j for no revision, and never for an option",
    async (rev) => {
      await inRepository(async (stage) => {
        const said = await refused(stage, `--base=${rev}`);
        expect(said).toMatch(/base-unknown\n.*Cannot find the base[\s\S]*fix: Correct it, or fetch it first/);
        expect(await git(stage.dir, "status", "--porcelain")).toBe("");
      });
    },
  );

  it("names the settings of checkouts when the clone is shallow", async () => {
    await inRepository(async (stage) => {
      const clone = await mkdtemp(join(tmpdir(), "gus-clone-"));
      try {
        await git(clone, "clone", "--quiet", "--depth", "1", `file://${stage.dir}`, ".");
        const args = ["plan", "-f", "users.yaml", "--base", "HEAD^", "--rate", "300/1s"];
        const run = await spawnGus(args, clone, stage.env).ended;
        expect([run.exit, run.stdout]).toEqual([1, ""]);
        expect(run.stderr).toMatch(/base-shallow[\s\S]*fetch-depth: 2[\s\S]*GIT_DEPTH: 2/);
        await git(clone, "fetch", "--quiet", "--deepen", "1");
        expect((await spawnGus(args, clone, stage.env).ended).exit).toBe(0);
      } finally {
        await rm(clone, { recursive: true, force: true });
      }
    });
  });

  it("refuses paths outside of the repository", async () => {
    await inRepository(async (stage) => {
      const said = await refused(stage, "--base", "main", "-f", "..");
      expect(said).toMatch(/base-elsewhere\n.*outside of the repository/);
    });
  });

  it("places problems of the base in its revision, and does not ask to mend the past", async () => {
    await inRepository(async (stage) => {
      const wrong = DEFINITIONS.replace("title: Lead", "titel: Lead");
      await commit(stage.dir, { "users.yaml": wrong });
      await write(stage.dir, { "users.yaml": DEFINITIONS });
      const said = await refused(stage, "--base", "HEAD");
      expect(said).toMatch(/^HEAD:users\.yaml:3:22 error unknown-key\n {2}.*\(in the base\)$/m);
      expect(said).toMatch(/^ {2}fix: Plan without a base/m);
      await write(stage.dir, { "users.yaml": wrong });
      expect((await refused(stage, "--base", "HEAD")).match(/unknown-key/g)).toHaveLength(2);
    });
  });

  it("counts everything as new where the base has no definitions, and warns", async () => {
    await inRepository(async (stage) => {
      const run = await stage.gus(["plan", "-f", "users.yaml", "--base", "HEAD^"]);
      expect(run.exit).toBe(0);
      expect(run.stdout).toMatch(/base-empty\n.*The base has no users in HEAD\^/);
      expect(run.stdout).toMatch(/Since HEAD\^ \([0-9a-f]{12}\): pr 2 \(/);
    });
  });

  it.each([
    [["--base", "HEAD", "--base-definitions", "users.yaml"], "both say what the base is"],
    [["--only", "all"], "takes a base"],
  ])("refuses %j", async (args, why) => {
    await inRepository(async (stage) => {
      expect(await refused(stage, ...args)).toContain(why);
    });
  });
});

describe.concurrent("gus plan --base-definitions", () => {
  it("reads the base from files, of which problems are told at their places", async () => {
    await onSmallStage(async (stage) => {
      await write(stage.dir, { "before/a.yaml": DEFINITIONS.replace("title: Lead", "title: Secret title") });
      const run = await stage.gus(["plan", "-f", "users.yaml", "--base-definitions", "before"]);
      expect([run.exit, run.stderr]).toEqual([0, ""]);
      expect(run.stdout).toContain("Since 1 other definition file: pr 1 (");
      await write(stage.dir, { "before/a.yaml": "version: 1\nusers: { a: {} }\n" });
      const said = await refused(stage, "--base-definitions", "before", "--base-definitions", "gone");
      expect(said).toMatch(/before\/a\.yaml:2:10 error bad-user-key\n.*\(in the base\)/);
      expect(said).toMatch(/path-missing\n.*gone \(in the base\)/);
    });
  });
});
