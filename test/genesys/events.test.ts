import { describe, expect, it } from "vitest";
import type { GusEvent } from "../../src/model/event.ts";
import { onStage, type Script } from "./scripted-server.ts";

const page = { entities: [], total: 0 };
const tagged = (id: string) => ({ "inin-correlation-id": id });

function without(events: readonly GusEvent[], ...types: readonly GusEvent["type"][]): readonly GusEvent[] {
  return events.filter(({ type }) => !types.includes(type));
}

describe("the events of a session", () => {
  it("tell a read that is made again: the pause, then the retry, with the correlation id of the failure", async () => {
    const script: Script = (_, nth) =>
      nth <= 2 ? { status: 503, headers: tagged(`c-${nth}`) } : { body: page };
    await onStage(script, async ({ session, events }) => {
      await session.reader.get("/api/v2/users/0a1b2c3d-0000-4000-8000-000000000001", { expand: "skills" });
      const again = { type: "retry", method: "GET", route: "/api/v2/users/{id}", why: expect.any(String) };
      expect(without(events, "call")).toEqual([
        expect.objectContaining({ type: "pause", reason: "backoff", ms: 10_000, correlationId: "c-1" }),
        { ...again, attempt: 2, correlationId: "c-1" },
        expect.objectContaining({ type: "pause", reason: "backoff", ms: 20_000, correlationId: "c-2" }),
        { ...again, attempt: 3, correlationId: "c-2" },
      ]);
    });
  });

  it("tell no retry after a 429, which is a pause with its correlation id", async () => {
    const limited = { status: 429, headers: { "retry-after": "7", ...tagged("c-1") }, body: {} };
    await onStage(
      (_, nth) => (nth === 1 ? limited : { body: page }),
      async ({ session, events }) => {
        await session.reader.get("/api/v2/users");
        expect(without(events, "call")).toMatchObject([
          { type: "pause", reason: "throttled", correlationId: "c-1" },
        ]);
      },
    );
  });

  it("tell no retry when the last try has failed", async () => {
    await onStage(
      () => ({ instead: "reset" }),
      async ({ session, events }) => {
        await expect(session.reader.get("/api/v2/users")).rejects.toThrow("the connection broke");
        expect(without(events, "call", "pause")).toMatchObject([{ type: "retry", attempt: 2 }]);
      },
      { retries: 1 },
    );
  });

  it("tell with each call how the account stood after it, but not with calls about tokens", async () => {
    await onStage(
      () => ({ body: page }),
      async ({ session, events }) => {
        await session.reader.get("/api/v2/users");
        await session.reader.get("/api/v2/users");
        await session.close();
        const accounts = events.flatMap((event) =>
          event.type === "call" ? [[event.route, event.account]] : [],
        );
        const limit = { allowed: 240, limit: 300 };
        expect(accounts).toEqual([
          ["/oauth/token", undefined],
          ["/api/v2/users", { used: 1, ...limit }],
          ["/api/v2/users", { used: 2, ...limit }],
          ["/api/v2/tokens/me", undefined],
        ]);
      },
      { budget: 0.8 },
    );
  });
});
