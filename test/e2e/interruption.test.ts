import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/index.ts";
import { inProcess } from "../laws/in-process.ts";
import { inFakeTime, resultOf } from "./fake-time.ts";
import { callsOf, onStage, type Stage, statusesOf, writesIn } from "./stage.ts";

const NAMES = ["ada", "bob", "cay"];
const PARTS = { users: NAMES.map((name) => ({ email: `${name}@example.com`, name })) };
const DEFINITIONS = `version: 1\nusers:\n${NAMES.map((name) => `  ${name}@example.com: { title: Lead }`).join("\n")}\n`;
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };

/** Sends the signal while the first call of this kind is under way. */
function interrupt(stage: Stage, args: readonly string[], where: string, signal: NodeJS.Signals) {
  const { child, ended } = stage.start(args);
  stage.watch(({ method, path }) => {
    if (`${method} ${path}`.startsWith(where)) child.kill(signal);
    return undefined;
  });
  return ended;
}

describe.concurrent("gus apply, interrupted", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "by %s lets the running call finish, makes no new one, reports, and exits %i",
    async (signal, exit) => {
      const faults = [{ ...UPDATE, kind: "slow", ms: 1000 } as const];
      await onStage({ parts: PARTS, faults }, async (stage) => {
        await stage.planned(DEFINITIONS);
        const args = ["apply", "plan.json", "--report", "report.json", "--concurrency", "1"];
        const run = await interrupt(stage, args, "PATCH", signal);
        expect(run.exit).toBe(exit);
        expect(run.stdout).toContain("Apply stopped before the end");
        const report = await stage.result("report.json");
        expect(run.stderr).toContain(`To go on: gus apply --resume ${report.run}\n`);
        expect(report).toMatchObject({ exitCode: exit, stopped: { code: "interrupted" } });
        expect(statusesOf(report)).toEqual([
          "ada@example.com applied",
          "bob@example.com not-sent",
          "cay@example.com not-sent",
        ]);
        expect(callsOf(stage.org.log).slice(-2)).toEqual([
          "PATCH /api/v2/users/{userId} 200",
          "DELETE /api/v2/tokens/me 200",
        ]);

        stage.org.faults.clear();
        const again = await stage.gus(["apply", "plan.json"]);
        expect(again.exit).toBe(0);
        expect(writesIn(stage.org.log)).toHaveLength(3);
      });
    },
  );

  it("before its first write exits 130 and writes nothing", async () => {
    const faults = [{ method: "GET", route: "/api/v2/users", kind: "slow", ms: 1000 } as const];
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.planned(DEFINITIONS);
      stage.org.faults.add(...faults);
      const args = ["apply", "plan.json", "--report", "report.json"];
      const run = await interrupt(stage, args, "GET /api/v2/users", "SIGINT");
      expect(run.exit).toBe(130);
      expect(new Set((await stage.result("report.json")).outcomes.map(({ status }) => status))).toEqual(
        new Set(["not-sent"]),
      );
      expect(writesIn(stage.org.log)).toEqual([]);
    });
  });
});

describe.concurrent("gus plan, interrupted", () => {
  it("exits 130 without a document", async () => {
    const faults = [{ method: "GET", route: "/api/v2/users", kind: "slow", ms: 1000 } as const];
    await onStage({ parts: PARTS, faults }, async (stage) => {
      await stage.write("users.yaml", DEFINITIONS);
      const args = ["plan", "-f", "users.yaml", "--out", "plan.json"];
      const run = await interrupt(stage, args, "GET /api/v2/users", "SIGINT");
      expect(run).toMatchObject({ exit: 130, stdout: "" });
      expect(run.stderr).toContain("error interrupted");
      await expect(stage.read("plan.json")).rejects.toThrow("ENOENT");
    });
  });
});

describe.skipIf(process.platform !== "linux")("gus in a wait that nobody can call off", () => {
  /** Making a folder there never comes to an end. */
  const NOWHERE = "/proc/gus";

  it.each([
    ["SIGINT", 130, ["snapshot", "--out", `${NOWHERE}/live.json`]],
    ["SIGTERM", 143, ["plan", "-f", "users.yaml", "--write", `html=${NOWHERE}/page.html`]],
  ] as const)("ends at a second %s, and says so in a line", async (signal, exit, args) => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", DEFINITIONS);
      const { child, ended } = stage.start(args);
      const revoked = new Promise<void>((resolve) => {
        stage.watch(({ method }) => {
          if (method === "DELETE") resolve();
          return undefined;
        });
      });
      await revoked;
      const insisting = setInterval(() => child.kill(signal), 100);
      const run = await ended.finally(() => clearInterval(insisting));
      expect(run.exit).toBe(exit);
      expect(run.stderr).toMatch(/^Ended at a second signal, .*; run the same command again\.\n$/);
    });
  });
});

describe("apply(), interrupted", () => {
  it("leaves no wait behind that would keep the process alive", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      const interruption = new AbortController();
      const onEvent = (event: { readonly type: string; readonly method?: string }) => {
        if (event.type === "call" && event.method === "PATCH") interruption.abort(new Interrupted(130));
      };
      const applied = await time.apply(plan, { signal: interruption.signal, onEvent });
      expect(resultOf(applied).exitCode).toBe(130);
      expect(time.clock.sleeping()).toBe(0);
    });
  });

  it("gives up on a call that does not end after 20 s, and says that nobody knows what became of it", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      const interruption = new AbortController();
      const dispatcher = inProcess(time.org, time.clock).compose((dispatch) => (call, handler) => {
        if (call.method !== "PATCH") return dispatch(call, handler);
        setImmediate(() => interruption.abort(new Interrupted(143)));
        return true;
      });
      const connection = { dispatcher, concurrency: 1 };
      const started = time.clock.monotonic();
      const result = resultOf(await time.apply(plan, { signal: interruption.signal, connection }));
      expect(result.exitCode).toBe(143);
      expect(statusesOf(result)).toEqual([
        "ada@example.com unverified",
        "bob@example.com not-sent",
        "cay@example.com not-sent",
      ]);
      expect(time.clock.monotonic() - started).toBeGreaterThanOrEqual(20_000);
    });
  });
});
