import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFiles } from "../../src/commands/new-files.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gus-new-files-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A text of which the disk takes the first part only. */
function tooMuch(): string {
  const parts = function* () {
    yield "version";
    throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  };
  return { [Symbol.iterator]: parts } as unknown as string;
}

describe("makeFiles()", () => {
  it("leaves neither a file nor a folder when the disk is full in the midst of one", async () => {
    await mkdir(join(dir, "there"));
    const files = [
      { path: "there/new/one.yaml", text: "version: 1\n" },
      { path: "definitions/care/two.yaml", text: tooMuch() },
    ];
    const [problem, ...more] = await makeFiles(dir, ".", files);
    expect(problem?.message).toBe("Cannot write definitions/care/two.yaml: the disk is full");
    expect(more).toEqual([]);
    expect(await readdir(dir, { recursive: true })).toEqual(["there"]);
  });
});
