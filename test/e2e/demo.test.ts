import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const DEMO = fileURLToPath(new URL("../../scripts/demo.mjs", import.meta.url));
/** Sixty times a real org's pace, so that the calls take no time worth speaking of. */
const FAST = ["--rate", "300/1s"];

let temp: string;

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), "gus-demo-test-"));
});

afterEach(async () => {
  await rm(temp, { recursive: true, force: true });
});

describe("scripts/demo.mjs", () => {
  it("plans, applies, and finds nothing left to do", async () => {
    const { code, stdout } = await runDemo({ CI: "true", NO_COLOR: "1" });
    expect(code, stdout).toBe(0);
    expect(inOrder(stdout)).toEqual([
      "$ gus simulate --rate 300/1s",
      "$ gus plan --out plan.json --rate 300/1s",
      "39 to update, 1 to deactivate, 1 to activate",
      "$ gus apply plan.json --report report.json --rate 300/1s",
      "Apply complete: 40 of 40 users as planned.",
      "$ gus plan --rate 300/1s",
      "No changes. Live users match the definitions.",
    ]);
    await expectNothingLeft(stdout);
  });

  it("takes nothing from credentials of a real organisation", async () => {
    const { code, stdout } = await runDemo({
      GENESYSCLOUD_ACCESS_TOKEN: "a-real-one",
      GENESYSCLOUD_REGION: "eu-west-1",
      GENESYSCLOUD_LOGIN_URL: "https://login.example",
    });
    expect(code, stdout).toBe(0);
  });

  it("leaves nothing behind when it is interrupted as the apply begins", async () => {
    const { code, stdout } = await runDemo({}, "$ gus apply");
    expect(code, stdout).toBe(130);
    expect(stdout).not.toContain("No changes.");
    await expectNothingLeft(stdout);
  });
});

const MILESTONES =
  /^\$ gus .*$|^\d+ to update, \d+ to deactivate, \d+ to activate|^Apply .*$|^No changes\..*$/gm;

function inOrder(stdout: string): readonly string[] {
  return stdout.match(MILESTONES) ?? [];
}

/** Runs the demo to its end; interrupts it once its output holds `interruptAt`. */
function runDemo(env: Readonly<Record<string, string>>, interruptAt?: string) {
  const child = spawn(process.execPath, [DEMO, ...FAST], {
    env: { PATH: process.env.PATH, ...env, TMPDIR: temp, TEMP: temp, TMP: temp },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let stdout = "";
  let interrupted = false;
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    if (interrupted || interruptAt === undefined || !stdout.includes(interruptAt)) return;
    interrupted = true;
    child.kill("SIGINT");
  });
  return new Promise<{ readonly code: number | null; readonly stdout: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout }));
  });
}

async function expectNothingLeft(stdout: string): Promise<void> {
  expect(await readdir(temp)).toEqual([]);
  const url = /GENESYSCLOUD_API_URL=(\S+)/.exec(stdout)?.[1] ?? "";
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
}
