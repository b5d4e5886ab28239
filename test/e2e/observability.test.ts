import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import type { LogEntry } from "../../src/simulator/org.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { withUdpListener } from "../udp-listener.ts";
import { onStage, type Run, type Stage, statusesOf } from "./stage.ts";

const EMAILS = ["ada", "bob", "cay", "dan"].map((name) => `${name}@example.com`);
const PARTS = {
  users: EMAILS.map((email) => ({ email, name: `${email.slice(0, 3)} Lovelace`, title: "Title before" })),
};
const DEFINITIONS = `version: 1\nusers:\n${EMAILS.map((email) => `  ${email}: { title: Title wanted }\n`).join("")}`;
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}", nth: 1 } as const;

/** ada becomes held, bob is put off by a 429, cay is written again after a 503, dan after somebody else; a read fails once. */
const TROUBLE: readonly Fault[] = [
  {
    ...UPDATE,
    user: "ada@example.com",
    kind: "second-writer",
    when: "before",
    edit: { title: "Title third" },
  },
  { ...UPDATE, user: "bob@example.com", kind: "throttle", retryAfter: { form: "missing" } },
  { ...UPDATE, user: "cay@example.com", kind: "failure", status: 503 },
  {
    ...UPDATE,
    user: "dan@example.com",
    kind: "second-writer",
    when: "before",
    edit: { department: "Sales" },
  },
  { method: "GET", route: "/api/v2/organizations/me", nth: 1, kind: "failure", status: 502 },
];

interface Scene extends Stage {
  /** Where a listener is. */
  readonly target: string;
  /** What it got. */
  readonly sent: () => Promise<readonly string[]>;
  /** What the org was asked since the plan was made. */
  readonly calls: () => readonly LogEntry[];
}

/** A plan is made, and its application will meet every trouble. */
async function inTrouble(act: (scene: Scene) => Promise<void>): Promise<void> {
  await withUdpListener(async ({ port, lines: sent }) => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.planned(DEFINITIONS);
      stage.org.faults.add(...TROUBLE);
      const made = stage.org.log.length;
      await act({
        ...stage,
        target: `127.0.0.1:${port}`,
        sent,
        calls: () => stage.org.log.slice(made),
      });
    });
  });
}

type Line = Readonly<Record<string, unknown>>;

function logOf({ stderr }: Run): readonly Line[] {
  const lines = stderr.trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}

function ofEvent(lines: readonly Line[], event: string): readonly Line[] {
  return lines.filter((line) => line.event === event);
}

/** Tokens, the client's secret, and every value that a body or an answer holds. */
function secretsOf(calls: readonly LogEntry[]): readonly string[] {
  const tokens = calls.flatMap(({ token }) => (token ? [token] : []));
  return [...tokens, DEFAULT_CLIENT.secret, "Title before", "Title wanted", "Title third", "Sales"];
}

