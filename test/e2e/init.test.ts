import { mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { IGNORED } from "../../src/commands/git-ignore.ts";
import { stepsAfterInit } from "../../src/commands/init-steps.ts";
import { VERSION } from "../../src/version.ts";
import { pipeline, recipe, workflow } from "../ci/recipes.ts";
import { codeOf, fencesOf, PAGES } from "../docs/pages.ts";
import { blocksOf } from "./problem-blocks.ts";
import { onStage, type Stage } from "./stage.ts";

/** The folder of this gus. */
const ROOT = resolve(import.meta.dirname, "../..");
const PARTS = { users: [] };
const onEmptyStage = (act: (stage: Stage) => Promise<void>) => onStage({ parts: PARTS }, act);

/** Where each file of a recipe belongs. */
const PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  github: {
    "github/gus-plan.yml": ".github/workflows/gus-plan.yml",
    "github/gus-apply.yml": ".github/workflows/gus-apply.yml",
    "github/gus-drift.yml": ".github/workflows/gus-drift.yml",
  },
  gitlab: { "gitlab/.gitlab-ci.yml": ".gitlab-ci.yml" },
  cron: {
    "cron/gus-drift.sh": "gus-drift.sh",
    "cron/gus-plan.sh": "gus-plan.sh",
    "cron/gus-apply.sh": "gus-apply.sh",
  },
  none: {},
};

