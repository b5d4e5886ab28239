import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import { inFakeTime } from "../e2e/fake-time.ts";

const parts = { users: [{ email: "ada@example.com" }] };
const definitions = "version: 1\nrails: { change: 1 }\nusers: { ada@example.com: { title: Lead } }\n";
const route = "/api/v2/organizations/limits/namespaces/{namespaceName}";

/** The rate that a plan is made with, and how long making it took. */
async function planned(
  limit: number,
  fault?: Fault,
): Promise<{ readonly rate: number; readonly ms: number }> {
  let found = { rate: 0, ms: 0 };
  await inFakeTime({ parts, limiter: { limit }, faults: fault ? [fault] : [] }, async ({ clock, plan }) => {
    found = { rate: (await plan(definitions)).estimate.rate, ms: clock.monotonic() };
  });
  return found;
}

describe("the limit of the organisation", () => {
  it("is asked for and taken, whether it is higher or lower than what is assumed", async () => {
    expect((await planned(1_200)).rate).toBe(1_200);
    expect((await planned(120)).rate).toBe(120);
  });

  it("is done without where asking is not permitted, fails, or is never answered", async () => {
    const faults: readonly Fault[] = [
      { kind: "forbidden", permissions: ["limits:organization:view"], route },
      { kind: "failure", status: 503, route },
      { kind: "cut", applied: "no", route },
      { kind: "proxy", route },
    ];
    for (const fault of faults) {
      const { rate, ms } = await planned(120, fault);
      expect([fault.kind, rate]).toEqual([fault.kind, 300]);
      expect(ms).toBeLessThan(1_000);
    }
  });
});
