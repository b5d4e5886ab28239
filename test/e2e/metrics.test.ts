import { describe, expect, it } from "vitest";
import { withUdpListener } from "../udp-listener.ts";
import type { Run } from "./stage.ts";
import { EMAILS, inTrouble, secretsOf, UPDATE } from "./trouble.ts";

describe.concurrent("gus apply --statsd", () => {
  it("sends what a run with a 429, conflicts, a held user and retries comes to", async () => {
    await inTrouble(async ({ gus, target, sent, calls }) => {
      const run = await gus(["apply", "plan.json", "--statsd", target]);
      expect(run.exit).toBe(3);
      expect(run.stderr).toMatch(/^To undo: .*\n$/);
      const lines = await sent();
      const times = (line: string) => lines.filter((one) => one === `genesys.users.${line}`).length;
      const user = "endpoint:/api/v2/users/{id}";
      expect(times(`update.429:1|c|#${user}`)).toBe(1);
      expect(times(`calls:1|c|#method:PATCH,${user},status:200`)).toBe(3);
      expect(times(`calls:1|c|#method:PATCH,${user},status:409`)).toBe(2);
      expect(times(`retries:1|c|#method:PATCH,${user}`)).toBe(1);
      expect(times("retries:1|c|#method:GET,endpoint:/api/v2/organizations/me")).toBe(1);
      expect(times("conflicts:1|c")).toBe(2);
      expect(times("held:1|c")).toBe(1);
      expect(times("outcomes:1|c|#status:applied")).toBe(3);
      expect(times("pauses:1|c|#reason:throttled")).toBe(1);
      expect(times("pauses:1|c|#reason:backoff")).toBe(2);
      expect(times("account.limit:300|g")).toBeGreaterThan(0);
      expect(lines.filter((line) => line.startsWith("genesys.users.calls:"))).toHaveLength(calls().length);
      expect(lines.filter((line) => line.startsWith("genesys.users.latency:"))).toHaveLength(calls().length);
      for (const secret of [...secretsOf(calls()), ...EMAILS, "Lovelace"])
        expect(lines.join("\n")).not.toContain(secret);
    });
  });

  it("sends also what an interrupted run came to", async () => {
    await inTrouble(async ({ org, start, watch, target, sent }) => {
      org.faults.clear();
      org.faults.add({ ...UPDATE, kind: "slow", ms: 300 });
      const { child, ended } = start(["apply", "plan.json", "--concurrency", "1", "--statsd", target]);
      watch(({ method }) => {
        if (method === "PATCH") child.kill("SIGINT");
        return undefined;
      });
      expect((await ended).exit).toBe(130);
      const outcomes = (await sent()).filter((line) => line.startsWith("genesys.users.outcomes:"));
      expect(outcomes.toSorted()).toEqual([
        "genesys.users.outcomes:1|c|#status:applied",
        ...Array(3).fill("genesys.users.outcomes:1|c|#status:not-sent"),
      ]);
    });
  });

  it("takes the agent's variables in its place, with env, service and version as tags", async () => {
    await inTrouble(async ({ gus, target, sent }) => {
      const [host, port] = target.split(":");
      const agent = { DD_AGENT_HOST: host, DD_DOGSTATSD_PORT: port };
      const tags = { DD_ENV: "staging", DD_SERVICE: "people", DD_VERSION: "7" };
      expect(await gus(["apply", "plan.json"], { env: { ...agent, ...tags } })).toMatchObject({ exit: 3 });
      expect(await sent()).toContain("genesys.users.held:1|c|#env:staging,service:people,version:7");
    });
  });
});

describe.concurrent("gus plan, drift and export --statsd", () => {
  it.each(["plan", "drift", "export"])("%s sends the calls that it makes", async (command) => {
    await inTrouble(async ({ inProcess, target, sent, calls }) => {
      const file = command === "export" ? [] : ["-f", "users.yaml"];
      const run = await inProcess([command, ...file, "--statsd", target]);
      expect(run.stderr).toBe("");
      const counted = (await sent()).filter((line) => line.startsWith("genesys.users.calls:"));
      expect(counted).toHaveLength(calls().length);
    });
  });

  it("changes nothing by a listener that is not there", async () => {
    await inTrouble(async ({ org, inProcess, target }) => {
      org.faults.clear();
      let nobody = "";
      await withUdpListener(async ({ port }) => {
        nobody = `127.0.0.1:${port}`;
      });
      const drift = (statsd: string) => inProcess(["drift", "-f", "users.yaml", "--statsd", statsd]);
      const shown = ({ stdout }: Run) => stdout.replace(/^made .*$/m, "");
      const run = await drift(nobody);
      expect(run).toMatchObject({ exit: 2, stderr: "" });
      expect(shown(run)).toBe(shown(await drift(target)));
    });
  });

  it("says in one line that a host cannot be found, also where people are hidden, and goes on", async () => {
    await inTrouble(async ({ inProcess }) => {
      const target = `${"a".repeat(64)}:8125`;
      const run = await inProcess(["plan", "-f", "users.yaml", "--redact", "people", "--statsd", target]);
      expect(run.exit).toBe(0);
      expect(run.stderr).toMatch(/^warning: Cannot send metrics to a+:8125 \(ENOTFOUND\); [^\n]+\n$/);
    });
  });

  it.each([
    [["--statsd", "somewhere"], {}, "Wanted: host and port, such as 127.0.0.1:8125 or [::1]:8125."],
    [[], { DD_AGENT_HOST: "http://agent" }, 'DD_AGENT_HOST is "http://agent"'],
    [[], { DD_DOGSTATSD_PORT: "udp" }, 'DD_DOGSTATSD_PORT is "udp"'],
  ])("refuses %j with %o before any call", async (flags, env, said) => {
    await inTrouble(async ({ inProcess, calls }) => {
      const run = await inProcess(["plan", "-f", "users.yaml", ...flags], { env });
      expect(run).toMatchObject({ exit: 1, stdout: "", stderr: expect.stringContaining(said) });
      expect(calls()).toEqual([]);
    });
  });

  it("does not look at the variables where the flag is given", async () => {
    await inTrouble(async ({ inProcess, target, sent }) => {
      const env = { DD_AGENT_HOST: "http://agent", DD_DOGSTATSD_PORT: "udp" };
      const run = await inProcess(["plan", "-f", "users.yaml", "--statsd", target], { env });
      expect(run).toMatchObject({ exit: 0, stderr: "" });
      expect(await sent()).not.toEqual([]);
    });
  });
});
