import { describe, expect, it } from "vitest";
import { type Run, statusesOf } from "./stage.ts";
import { EMAILS, inTrouble, secretsOf } from "./trouble.ts";

type Line = Readonly<Record<string, unknown>>;

function logOf({ stderr }: Run): readonly Line[] {
  const lines = stderr.trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}

function ofEvent(lines: readonly Line[], event: string): readonly Line[] {
  return lines.filter((line) => line.event === event);
}

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