describe("gus init", () => {
  it.each(Object.entries(PLACES))(
    "--ci %s writes valid definitions, and the recipe as the pages have it",
    async (ci, places) => {
      await onEmptyStage(async ({ inProcess, read, dir }) => {
        const run = await inProcess(["init", "--ci", ci]);
        expect(run).toMatchObject({ exit: 0, stderr: "" });
        for (const [from, to] of Object.entries(places)) {
          expect(await read(to)).toBe(recipe(from));
          expect(run.stdout).toContain(`Wrote ${to}\n`);
          expect(((await stat(join(dir, to))).mode & 0o111) !== 0).toBe(to.endsWith(".sh"));
        }
        expect(await read(".gitignore")).toBe(`${IGNORED.join("\n")}\n`);
        expect(await read("definitions/users.yaml")).toMatch(/^# yaml-language-server: \$schema=/);
        const checked = await inProcess(["validate"]);
        expect([checked.exit, blocksOf(checked.stderr).map(({ code }) => code)]).toEqual([1, ["no-users"]]);
      });
    },
  );

  it("writes a sample that is valid once somebody takes it, and until then is in nobody's way", async () => {
    const parts = { users: [{ email: "ada@example.com", name: "Ada", title: "Agent" }] };
    await onStage({ parts }, async ({ inProcess, read, write, org }) => {
      await inProcess(["init"]);
      expect((await inProcess(["export", "--dir", "definitions"])).exit).toBe(0);
      expect((await inProcess(["validate"])).stdout).toBe("Valid: 1 user in 2 files.\n");
      expect((await inProcess(["plan", "--detailed-exitcode"])).exit).toBe(0);
      const sample = (await read("definitions/users.yaml")).replace(/^# (users:| {2})/gm, "$1");
      await write("sample.yaml", sample);
      expect((await inProcess(["validate", "-f", "sample.yaml"])).stdout).toBe("Valid: 1 user in 1 file.\n");
      expect(org.users().map(({ title }) => title)).toEqual(["Agent"]);
    });
  });

  it("says what it wrote and what comes next, as a process", async () => {
    await onEmptyStage(async ({ gus, write }) => {
      await write("package.json", "{}");
      const { stdout } = await gus(["init", "--dir", "users", "--ci", "github"]);
      const [wrote = "", next = ""] = stdout.split("Next:\n");
      expect(wrote.split("\n")).toEqual([
        "Wrote users/definitions/users.yaml",
        "Wrote users/.github/workflows/gus-plan.yml",
        "Wrote users/.github/workflows/gus-apply.yml",
        "Wrote users/.github/workflows/gus-drift.yml",
        `Added ${IGNORED.length} lines to users/.gitignore`,
        "",
        "",
      ]);
      const steps = next.split("\n").map((line) => line.trim().split("    ")[0] ?? "");
      expect(steps).toEqual([
        "cd users",
        `npm pack --ignore-scripts ${ROOT}`,
        `npm install --save-dev ./genesys-user-state-${VERSION}.tgz`,
        "Write your users into definitions/users.yaml, or have everybody written into files beside it:",
        "gus export --dir definitions",
        "gus doctor",
        "gus plan",
        expect.stringMatching(/^Set the pipeline up as .+ says$/),
        "",
      ]);
      await write("package.json", `{ "devDependencies": { "genesys-user-state": "file:x.tgz" } }`);
      expect((await gus(["init", "--dir", ".", "--ci", "github"])).stdout).not.toContain("npm ");
    });
  });

  it.each([["."], ["new/sub"], ["a b"]])(
    "names the page of a recipe as it is called in %s",
    async (folder) => {
      await onEmptyStage(async ({ inProcess, dir }) => {
        const { stdout } = await inProcess(["init", "--dir", folder, "--ci", "cron"]);
        const page = / {2}Set the pipeline up as (.+) says\n/.exec(stdout)?.[1] ?? "";
        expect(await readFile(resolve(dir, folder, page), "utf8")).toContain("# Shell and cron");
        expect(stdout.includes("  cd 'a b'\n")).toBe(folder === "a b");
      });
    },
  );

  it("names the page of a recipe within the new folder where gus lies in it", async () => {
    const [above, name] = [dirname(ROOT), basename(ROOT)];
    const begun = { ci: "cron", begun: true } as const;
    expect(stepsAfterInit(above, above, begun).at(-1)).toBe(
      `Set the pipeline up as ${name}/docs/ci/cron.md says`,
    );
    expect(stepsAfterInit(above, join(above, "other"), begun).at(-1)).toBe(
      `Set the pipeline up as ${ROOT}/docs/ci/cron.md says`,
    );
  });

  it("writes all or nothing, and names all that is there already", async () => {
    await onEmptyStage(async ({ inProcess, dir, read, write }) => {
      await write("gus-apply.sh", "# mine\n");
      await symlink("nowhere", join(dir, "gus-plan.sh"));
      const run = await inProcess(["init", "--ci", "cron"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("gus-apply.sh is there already");
      expect(run.stderr).toContain("gus-plan.sh is there already");
      expect(run.stderr).toContain("2 problems.");
      expect(await readdir(dir)).toEqual(["gus-apply.sh", "gus-plan.sh"]);
      expect(await read("gus-apply.sh")).toBe("# mine\n");
    });
  });

  it("leaves definitions that are there alone, and adds the recipe to them", async () => {
    await onEmptyStage(async ({ inProcess, dir, write }) => {
      await mkdir(join(dir, "definitions/care"), { recursive: true });
      await write("definitions/care/team.yml", "# mine\n");
      const run = await inProcess(["init", "--ci", "gitlab"]);
      expect(run).toMatchObject({ exit: 0, stderr: "" });
      expect(run.stdout).not.toContain("users.yaml");
      expect(await readdir(join(dir, "definitions"))).toEqual(["care"]);
      const again = await inProcess(["init"]);
      expect(again).toMatchObject({ exit: 1, stdout: "" });
      expect(again.stderr).toContain("There are definitions in definitions already");
    });
  });

  it("takes back what it wrote when the rest cannot be written", async () => {
    await onEmptyStage(async ({ inProcess, dir, write }) => {
      await write(".github", "a file\n");
      const run = await inProcess(["init", "--ci", "github"]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toContain("Cannot write .github/workflows/gus-plan.yml: part of the path is a file");
      expect(await readdir(dir)).toEqual([".github"]);
    });
  });

  it("adds to .gitignore what is missing there, once", async () => {
    await onEmptyStage(async ({ inProcess, read, write, dir }) => {
      await write(".gitignore", "/plan.json\ndist");
      expect((await inProcess(["init"])).stdout).toContain(`Added ${IGNORED.length - 1} lines to .gitignore`);
      const rest = IGNORED.filter((line) => line !== "/plan.json");
      expect(await read(".gitignore")).toBe(`/plan.json\ndist\n${rest.join("\n")}\n`);
      await mkdir(join(dir, "again"));
      await write("again/.gitignore", await read(".gitignore"));
      expect((await inProcess(["init", "--dir", "again"])).stdout).not.toContain("Added");
    });
  });

  it("says what it wrote when .gitignore cannot be added to", async () => {
    await onEmptyStage(async ({ inProcess, dir }) => {
      await mkdir(join(dir, ".gitignore"));
      const run = await inProcess(["init"]);
      expect(run).toMatchObject({ exit: 1, stdout: "Wrote definitions/users.yaml\n" });
      expect(run.stderr).toContain("Cannot write .gitignore: it is a folder");
    });
  });

  it("keeps all that recipes and the examples of the pages write out of the repository", () => {
    const github = (["plan", "apply", "drift"] as const).flatMap((name) =>
      Object.values(workflow(name).jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run)),
    );
    const gitlab = Object.values(pipeline().jobs).flatMap(({ script }) => script);
    const cron = ["plan", "apply", "drift"].map((name) => recipe(`cron/gus-${name}.sh`));
    const pages = PAGES.flatMap((page) => [...codeOf(page), ...fencesOf(page).map(({ text }) => text)]);
    const calls = pages.join("\n").match(/^.*\bgus (?:plan|apply|drift|snapshot|rollback) .*$/gm) ?? [];
    const lines = [...github, ...gitlab, ...cron, ...calls].join("\n");
    const written = lines.matchAll(/(?:--out |--report |--write [\w-]+=|[^>&]> |\. \.\/)([a-z]+\.\w+)/g);
    const paths = new Set([...written].map(([, path]) => `/${path}`));
    expect([...paths].toSorted()).toEqual(IGNORED.filter((line) => /\.\w+$/.test(line)).toSorted());
  });
});
