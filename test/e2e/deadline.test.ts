import { describe, expect, it } from "vitest";
import { everybodyLeads, inFakeTime, resultOf } from "./fake-time.ts";
import { statusesOf } from "./stage.ts";

const MINUTE_MS = 60_000;
const { names, parts, definitions } = everybodyLeads(30);
/** Thirty writes at ten a minute: about three minutes. */
const limiter = { limit: 10, windowMs: MINUTE_MS };

describe("apply with a deadline", () => {
  it("writes nothing when the plan needs longer, and says how long that is", async () => {
    await inFakeTime({ parts, limiter }, async ({ org, plan, apply }) => {
      const made = await plan(definitions);
      const result = resultOf(await apply(made, { settings: { deadlineMs: 2 * MINUTE_MS } }));
      expect(result.exitCode).toBe(6);
      expect(result.stopped).toMatchObject({ code: "deadline" });
      expect(result.stopped?.message).toMatch(
        /^What is left takes about 4 min( \d+ s)?, and the deadline leaves 1 min \d+ s; nothing was written\. /,
      );
      expect(org.applied).toEqual([]);
    });
  });

  it("runs to its end when it has the time", async () => {
    await inFakeTime({ parts, limiter }, async ({ plan, apply }) => {
      const result = resultOf(
        await apply(await plan(definitions), { settings: { deadlineMs: 10 * MINUTE_MS } }),
      );
      expect(result.exitCode).toBe(0);
      expect(result.stopped).toBeUndefined();
    });
  });

  it("stops in time when the run takes longer than it seemed, and has read back what it wrote", async () => {
    const pause = {
      kind: "throttle",
      retryAfter: { form: "seconds", seconds: 120 },
      method: "PATCH",
      nth: 10,
    } as const;
    await inFakeTime({ parts, limiter, faults: [pause] }, async ({ org, clock, plan, apply }) => {
      const made = await plan(definitions);
      const began = clock.monotonic();
      const result = resultOf(await apply(made, { settings: { deadlineMs: 6 * MINUTE_MS } }));
      expect(result.exitCode).toBe(6);
      expect(result.stopped?.message).toContain("The deadline of 6 min came before the end of the plan");
      expect(clock.monotonic() - began).toBeLessThanOrEqual(6 * MINUTE_MS);
      const written = new Set(org.applied.map(({ userId }) => org.user(userId).email));
      expect(written.size).toBeGreaterThan(10);
      expect(statusesOf(result)).toEqual(
        names.map((email) => `${email} ${written.has(email) ? "applied" : "not-sent"}`).toSorted(),
      );
      expect(org.log.findLast(({ method }) => method !== "DELETE")?.method).toBe("GET");
    });
  });

  it("is over in time also when reading back has to wait, and says that nothing was read back", async () => {
    const wait = { form: "seconds", seconds: 170 } as const;
    const pause = { kind: "throttle", retryAfter: wait, method: "GET", route: "/api/v2/users" } as const;
    await inFakeTime({ parts, limiter }, async ({ org, clock, plan, apply }) => {
      const made = await plan(definitions);
      org.faults.add({ ...pause, nth: 2 });
      const began = clock.monotonic();
      const result = resultOf(await apply(made, { settings: { deadlineMs: 5 * MINUTE_MS } }));
      expect(clock.monotonic() - began).toBeLessThanOrEqual(5 * MINUTE_MS + 5_000);
      expect(result.exitCode).toBe(6);
      expect(result.stopped).toMatchObject({ code: "deadline" });
      expect(result.summary.unverified).toBe(30);
      expect(result.outcomes[0]?.reason).toBe("Written, but not read back: the deadline came first");
    });
  });

  it("counts the time before the first write as well", async () => {
    const slow = {
      kind: "failure",
      status: 503,
      route: "/api/v2/organizations/me",
      nth: 2,
      times: 100,
    } as const;
    await inFakeTime({ parts, faults: [slow] }, async ({ clock, plan, apply }) => {
      const made = await plan(definitions);
      const began = clock.monotonic();
      const answered = await apply(made, { settings: { deadlineMs: MINUTE_MS } });
      expect(clock.monotonic() - began).toBeLessThanOrEqual(MINUTE_MS + 5_000);
      expect(answered).toMatchObject({ ok: false, exit: 6, problems: [{ code: "deadline" }] });
    });
  });

  it("says how long the plan needs when there is not even time to check it", async () => {
    await inFakeTime({ parts, limiter }, async ({ plan, apply }) => {
      const result = resultOf(await apply(await plan(definitions), { settings: { deadlineMs: 1_000 } }));
      expect(result.exitCode).toBe(6);
      expect(result.stopped?.message).toMatch(/^What is left takes about 4 min/);
    });
  });
});
