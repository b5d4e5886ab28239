import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { inFakeTime, resultOf } from "./fake-time.ts";
import { callsOf, onStage, type Stage, writesIn } from "./stage.ts";

const PARTS = { users: ["ada", "bob", "cay"].map((name) => ({ email: `${name}@example.com`, name })) };
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead }
  bob@example.com: { title: Lead }
  cay@example.com: { title: Lead }
`;
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };
const NO_CLIENT = {
  GENESYSCLOUD_OAUTHCLIENT_ID: undefined,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined,
};

async function onSmallStage(faults: readonly Fault[], act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS, faults }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}

describe("apply() and 401", () => {
  it("renews the token of a client once, for all calls, and goes on", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      // The pause makes the token older than a minute; a younger one that is refused is not worth another try.
      time.org.faults.add(
        { ...UPDATE, nth: 1, kind: "throttle", retryAfter: { form: "seconds", seconds: 90 } },
        { ...UPDATE, nth: 4, kind: "token-dies" },
      );
      const before = time.org.log.length;
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      const calls = callsOf(time.org.log.slice(before));
      expect(calls.filter((call) => call.startsWith("POST /oauth/token"))).toHaveLength(2);
      expect(calls.filter((call) => call.endsWith(" 401"))).not.toEqual([]);
      expect(time.org.applied).toHaveLength(3);
    });
  });

  it("stops with exit 6 when a token of a client dies at once, naming the client", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add({ ...UPDATE, nth: 2, kind: "token-dies" });
      const result = resultOf(await time.apply(plan, { connection: { concurrency: 1 } }));
      expect(result).toMatchObject({ exitCode: 6, stopped: { code: "token-refused" } });
      expect(result.stopped?.message).toContain(`OAuth client ${DEFAULT_CLIENT.id}`);
    });
  });
});

describe.concurrent("gus apply and a token given", () => {
  const apply = [
    "apply",
    "-f",
    "users.yaml",
    "--auto-approve",
    "--report",
    "report.json",
    "--concurrency",
    "1",
  ];

  it("works with it, and does not revoke what it did not mint", async () => {
    await onSmallStage([], async ({ org, inProcess }) => {
      const token = org.mint();
      const run = await inProcess(apply, { env: { ...NO_CLIENT, GENESYSCLOUD_ACCESS_TOKEN: token } });
      expect(run.exit).toBe(0);
      expect(callsOf(org.log).filter((call) => /oauth|tokens/.test(call))).toEqual([]);
    });
  });

  it("says that it wins over a client", async () => {
    await onSmallStage([], async ({ org, inProcess }) => {
      const env = { GENESYSCLOUD_ACCESS_TOKEN: org.mint() };
      const said = "GENESYSCLOUD_ACCESS_TOKEN and an OAuth client are both set";
      const planned = await inProcess(["plan", "-f", "users.yaml", "--out", "plan.json"], { env });
      expect(planned.exit).toBe(0);
      expect(planned.stdout).toContain(said);
      const applied = await inProcess(["apply", "plan.json"], { env });
      expect(applied.exit).toBe(0);
      expect(applied.stderr).toContain(said);
      expect(callsOf(org.log)).not.toContain("POST /oauth/token 200");
    });
  });

  it("stops with exit 6 and a report when it is revoked in the middle", async () => {
    await onSmallStage([{ ...UPDATE, nth: 2, kind: "token-dies" }], async ({ org, gus, result }) => {
      const run = await gus(apply, { env: { ...NO_CLIENT, GENESYSCLOUD_ACCESS_TOKEN: org.mint() } });
      expect(run.exit).toBe(6);
      expect(run.stdout).toContain("Genesys refused the token in GENESYSCLOUD_ACCESS_TOKEN with 401");
      const report = await result("report.json");
      expect(report.outcomes.map(({ status }) => status)).toEqual(["applied", "not-sent", "not-sent"]);
      expect(org.applied).toHaveLength(1);
    });
  });

  it("exits 1 when it was dead from the start", async () => {
    await onSmallStage([], async ({ org, inProcess }) => {
      const run = await inProcess(apply, { env: { ...NO_CLIENT, GENESYSCLOUD_ACCESS_TOKEN: "sim-dead" } });
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("GENESYSCLOUD_ACCESS_TOKEN");
      expect(run.stderr).not.toContain("sim-dead");
      expect(writesIn(org.log)).toEqual([]);
    });
  });
});

describe.concurrent("gus and credentials that do not work", () => {
  it.each([
    ["none", { ...NO_CLIENT }, "no Genesys Cloud credentials"],
    [
      "half of them",
      { GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined },
      "GENESYSCLOUD_OAUTHCLIENT_SECRET is not",
    ],
    [
      "a token with blanks",
      { GENESYSCLOUD_ACCESS_TOKEN: "a b" },
      "GENESYSCLOUD_ACCESS_TOKEN holds white space",
    ],
    ["no region", { GENESYSCLOUD_API_URL: undefined }, "GENESYSCLOUD_REGION"],
  ])("exits 1 before any call with %s", async (_, env, said) => {
    await onSmallStage([], async ({ org, inProcess }) => {
      const run = await inProcess(["plan", "-f", "users.yaml"], { env });
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain(said);
      expect(org.log).toEqual([]);
    });
  });

  it("exits 1 with a wrong secret, naming the client and not the secret", async () => {
    await onSmallStage([], async ({ org, inProcess }) => {
      const run = await inProcess(["plan", "-f", "users.yaml"], {
        env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: "wrong-one" },
      });
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain(`gave no token to OAuth client ${DEFAULT_CLIENT.id}`);
      expect(run.stderr).not.toContain("wrong-one");
      expect(callsOf(org.log)).toEqual(["POST /oauth/token 401"]);
    });
  });

  it("exits 1 when nothing listens, naming the address and the variable that chose it", async () => {
    await onSmallStage([], async ({ inProcess }) => {
      const env = { GENESYSCLOUD_API_URL: "http://127.0.0.1:1" };
      const run = await inProcess(["plan", "-f", "users.yaml"], { env });
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("No answer from http://127.0.0.1:1, which GENESYSCLOUD_API_URL chose");
    });
  });
});

describe.concurrent("gus and proxies", () => {
  it("calls this machine directly, whatever the environment says", async () => {
    await onSmallStage([], async ({ gus }) => {
      const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
      const env = Object.fromEntries(names.map((name) => [name, "http://127.0.0.1:1"]));
      expect(await gus(["drift", "-f", "users.yaml"], { env })).toMatchObject({ exit: 2, stderr: "" });
    });
  });
});

describe.concurrent("gus and a proxy that is no address", () => {
  it("names the variable before any call, and gus doctor has a line about it", async () => {
    await onSmallStage([], async ({ gus, org }) => {
      const env = { HTTPS_PROXY: "foo" };
      const plan = await gus(["plan", "-f", "users.yaml"], { env });
      expect(plan).toMatchObject({ exit: 1, stdout: "" });
      expect(plan.stderr).toContain("error proxy-invalid\n");
      expect(plan.stderr).toContain("Set HTTPS_PROXY to http://host:port");
      expect(plan.stderr).not.toMatch(/^\s+at /m);
      const doctor = await gus(["doctor", "-f", "users.yaml"], { env });
      expect(doctor).toMatchObject({ exit: 1, stderr: "" });
      expect(doctor.stdout).toMatch(/^failed .*HTTPS_PROXY/m);
      expect(org.log).toEqual([]);
    });
  });
});

describe.concurrent("secrets", () => {
  it("appear in no output and no file, also when a server echoes them", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", DEFINITIONS);
      const tokens = new Set<string>();
      stage.watch(({ headers, method }) => {
        const token = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
        if (token === undefined) return undefined;
        tokens.add(token);
        if (method !== "PATCH") return undefined;
        const body = JSON.stringify({ message: `No such token: ${token}`, code: "not.found", status: 404 });
        return { status: 404, headers: { "Content-Type": "application/json" }, body, delayMs: 0 };
      });
      const flags = ["--auto-approve", "--out", "plan.json", "--report", "report.json"];
      const copies = ["--write", "text=report.txt", "--write", "markdown=report.md"];
      const run = await stage.gus(["apply", "-f", "users.yaml", ...flags, ...copies]);
      expect(run.exit).toBe(3);
      expect(tokens.size).toBeGreaterThan(0);
      const names = await readdir(stage.dir, { recursive: true, withFileTypes: true });
      const files = names.filter((entry) => entry.isFile());
      expect(files.length).toBeGreaterThanOrEqual(6);
      const texts = await Promise.all(
        files.map((file) => readFile(join(file.parentPath, file.name), "utf8")),
      );
      const everything = [run.stdout, run.stderr, ...texts].join("\n");
      expect(everything).toContain("No such token");
      for (const secret of [...tokens, DEFAULT_CLIENT.secret]) expect(everything).not.toContain(secret);
    });
  });
});
