import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SimResponse } from "../../src/simulator/http.ts";
import { letTimePass } from "./let-time-pass.ts";
import { onStage, type Run, type Stage, statusesOf, writesIn } from "./stage.ts";

const NAMES = ["ada", "bob", "cay"];
const PARTS = { users: NAMES.map((name) => ({ email: `${name}@example.com`, name })) };
const DEFINITIONS = `version: 1\nusers:\n${NAMES.map((name) => `  ${name}@example.com: { title: Lead }`).join("\n")}\n`;
const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };
const APPLY = ["apply", "plan.json", "--concurrency", "1"];

/** Nobody is left to read it. */
const NO_ANSWER: SimResponse = { status: 503, headers: {}, body: "", delayMs: 0 };

/** Ends the process without a word while its second write is under way; `arrives`: Genesys makes that change. Answers the run's id. */
async function killed(stage: Stage, arrives: boolean): Promise<string> {
  await stage.planned(DEFINITIONS);
  const { child, ended } = stage.start(APPLY);
  let patches = 0;
  stage.watch(({ method }) => {
    if (method !== "PATCH" || ++patches !== 2) return undefined;
    child.kill("SIGKILL");
    return arrives ? undefined : NO_ANSWER;
  });
  expect(await ended).toMatchObject({ exit: null, stdout: "" });
  stage.watch(() => undefined);
  return letTimePass(stage);
}

async function expectDone(stage: Stage, again: Run, run: string, arrived: boolean): Promise<void> {
  expect(again.exit).toBe(0);
  expect(again.stderr).toContain(`Took over the lock of run ${run}`);
  const report = await stage.result("report.json");
  expect(report.run).toBe(run);
  const bob = arrived ? "already-applied" : "applied";
  const statuses = ["ada@example.com already-applied", `bob@example.com ${bob}`, "cay@example.com applied"];
  expect(statusesOf(report)).toEqual(statuses);
  expect(stage.org.users().map(({ title }) => title)).toEqual(["Lead", "Lead", "Lead"]);
  expect(writesIn(stage.org.log)).toHaveLength(3);
  expect(await readdir(join(stage.dir, ".gus/locks"))).toEqual([]);
}

describe.concurrent("gus apply, killed with a call under way,", () => {
  it.each([
    ["that arrived", true],
    ["that did not arrive", false],
  ])("%s: the same command goes on as the same run", async (_what, arrives) => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await killed(stage, arrives);
      const again = await stage.gus([...APPLY, "--report", "report.json"]);
      await expectDone(stage, again, run, arrives);
    });
  });

  it("is gone on with by --resume and no plan file, which keeps to what was approved", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await killed(stage, true);
      const { reviewHash } = await stage.plan("plan.json");
      await stage.write("plan.json", "");
      const resume = ["apply", "--resume", run, "--report", "report.json", "--approved"];
      expect(await stage.gus([...resume, "0"])).toMatchObject({ exit: 5, stdout: "" });
      await expectDone(stage, await stage.gus([...resume, reviewHash]), run, true);
    });
  });

  it("is named when somebody asks for another run", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await killed(stage, true);
      const asked = await stage.inProcess(["apply", "--resume", run.replace(/.$/, "x")]);
      expect(asked).toMatchObject({ exit: 1, stdout: "" });
      expect(asked.stderr).toContain("error unknown-run");
      expect(asked.stderr).toContain(run);
    });
  });

  it("is not gone on with when its plan is another one by now", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await killed(stage, true);
      const kept = `.gus/runs/${run}.plan.json`;
      await stage.write(kept, (await stage.read(kept)).replaceAll("Lead", "Boss"));
      const asked = await stage.inProcess(["apply", "--resume", run]);
      expect(asked).toMatchObject({ exit: 5, stdout: "" });
      expect(asked.stderr).toContain("error plan-changed");
    });
  });
});

describe.concurrent("gus apply, twice at once,", () => {
  const slow = (ms: number) => [{ ...UPDATE, kind: "slow", ms, nth: 1 } as const];

  /** Resolves once the first write of a run is under way. */
  function firstWrite(stage: Stage): Promise<void> {
    return new Promise((resolve) => {
      stage.watch(({ method }) => {
        if (method === "PATCH") resolve();
        return undefined;
      });
    });
  }

  it("refuses the second, and says who is at work", async () => {
    // Until long after the end of this test.
    await onStage({ parts: PARTS, faults: slow(600_000) }, async (stage) => {
      await stage.planned(DEFINITIONS);
      const first = stage.start(APPLY);
      await firstWrite(stage);
      const second = await stage.gus(APPLY);
      expect(second).toMatchObject({ exit: 6, stdout: "" });
      expect(second.stderr).toContain("error locked");
      expect(second.stderr).toContain(`process ${first.child.pid} on `);
      expect(writesIn(stage.org.log)).toHaveLength(1);
    });
  });

  it("lets the second wait its turn when it may", async () => {
    await onStage({ parts: PARTS, faults: slow(1500) }, async (stage) => {
      await stage.planned(DEFINITIONS);
      const first = stage.start(APPLY);
      await firstWrite(stage);
      const second = await stage.gus([...APPLY, "--lock-timeout", "20s"]);
      expect((await first.ended).exit).toBe(0);
      expect(second.exit).toBe(0);
      expect(second.stdout).toMatch(/already applied/i);
      expect(writesIn(stage.org.log)).toHaveLength(3);
    });
  });
});
