import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Files, systemFiles } from "../src/files.ts";
import { fakeFiles } from "./fake-files.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gus-files-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe.each([
  ["systemFiles", (): Files => systemFiles],
  ["fakeFiles", (): Files => fakeFiles()],
])("%s", (_name, make) => {
  it("reads nothing where nothing is", async () => {
    const files = make();
    expect(await files.read(join(dir, "none"))).toBeUndefined();
    expect(await files.list(join(dir, "none"))).toEqual([]);
    await files.remove(join(dir, "none"));
  });

  it("adds to the end of a file, also when it is opened again", async () => {
    const files = make();
    const path = join(dir, "deep", "log");
    for (const line of ["one\n", "two\n"]) {
      const log = await files.append(path);
      await log.write(line);
      await log.sync();
      await log.close();
    }
    expect(await files.read(path)).toBe("one\ntwo\n");
    expect(await files.list(join(dir, "deep"))).toEqual(["log"]);
  });

  it("creates a file once, and replaces it as a whole", async () => {
    const files = make();
    const path = join(dir, "lock");
    expect(await files.create(path, "mine")).toBe(true);
    expect(await files.create(path, "yours")).toBe(false);
    expect(await files.read(path)).toBe("mine");
    await files.replace(path, "ours");
    expect(await files.read(path)).toBe("ours");
    expect(await files.list(dir)).toEqual(["lock"]);
    await files.remove(path);
    expect(await files.read(path)).toBeUndefined();
  });
});

describe("systemFiles", () => {
  it("finds out whether a folder takes files, and leaves none behind", async () => {
    await systemFiles.tryFolder(join(dir, "new", "deep"));
    await systemFiles.tryFolder(dir);
    expect(await systemFiles.list(dir)).toEqual([]);
    await systemFiles.create(join(dir, "file"), "");
    await expect(systemFiles.tryFolder(join(dir, "file"))).rejects.toThrow("EEXIST");
    await expect(systemFiles.tryFolder(join(dir, "file", "deep"))).rejects.toThrow("ENOTDIR");
    expect(await systemFiles.list(dir)).toEqual(["file"]);
  });

  it("makes files and folders for their owner alone", async () => {
    const log = await systemFiles.append(join(dir, "folder", "log"));
    await log.close();
    await systemFiles.create(join(dir, "folder", "created"), "");
    await systemFiles.replace(join(dir, "folder", "replaced"), "");
    const mode = async (...path: string[]) => (await stat(join(dir, ...path))).mode & 0o777;
    expect(await mode("folder")).toBe(0o700);
    for (const name of ["log", "created", "replaced"]) expect(await mode("folder", name)).toBe(0o600);
  });
});

describe("fakeFiles", () => {
  it("loses in a crash what was not synced, but for what is let through", async () => {
    const files = fakeFiles();
    const log = await files.append("log");
    await log.write("synced\n");
    await log.sync();
    await log.write("torn line\n");
    expect(await files.crash().read("log")).toBe("synced\n");
    expect(await files.crash(() => 4).read("log")).toBe("synced\ntorn");
  });
});
