import { mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Checkup } from "../../src/model/checkup.ts";
import type { OrgOptions } from "../../src/simulator/org.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { callsOf, onStage, type Run, type Stage, writesIn } from "./stage.ts";

const PARTS = { users: [{ email: "ada@example.com", name: "Ada", title: "Agent", skills: { Billing: 3 } }] };
const DEFINITIONS = "version: 1\nusers: { ada@example.com: { title: Lead, skills: { Billing: 5 } } }\n";
const DOCTOR = ["doctor", "-f", "users.yaml"];

async function onSmallStage(options: OrgOptions, act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS, ...options }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}

/** `name verdict`, of what is not as it should be. */
function notWell({ stdout }: Run): readonly string[] {
  const { checks } = JSON.parse(stdout) as Checkup;
  return checks.filter(({ verdict }) => verdict !== "ok").map(({ name, verdict }) => `${name} ${verdict}`);
}

describe("gus doctor", () => {
  it("finds nothing wrong with a client that may do everything, in about a dozen calls, and writes nothing", async () => {
    await onSmallStage({}, async ({ org, dir, gus }) => {
      const run = await gus(DOCTOR);
      expect(run).toMatchObject({ exit: 0, stderr: "" });
      expect(run.stdout).toContain(
        "ok           definitions   1 user in 1 file, with title and skills managed.\n",
      );
      expect(run.stdout).toMatch(/\n\nNothing failed\.\n$/);
      expect(run.stdout).not.toContain("ada@example.com");
      expect(run.stdout + run.stderr).not.toContain(DEFAULT_CLIENT.secret);
      expect(writesIn(org.log)).toEqual([]);
      expect(callsOf(org.log)).toEqual([
        "POST /oauth/token 200",
        "GET /api/v2/organizations/me 200",
        "GET /api/v2/tokens/me 200",
        "GET /api/v2/organizations/limits/namespaces/{namespaceName} 200",
        "GET /api/v2/authorization/subjects/me 200",
        "GET /api/v2/users 200",
        "GET /api/v2/routing/skills 200",
        "GET /api/v2/users/{userId}/routingskills 200",
        "POST /api/v2/users/search 200",
        "DELETE /api/v2/tokens/me 200",
      ]);
      expect(await readdir(join(dir, ".gus"))).toEqual(["calls"]);
    });
  });

  it("counts every field as managed where nobody wrote definitions", async () => {
    await onSmallStage({}, async ({ inProcess, org }) => {
      const run = await inProcess(["doctor", "--format", "json"]);
      expect(notWell(run)).toEqual(["definitions unknown"]);
      expect(run.exit).toBe(0);
      for (const list of ["routing/skills", "routing/languages", "authorization/divisions", "locations"])
        expect(callsOf(org.log)).toContain(`GET /api/v2/${list} 200`);
    });
  });

  it.each<readonly [what: string, org: OrgOptions, found: readonly string[], exit: number]>([
    [
      "a client that may only read",
      { clients: [{ ...DEFAULT_CLIENT, permissions: ["directory:user:view", "limits:organization:view"] }] },
      ["write warning", "write warning"],
      0,
    ],
    [
      "a client without any permission",
      { clients: [{ ...DEFAULT_CLIENT, permissions: [] }] },
      ["read warning", "write warning", "write warning", "rate unknown"],
      0,
    ],
    [
      "a platform that does not tell a client's roles",
      { switches: { subjectOfClient: "refused" } },
      ["write unknown", "write unknown"],
      0,
    ],
    [
      "one that tells their names alone",
      { switches: { subjectOfClient: "roles" } },
      ["write unknown", "write unknown"],
      0,
    ],
    ["a clock that is off", { gateway: { aheadMs: 90_000 } }, ["clock warning"], 0],
    ["no time in the answers", { gateway: { strips: ["date"] } }, ["clock unknown"], 0],
    [
      "a proxy that takes headers away",
      { gateway: { strips: ["ININ-Correlation-Id"] } },
      ["headers warning"],
      0,
    ],
    ["a proxy that says so", { gateway: { adds: { Via: "1.1 squid" } } }, ["headers unknown"], 0],
    ["a cache", { gateway: { adds: { Age: "60" } } }, ["headers warning"], 0],
    [
      "a list that may not be read",
      {
        faults: [{ route: "/api/v2/routing/skills", kind: "forbidden", permissions: ["routing:skill:view"] }],
      },
      ["read failed"],
      1,
    ],
    [
      "a network that fails on the way",
      { faults: [{ route: "/api/v2/users", kind: "cut", applied: "no" }] },
      ["read failed"],
      1,
    ],
  ])("tells of %s", async (_what, options, found, exit) => {
    await onSmallStage(options, async ({ inProcess }) => {
      const run = await inProcess([...DOCTOR, "--format", "json", "--retries", "0"]);
      expect(notWell(run)).toEqual(found);
      expect(run.exit).toBe(exit);
    });
  });

  it("tells of a wrong secret, of a token that is not taken, and of settings that are missing", async () => {
    await onSmallStage({}, async ({ inProcess, org, url }) => {
      const doctor = (env: Record<string, string | undefined>) =>
        inProcess([...DOCTOR, "--format", "json"], { env });
      const secret = await doctor({ GENESYSCLOUD_OAUTHCLIENT_SECRET: "wrong" });
      expect(notWell(secret)).toEqual(["credentials failed", "region unknown", "organisation unknown"]);
      expect(secret.exit).toBe(1);
      expect(secret.stdout).toContain("GENESYSCLOUD_OAUTHCLIENT_SECRET");
      const token = await doctor({ GENESYSCLOUD_ACCESS_TOKEN: "old" });
      expect(notWell(token)[0]).toBe("credentials warning");
      expect(notWell(token)).toContain("credentials failed");
      const before = org.log.length;
      const nothing = await doctor({
        GENESYSCLOUD_OAUTHCLIENT_ID: undefined,
        GENESYSCLOUD_API_URL: undefined,
      });
      expect(notWell(nothing)).toEqual(["credentials failed", "region failed", "organisation unknown"]);
      expect(org.log).toHaveLength(before);
      const given = await doctor({
        GENESYSCLOUD_OAUTHCLIENT_ID: undefined,
        GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined,
        GENESYSCLOUD_ACCESS_TOKEN: org.mint(),
      });
      expect(given.stdout).toContain(`${url} takes the token in GENESYSCLOUD_ACCESS_TOKEN.`);
    });
  });

  it("does not wait as long as a run would for a platform that fails", async () => {
    const path = "/api/v2/organizations/me";
    const faults = [{ route: path, kind: "failure", status: 503 } as const];
    await onSmallStage({ faults }, async ({ inProcess, org }) => {
      const run = await inProcess([...DOCTOR, "--format", "json"]);
      expect(run.exit).toBe(1);
      expect(org.log.filter((call) => call.path === path)).toHaveLength(2);
    });
  });

  it("tells of definitions that are wrong, and looks at the rest all the same", async () => {
    await onSmallStage({}, async ({ inProcess, write }) => {
      await write("users.yaml", "version: 1\nusers: { ada@example.com: { titel: Lead } }\n");
      const run = await inProcess([...DOCTOR, "--format", "json"]);
      expect(notWell(run)).toEqual(["definitions failed"]);
      expect(run.exit).toBe(1);
      expect(run.stdout).toContain("See it with `gus validate -f users.yaml`");
      const nowhere = await inProcess(["doctor", "-f", "nowhere"]);
      expect(nowhere.exit).toBe(1);
      expect(nowhere.stdout).toContain(
        "definitions   Cannot find nowhere, so every field counts as managed.\n",
      );
    });
  });

  it("tells of a lock and of a run that did not come to its end", async () => {
    await onSmallStage({}, async ({ dir, inProcess, planned, org }) => {
      await planned(DEFINITIONS);
      org.faults.add({ method: "PATCH", kind: "token-dies" });
      expect((await inProcess(["apply", "plan.json"])).exit).not.toBe(0);
      org.faults.clear();
      const owner = {
        id: "11111111-1111-4111-8111-111111111111",
        planHash: "h",
        pid: process.ppid,
        host: hostname(),
        at: "2026-05-04T09:00:00.000Z",
      };
      await mkdir(join(dir, ".gus/locks"), { recursive: true });
      await writeFile(join(dir, ".gus/locks/o.json"), JSON.stringify(owner));
      const run = await inProcess([...DOCTOR, "--format", "json"]);
      expect(notWell(run)).toEqual(["lock warning", "runs warning"]);
      expect(run.stdout).toMatch(/gus apply --resume [0-9a-f-]{36}/);
      expect(run.exit).toBe(0);
    });
  });

  it.each([
    [".gus", []],
    ["brandnew/x", ["--state-dir", "brandnew/x"]],
  ])("leaves no %s behind where it makes no call", async (_dir, flags) => {
    await onSmallStage({}, async ({ inProcess, dir }) => {
      const run = await inProcess([...DOCTOR, "--format", "json", ...flags], {
        env: { GENESYSCLOUD_OAUTHCLIENT_ID: undefined, GENESYSCLOUD_API_URL: undefined },
      });
      expect(notWell(run)).not.toContain("state-dir failed");
      expect(await readdir(dir)).toEqual(["users.yaml"]);
    });
  });

  it("fails where runs cannot be kept", async () => {
    await onSmallStage({}, async ({ inProcess }) => {
      const run = await inProcess([...DOCTOR, "--format", "json", "--state-dir", "users.yaml"]);
      expect(notWell(run)).toEqual(["state-dir failed"]);
      expect(run.exit).toBe(1);
    });
  });
});
