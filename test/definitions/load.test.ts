import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { definitionsOf, line, problemsOf } from "./reading.ts";

let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "gus-definitions-"));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function put(path: string, email: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), `version: 1\nusers: { ${email}: {} }\n`);
}

async function pathsOf(paths: readonly string[], cwd = root, where = {}): Promise<readonly string[]> {
  const loaded = await loadDefinitions(paths, { cwd, ...where });
  return definitionsOf(loaded).files.map(({ path }) => path);
}

describe("loadDefinitions()", () => {
  it("reads folders recursively, in order of path, hidden ones and node_modules left out", async () => {
    await put("d/b.yml", "b@x.example");
    await put("d/a/z.yaml", "z@x.example");
    await put("d/.hidden/h.yaml", "h@x.example");
    await put("d/.h.yaml", "h2@x.example");
    await put("d/node_modules/n.yaml", "n@x.example");
    await writeFile(join(root, "d/readme.md"), "# no YAML");
    expect(await pathsOf(["d"])).toEqual(["d/a/z.yaml", "d/b.yml"]);
  });

  it("knows what was named, once each and in one order, relative to the root", async () => {
    await put("d/a/z.yaml", "z@x.example");
    await put("d/b.yaml", "b@x.example");
    await mkdir(join(root, ".git"));
    const rootsOf = async (paths: readonly string[], cwd = root) =>
      definitionsOf(await loadDefinitions(paths, { cwd })).roots;
    expect(await rootsOf(["./d/b.yaml", "d/a/", "d/a"])).toEqual(["d/a", "d/b.yaml"]);
    expect(await rootsOf(["a"], join(root, "d"))).toEqual(["d/a"]);
    expect(await rootsOf(["."])).toEqual(["."]);
  });

  it("reads a file once, however often and by whatever links it is reached", async () => {
    await put("d/a.yaml", "a@x.example");
    await symlink(join(root, "d"), join(root, "d/loop"));
    await symlink(join(root, "d/a.yaml"), join(root, "d/b.yaml"));
    await symlink(join(root, "d"), join(root, "e"));
    expect(await pathsOf(["d", "d/a.yaml", "e", "."])).toEqual(["d/a.yaml"]);
  });

  it("reads a named file whatever its name", async () => {
    await put("users.txt", "a@x.example");
    expect(await pathsOf(["users.txt"])).toEqual(["users.txt"]);
  });

  it("names files from the folder with .git, from a given root, or from the working folder", async () => {
    await put("repo/sub/d/a.yaml", "a@x.example");
    const cwd = join(root, "repo/sub");
    expect(await pathsOf(["d"], cwd, { root })).toEqual(["repo/sub/d/a.yaml"]);
    await mkdir(join(root, "repo/.git"));
    expect(await pathsOf(["d"], cwd)).toEqual(["sub/d/a.yaml"]);
  });

  it("reports every missing path and goes on to the problems of the others", async () => {
    await writeFile(join(root, "a.yaml"), "version: 1\nusers: { a@x.example: { titel: A } }\n");
    const problems = problemsOf(await loadDefinitions(["gone", "a.yaml", "lost.yaml"], { cwd: root }));
    expect(problems.map(line)).toEqual(["path-missing", "path-missing", "a.yaml:2:25 unknown-key"]);
    expect(problems[0]?.message).toBe("Cannot find gone");
  });

  it("reports folders without definitions, and links that lead nowhere", async () => {
    await mkdir(join(root, "empty"));
    const codes = async () =>
      problemsOf(await loadDefinitions(["empty"], { cwd: root })).map(({ code }) => code);
    expect(await codes()).toEqual(["no-files"]);
    await symlink(join(root, "nowhere"), join(root, "empty/a.yaml"));
    expect(await codes()).toEqual(["not-readable"]);
  });

  it("reports what is neither file nor folder", async () => {
    const problems = problemsOf(await loadDefinitions(["/dev/zero"], { cwd: root }));
    expect(problems.map(line)).toEqual(["not-readable"]);
  });

  it("refuses a file over 64 MB without reading it", async () => {
    await put("a.yaml", "a@x.example");
    await truncate(join(root, "a.yaml"), 64 * 1024 * 1024 + 1);
    const problems = problemsOf(await loadDefinitions(["a.yaml"], { cwd: root }));
    expect(problems.map(line)).toEqual(["a.yaml:1:1 file-too-large"]);
  });

  it("reads the example definitions, which speak of every field", async () => {
    const cwd = join(import.meta.dirname, "../..");
    const { users } = definitionsOf(await loadDefinitions(["definitions"], { cwd }));
    expect(users.length).toBe(45);
    expect(new Set(users.flatMap(({ managed }) => [...managed])).size).toBe(17);
  });
});
