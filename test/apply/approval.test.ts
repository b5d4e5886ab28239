import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/index.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { readPlan } from "../../src/pipeline/show.ts";
import { planHashOf } from "../../src/plan/hashes.ts";
import { redactPlan, redactResult } from "../../src/review/redact.ts";
import { applied, type Scene, type Stage, staged } from "./stage.ts";

const ADA = "ada@x.example";
const TITLE: Scene = { people: [{ email: ADA, title: "Agent" }], wishes: { [ADA]: { title: "Lead" } } };

/** The plan with another body in its only operation. */
function edited(plan: Plan, members: JsonObject): Plan {
  const [operation] = plan.operations;
  if (!operation) throw new Error("The plan has an operation");
  return {
    ...plan,
    operations: [{ ...operation, body: { ...(operation.body as JsonObject), ...members } }],
  };
}

async function refusedCodes(stage: Stage, plan: Plan): Promise<readonly string[]> {
  const answer = await stage.apply(plan);
  if (answer.ok) throw new Error("The plan was executed");
  expect(answer.exit).toBe(5);
  expect(stage.org.applied).toEqual([]);
  return answer.problems.map(({ code }) => code);
}

describe("apply() refuses, before any call,", () => {
  it("a plan whose body somebody edited", async () => {
    const stage = await staged(TITLE);
    const calls = stage.org.log.length;
    expect(await refusedCodes(stage, edited(stage.plan, { title: "Hacked" }))).toEqual(["plan-changed"]);
    expect(stage.org.log).toHaveLength(calls);
  });

  it("a plan whose changes somebody edited, with a planHash made anew", async () => {
    const stage = await staged(TITLE);
    const [operation] = stage.plan.operations;
    if (!operation) throw new Error("The plan has an operation");
    const changes = operation.changes.map((change) => ({ ...change, after: "Hacked" }));
    const other = { ...stage.plan, operations: [{ ...operation, changes }] };
    const plan = { ...other, planHash: planHashOf(other) };
    expect(await refusedCodes(stage, plan)).toEqual(["plan-changed"]);
  });

  it("a plan whose body says more than its changes, with a planHash made anew", async () => {
    const stage = await staged(TITLE);
    const other = edited(stage.plan, { department: "Hacked" });
    const plan = { ...other, planHash: planHashOf(other) };
    expect(plan.reviewHash).toBe(stage.plan.reviewHash);
    expect(await refusedCodes(stage, plan)).toEqual(["plan-changed"]);
  });

  it("a plan that is not the one that was approved", async () => {
    const stage = await staged({ ...TITLE, approved: "0".repeat(64) });
    expect(await refusedCodes(stage, stage.plan)).toEqual(["plan-not-approved"]);
  });

  it("a plan older than allowed", async () => {
    const stage = await staged({ ...TITLE, maxAgeMs: 60_000 });
    await stage.clock.sleep(61_000);
    expect(await refusedCodes(stage, stage.plan)).toEqual(["plan-too-old"]);
  });

  it("a redacted plan", async () => {
    const stage = await staged(TITLE);
    expect(await refusedCodes(stage, redactPlan(stage.plan, "values"))).toEqual(["plan-redacted"]);
  });

  it("a plan for another organisation", async () => {
    const stage = await staged(TITLE);
    const other = await staged({ ...TITLE, names: { org: "Another Org" } });
    expect(await refusedCodes(stage, other.plan)).toEqual(["plan-of-other-org"]);
  });
});

describe("apply() takes", () => {
  it("the approved plan", async () => {
    const { plan } = await staged(TITLE);
    const run = await applied({ ...TITLE, approved: plan.reviewHash });
    expect(run.result.exitCode).toBe(0);
  });
});

describe("readPlan() refuses", () => {
  it("a file whose body somebody edited", async () => {
    const { plan } = await staged(TITLE);
    const file = edited(plan, { title: "Hacked", department: "Other" });
    expect(readPlan(JSON.stringify(file), "plan.json").ok).toBe(false);
    expect(readPlan(JSON.stringify(plan), "plan.json").ok).toBe(true);
  });
});

describe("redactResult()", () => {
  it.each(["values", "people"] as const)(
    "%s hides what live holds, in reasons and conflicts",
    async (level) => {
      const run = await applied({
        ...TITLE,
        faults: [
          {
            kind: "second-writer",
            method: "PATCH",
            nth: 1,
            when: "after",
            edit: { title: "Secret Title" },
          },
        ],
      });
      expect(run.result.outcomes).toMatchObject([
        { status: "changed-since", conflicts: [{ base: "Agent", live: "Secret Title", desired: "Lead" }] },
      ]);
      const text = JSON.stringify(redactResult(run.result, level));
      expect(text).not.toContain("Secret Title");
      expect(text).not.toContain("Agent");
      expect(text.includes(ADA)).toBe(level === "values");
    },
  );

  it("hides what a held user's reason and conflict would show", async () => {
    const run = await applied({
      ...TITLE,
      faults: [
        { kind: "second-writer", method: "PATCH", nth: 1, when: "before", edit: { title: "Secret Title" } },
      ],
    });
    expect(run.result.outcomes[0]?.status).toBe("held");
    expect(JSON.stringify(redactResult(run.result, "people"))).not.toMatch(/Secret Title|Agent|ada@/);
  });
});
