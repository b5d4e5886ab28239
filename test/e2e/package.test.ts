import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

let project = "";
let needed: readonly (readonly [string, Locked])[] = [];

/** An empty project with the packed package and its runtime dependencies, taken from here so that no network is needed. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "gus-e2e-"));
  const modules = join(project, "node_modules");
  const home = join(modules, "genesys-user-state");
  await mkdir(home, { recursive: true });
  await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], { cwd: ROOT });
  const tarball = (await readdir(project)).find((name) => name.endsWith(".tgz")) ?? "";
  await run("tar", ["-xzf", join(project, tarball), "-C", home, "--strip-components=1"]);
  const lock = JSON.parse(await readFile(join(ROOT, "package-lock.json"), "utf8")) as Lock;
  needed = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional }]) => path && !dev && !devOptional,
  );
  // What is nested comes along with the package that holds it.
  for (const [path] of needed.filter(([path]) => path.lastIndexOf("node_modules/") === 0)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await symlink(join(ROOT, path), join(project, path));
  }
  await writeFile(join(project, "package.json"), '{ "name": "empty", "private": true }\n');
  await writeFile(join(project, "users.yaml"), "version: 1\nusers: { ada@example.com: { title: Lead } }\n");
});

afterAll(() => rm(project, { recursive: true, force: true }));

const node = (...args: readonly string[]) => run(process.execPath, args, { cwd: project });
const gus = (...args: readonly string[]) =>
  node("node_modules/genesys-user-state/dist/cli.js", ...args).then(({ stdout }) => stdout);

describe("the packed package in an empty project", () => {
  it("brings neither cdktf nor anything that only development needs", async () => {
    const installed = await readdir(join(project, "node_modules"));
    expect(installed).toContain("genesys-user-state");
    expect(
      installed.filter((name) => /cdktf|constructs|vitest|typescript|biome|purecloud/.test(name)),
    ).toEqual([]);
  });

  it("holds what its users need, and nothing of the example app or of how it was built", async () => {
    const home = join(project, "node_modules/genesys-user-state");
    const shipped = await readdir(home);
    expect(shipped.toSorted().join(" ")).toBe("CHANGELOG.md LICENSE README.md dist docs package.json schema");
    const built = await readdir(join(home, "dist"), { recursive: true });
    expect(built.filter((name) => name.endsWith(".tsbuildinfo"))).toEqual([]);
  });

  it("needs nothing that compiles or downloads when it is installed", () => {
    expect(needed).not.toEqual([]);
    expect(needed.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  it("needs nothing that asks for a newer Node than gus does", () => {
    const newer = needed.filter(([, { engines }]) =>
      /^\s*(>=|\^|~)?\s*(2[1-9]|[3-9]\d)/.test(engines?.node ?? ""),
    );
    expect(newer.map(([path]) => path)).toEqual([]);
  });

  it("runs gus", async () => {
    expect(await gus("--help")).toContain("Usage: gus");
    expect(await gus("validate", "-f", "users.yaml")).toBe("Valid: 1 user in 1 file.\n");
    for (const name of ["definitions", "plan", "result", "checkup"])
      expect(JSON.parse(await gus("schema", name))).toHaveProperty("$schema");
  });

  it("begins a project with the recipes that it ships", async () => {
    expect(await gus("init", "--ci", "gitlab", "--dir", "new")).toContain("Wrote new/.gitlab-ci.yml\n");
    const path = join(project, "new/definitions/users.yaml");
    const file = await readFile(path, "utf8");
    await writeFile(path, file.replaceAll(/^# (users:| +)/gm, "$1"));
    expect(await gus("validate", "-f", "new/definitions")).toBe("Valid: 1 user in 1 file.\n");
    const schema = /\$schema=\.\.\/(\S+)/.exec(file)?.[1] ?? "";
    expect(JSON.parse(await readFile(join(project, schema), "utf8"))).toHaveProperty("$schema");
  });

  it("names gus as its command, and ships types next to the code", async () => {
    const home = join(project, "node_modules/genesys-user-state");
    const { bin, exports: entry } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
    expect(bin).toEqual({ gus: "dist/cli.js" });
    expect(await readFile(join(home, bin.gus), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(await readFile(join(home, entry["."].types), "utf8")).toContain("export");
  });

  it("can be imported as a library", async () => {
    const script = `
      const { validate } = await import("genesys-user-state");
      const checked = await validate({ paths: ["users.yaml"], cwd: process.cwd() });
      console.log(checked.ok && checked.value.users[0].email);`;
    const { stdout } = await node("--input-type=module", "--eval", script);
    expect(stdout).toBe("ada@example.com\n");
  });

  it("says in a line what the construct needs, whether it is imported or required", async () => {
    for (const load of ['import("genesys-user-state/cdktf")', 'require("genesys-user-state/cdktf")']) {
      const stderr = await node("--eval", load).then(
        () => "",
        (error: { readonly stderr: string }) => error.stderr,
      );
      expect(stderr).toMatch(
        /^genesys-user-state\/cdktf needs the packages cdktf and constructs: npm install cdktf@\^0\.21\.0 constructs@\^10\.4\.2$/m,
      );
      expect(stderr).not.toContain("MODULE_NOT_FOUND");
    }
  });
});
