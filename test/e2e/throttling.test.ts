import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import type { RetryAfter } from "../../src/simulator/throttled.ts";
import { inFakeTime, resultOf } from "./fake-time.ts";
import { callsOf, onStage, writesIn } from "./stage.ts";

const PARTS = { users: ["ada", "bob", "cay"].map((name) => ({ email: `${name}@example.com`, name })) };
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead }
  bob@example.com: { title: Lead }
  cay@example.com: { title: Lead }
`;
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };

const throttle = (retryAfter: RetryAfter): Fault => ({ ...UPDATE, nth: 1, kind: "throttle", retryAfter });

describe("apply() and 429", () => {
  // Chance always falls on 0 here, so a pause is what was asked for and a second on top.
  it.each<[string, RetryAfter, number]>([
    ["seconds", { form: "seconds", seconds: 30 }, 31_000],
    ["an HTTP date", { form: "date", seconds: 45 }, 46_000],
    ["an epoch", { form: "epoch", seconds: 50 }, 51_000],
    ["fractions of a second", { form: "text", text: "2.2" }, 4_000],
    ["zero", { form: "text", text: "0" }, 2_000],
    ["a moment past", { form: "date", seconds: -20 }, 2_000],
    ["words", { form: "text", text: "soon" }, 2_000],
    ["nothing", { form: "missing" }, 2_000],
  ])(
    "pauses as Retry-After says in %s, and sends every write once more at most",
    async (_, retryAfter, ms) => {
      await inFakeTime({ parts: PARTS }, async (time) => {
        const plan = await time.plan(DEFINITIONS);
        time.org.faults.add(throttle(retryAfter));
        const result = resultOf(await time.apply(plan));
        expect(result).toMatchObject({ exitCode: 0, calls: { throttled: 1 } });
        expect(time.pauses("throttled")).toEqual([ms]);
        const writes = writesIn(time.org.log);
        const refused = writes.find(({ status }) => status === 429);
        const later = writes.filter(({ number }) => number > (refused?.number ?? 0));
        const again = later.find(({ path }) => path === refused?.path);
        expect((again?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(ms);
        expect(time.org.applied).toHaveLength(3);
      });
    },
  );

  it("stops with exit 6 when it is asked to wait over 180 s, and goes on in the next run", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add(throttle({ form: "seconds", seconds: 181 }));
      const stopped = resultOf(await time.apply(plan));
      expect(stopped).toMatchObject({ exitCode: 6, stopped: { code: "throttled-too-long" } });
      expect(stopped.stopped?.message).toContain("181 s");
      const again = resultOf(await time.apply(plan));
      expect(again.exitCode).toBe(0);
      expect(time.org.applied).toHaveLength(3);
    });
  });

  it("stops with exit 6 when every pause ends in another 429", async () => {
    await inFakeTime({ parts: PARTS }, async (time) => {
      const plan = await time.plan(DEFINITIONS);
      time.org.faults.add({ ...UPDATE, kind: "throttle", retryAfter: { form: "seconds", seconds: 1 } });
      const result = resultOf(await time.apply(plan));
      expect(result).toMatchObject({ exitCode: 6, stopped: { code: "throttle-episodes" } });
      expect(time.org.applied).toEqual([]);
    });
  });

  it("stays within the limit without a single 429, reads included", async () => {
    const users = Array.from({ length: 320 }, (_, index) => ({ email: `u${index}@example.com` }));
    await inFakeTime({ parts: { users }, limiter: { kind: "sliding-log" } }, async (time) => {
      const entries = users.map(({ email }) => `  ${email}: { title: Lead }`);
      const plan = await time.plan(`version: 1\nrails: { change: 320 }\nusers:\n${entries.join("\n")}\n`);
      const result = resultOf(await time.apply(plan));
      expect(result).toMatchObject({ exitCode: 0, calls: { throttled: 0, writes: 320 } });
    });
  });
});

describe.concurrent("gus and 429", () => {
  it("waits and goes on", async () => {
    const faults = [throttle({ form: "missing" })];
    await onStage({ parts: PARTS, faults }, async ({ org, write, gus, result }) => {
      await write("users.yaml", DEFINITIONS);
      const run = await gus(["apply", "-f", "users.yaml", "--auto-approve", "--report", "report.json"]);
      expect(run.exit).toBe(0);
      expect(await result("report.json")).toMatchObject({ calls: { throttled: 1 } });
      expect(org.applied).toHaveLength(3);
    });
  });

  it("apply stops with exit 6 and a report when it is asked to wait over 180 s", async () => {
    const faults: Fault[] = [
      { ...UPDATE, nth: 2, times: 9, kind: "throttle", retryAfter: { form: "seconds", seconds: 200 } },
    ];
    await onStage({ parts: PARTS, faults }, async ({ org, write, gus, result }) => {
      await write("users.yaml", DEFINITIONS);
      const flags = ["--auto-approve", "--report", "report.json", "--concurrency", "1"];
      const run = await gus(["apply", "-f", "users.yaml", ...flags]);
      expect(run.exit).toBe(6);
      expect(run.stdout).toContain("asks to wait 200 s");
      const { outcomes, exitCode } = await result("report.json");
      expect(exitCode).toBe(6);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["applied", "not-sent", "not-sent"]);
      expect(org.applied).toHaveLength(1);
    });
  });

  it("plan exits 6 without a document when it is asked to wait over 180 s", async () => {
    const faults: Fault[] = [
      { route: "/api/v2/users", kind: "throttle", retryAfter: { form: "seconds", seconds: 200 } },
    ];
    await onStage({ parts: PARTS, faults }, async ({ org, write, inProcess, read }) => {
      await write("users.yaml", DEFINITIONS);
      const run = await inProcess(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      expect(run).toMatchObject({ exit: 6, stdout: "" });
      expect(run.stderr).toContain("Run the same command again in 4 minutes");
      await expect(read("plan.json")).rejects.toThrow("ENOENT");
      expect(callsOf(org.log)).toContain("GET /api/v2/users 429");
    });
  });
});
