import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceAll } from "../../src/commands/replace-all.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gus-replace-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function replacement(path: string, before: string, after: string) {
  const [was, is] = [before, after].map((text) => new TextEncoder().encode(text));
  return { path, location: join(dir, path), before: was ?? new Uint8Array(), after: is ?? new Uint8Array() };
}

describe("replaceAll()", () => {
  const one = () => replacement("one.yaml", "1", "one");

  it("replaces all files and keeps their modes", async () => {
    for (const name of ["one.yaml", "two.yaml"]) await writeFile(join(dir, name), "x");
    await chmod(join(dir, "two.yaml"), 0o604);
    expect(await replaceAll([one(), replacement("two.yaml", "2", "two")])).toEqual([]);
    expect(await readFile(join(dir, "one.yaml"), "utf8")).toBe("one");
    expect(await readFile(join(dir, "two.yaml"), "utf8")).toBe("two");
    expect((await stat(join(dir, "two.yaml"))).mode & 0o777).toBe(0o604);
    expect(await readdir(dir)).toEqual(["one.yaml", "two.yaml"]);
  });

  it("touches none where one cannot be written beside", async () => {
    await writeFile(join(dir, "one.yaml"), "1");
    const problems = await replaceAll([one(), replacement("gone.yaml", "2", "two")]);
    expect(problems).toMatchObject([{ code: "not-written", message: expect.stringContaining("gone.yaml") }]);
    expect(await readFile(join(dir, "one.yaml"), "utf8")).toBe("1");
    expect(await readdir(dir)).toEqual(["one.yaml"]);
  });

  it("puts back what it has replaced where a later one cannot be", async () => {
    await writeFile(join(dir, "one.yaml"), "1");
    // A folder that is not empty takes no file in its place.
    await mkdir(join(dir, "two.yaml/more"), { recursive: true });
    const problems = await replaceAll([one(), replacement("two.yaml", "2", "two")]);
    expect(problems).toMatchObject([{ code: "not-written", message: expect.stringContaining("two.yaml") }]);
    expect(await readFile(join(dir, "one.yaml"), "utf8")).toBe("1");
    expect(await readdir(dir)).toEqual(["one.yaml", "two.yaml"]);
  });
});
