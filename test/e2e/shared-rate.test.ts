import { describe, expect, it } from "vitest";
import { inFakeTime, resultOf } from "./fake-time.ts";

const names = Array.from({ length: 20 }, (_, i) => `agent${i}@example.com`);
const parts = { users: names.map((email) => ({ email })) };
const definitions = [
  "version: 1",
  "rails: { change: 20 }",
  "users:",
  ...names.map((email) => `  ${email}: { title: Lead }`),
].join("\n");

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