describe.concurrent("gus apply --statsd", () => {
  it("sends what a run with a 429, conflicts, a held user and retries comes to", async () => {
    await inTrouble(async ({ gus, target, sent, calls }) => {
      const run = await gus(["apply", "plan.json", "--statsd", target]);
      expect(run).toMatchObject({ exit: 3, stderr: "" });
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

describe.concurrent("gus apply --log-format json", () => {
  const APPLY = ["apply", "plan.json", "--log-format", "json", "--report", "report.json"];

  it("writes a line for each call, pause, retry, conflict and outcome, with the correlation id", async () => {
    await inTrouble(async ({ gus, result, calls }) => {
      const run = await gus(APPLY);
      expect(run.exit).toBe(3);
      const log = logOf(run);
      for (const line of log) {
        expect(line).toMatchObject({ v: 1, event: expect.any(String) });
        expect(new Date(String(line.time)).toISOString()).toBe(line.time);
      }
      const asked = calls().map(
        ({ method, status, correlationId }) => `${method} ${status} ${correlationId}`,
      );
      const told = ofEvent(log, "call").map((line) => `${line.method} ${line.status} ${line.correlationId}`);
      expect(told.toSorted()).toEqual(asked.toSorted());
      const answered = (...statuses: readonly number[]) =>
        calls().flatMap(({ status, correlationId }) => (statuses.includes(status) ? [correlationId] : []));
      const idsOf = (event: string) => ofEvent(log, event).map((line) => line.correlationId);
      expect(idsOf("pause").toSorted()).toEqual(answered(429, 502, 503).toSorted());
      expect(idsOf("retry").toSorted()).toEqual(answered(502, 503).toSorted());
      expect(idsOf("conflict").toSorted()).toEqual(answered(409).toSorted());
      const report = await result("report.json");
      const outcomes = ofEvent(log, "outcome").map(({ email, status }) => `${email} ${status}`);
      expect(outcomes.toSorted()).toEqual(statusesOf(report));
      expect(ofEvent(log, "stage").map(({ stage }) => stage)).toEqual(["check", "apply", "verify"]);
    });
  });

  it("never holds a token, a secret or a value, and with --redact people nobody's address or name", async () => {
    await inTrouble(async ({ org, inProcess, calls }) => {
      const whole = await inProcess(APPLY);
      for (const secret of secretsOf(calls())) expect(whole.stderr).not.toContain(secret);
      expect(whole.stderr).toContain("ada@example.com");
      org.faults.clear();
      const hidden = await inProcess([...APPLY, "--redact", "people"]);
      expect(ofEvent(logOf(hidden), "outcome")).toHaveLength(4);
      for (const text of [...secretsOf(calls()), ...EMAILS, "Lovelace"])
        expect(hidden.stderr).not.toContain(text);
    });
  });

  it("leaves stdout as it is, and the plan that was made on the way to --out", async () => {
    await inTrouble(async ({ org, inProcess, plan, result }) => {
      org.faults.clear();
      const flags = ["--auto-approve", "--out", "made.json", "--format", "json"];
      const run = await inProcess(["apply", "-f", "users.yaml", ...flags, ...APPLY.slice(2)]);
      expect(run.exit).toBe(0);
      expect(JSON.parse(run.stdout)).toEqual(await result("report.json"));
      expect(ofEvent(logOf(run), "stage").map(({ stage }) => stage)).toEqual([
        "read",
        "plan",
        "check",
        "apply",
        "verify",
      ]);
      expect((await plan("made.json")).operations).toHaveLength(4);
    });
  });
});

describe.concurrent("the log of a command that fails", () => {
  const UNKNOWN =
    "version: 1\nusers: { nobody@example.com: { title: Lead, phones: { WORK: +34910000000 } } }\n";

  it("ends with its problems: code, message, fix and place", async () => {
    await inTrouble(async ({ write, gus, calls }) => {
      await write("users.yaml", UNKNOWN);
      const run = await gus(["plan", "-f", "users.yaml", "--log-format", "json"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(logOf(run)).toEqual([
        {
          v: 1,
          time: expect.any(String),
          event: "problem",
          code: "needs-quotes",
          message: expect.stringContaining("phones.WORK"),
          fix: 'Write "+34910000000"',
          at: { file: "users.yaml", line: 2, column: expect.any(Number) },
        },
      ]);
      expect(calls()).toEqual([]);
    });
  });

  it("names nobody in a problem where people are hidden", async () => {
    await inTrouble(async ({ write, inProcess }) => {
      await write("users.yaml", UNKNOWN.replace("+34910000000", '"+34910000000"'));
      const plan = ["plan", "-f", "users.yaml", "--log-format", "json"];
      const whole = await inProcess(plan);
      expect(ofEvent(logOf(whole), "problem")).toMatchObject([
        { message: expect.stringContaining("nobody@example.com") },
      ]);
      const hidden = await inProcess([...plan, "--redact", "people"]);
      expect(ofEvent(logOf(hidden), "problem")).toHaveLength(1);
      expect(hidden.stderr).not.toContain("nobody@example.com");
    });
  });

  it.each([
    [["apply"], "usage"],
    [["apply", "plan.json", "--approved", "0"], "plan-not-approved"],
    [["apply", "missing.json"], "no-such-file"],
    [["export", "--select", "nobody@*"], "nobody-selected"],
  ])("of gus %j holds nothing but lines, the last of them %s", async (args, code) => {
    await inTrouble(async ({ org, inProcess }) => {
      org.faults.clear();
      const run = await inProcess([...args, "--log-format", "json"]);
      expect(logOf(run).at(-1)).toMatchObject({ event: "problem", code });
    });
  });

  it("says in notes what export has written", async () => {
    await inTrouble(async ({ org, inProcess }) => {
      org.faults.clear();
      const run = await inProcess(["export", "--dir", "out", "--log-format", "json"]);
      expect(run).toMatchObject({ exit: 0, stdout: "" });
      expect(ofEvent(logOf(run), "note")).toMatchObject([
        { message: expect.stringMatching(/^out\/.+: 4 users$/) },
      ]);
    });
  });
});
