import { describe, expect, it } from "vitest";
import { everybodyLeads, inFakeTime, resultOf } from "./fake-time.ts";
import { writesIn } from "./stage.ts";

const { parts, definitions } = everybodyLeads(40);

describe("apply while the platform is down", () => {
  it("stops after a minute's worth of failures, says so, and leaves the rest unsent", async () => {
    const down = { kind: "failure", status: 503, method: "PATCH", nth: 5, times: 10_000 } as const;
    await inFakeTime({ parts, faults: [down] }, async ({ org, events, plan, apply }) => {
      const result = resultOf(await apply(await plan(definitions)));
      expect(result.exitCode).toBe(6);
      expect(result.stopped?.code).toBe("breaker");
      expect(result.stopped?.message).toMatch(
        /^Genesys fails: within a minute \d+ of \d+ calls were answered 5xx/,
      );
      expect(events.filter(({ type }) => type === "breaker")).toHaveLength(1);
      expect(writesIn(org.log).length).toBeLessThan(40);
      expect(result.summary.applied).toBe(4);
      expect(result.summary["not-sent"]).toBeGreaterThan(20);
    });
  });

  it("goes on through a fault here and there", async () => {
    const flaky = { kind: "failure", status: 503, method: "PATCH", probability: 0.2 } as const;
    await inFakeTime({ parts, faults: [flaky] }, async ({ plan, apply }) => {
      expect(resultOf(await apply(await plan(definitions))).exitCode).toBe(0);
    });
  });
});
