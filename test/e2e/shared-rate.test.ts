import { describe, expect, it } from "vitest";
import { everybodyLeads, inFakeTime, resultOf } from "./fake-time.ts";

const { parts, definitions } = everybodyLeads(20);

/** 429s drawn by a plan and an apply right after it, which share nothing but what is kept in files. */
async function refusals(stateDir: { readonly stateDir?: string }): Promise<number> {
  let count = 0;
  const limiter = { limit: 20, windowMs: 60_000 };
  await inFakeTime({ parts, limiter, per: "client", ...stateDir }, async ({ org, plan, apply }) => {
    const result = resultOf(await apply(await plan(definitions)));
    expect(result.exitCode).toBe(0);
    count = org.log.filter(({ status }) => status === 429).length;
  });
  return count;
}

describe("plan, and apply right after it", () => {
  it("count their calls in one window when they share a state folder", async () => {
    expect(await refusals({ stateDir: "state" })).toBe(0);
  });

  it("exceed the limit together when they share nothing", async () => {
    expect(await refusals({})).toBeGreaterThan(0);
  });
});
