import { describe, expect, it } from "vitest";
import { onStage } from "./scripted-server.ts";

const page = { entities: [], total: 0 };

describe("Reader.get()", () => {
  it("sends a token, a User-Agent and the query, and gives the answer", async () => {
    const script = () => ({ body: page, headers: { "inin-correlation-id": "c-1" } });
    await onStage(script, async ({ session, seen }) => {
      const query = { pageSize: 100, id: ["a", "b c"], state: "any", expand: undefined };
      const answer = await session.reader.get("/api/v2/users", query);
      expect(answer).toEqual({ status: 200, body: page, correlationId: "c-1", sentAt: expect.any(Number) });
      expect(seen).toMatchObject([
        {
          method: "GET",
          path: "/api/v2/users?pageSize=100&id=a,b%20c&state=any",
          headers: { authorization: "Bearer token-1", "user-agent": "genesys-user-state/1.2.3" },
        },
      ]);
      expect(seen[0]?.headers["content-type"]).toBeUndefined();
    });
  });

  it.each([
    { status: 408 },
    { status: 500 },
    { status: 502, body: "<html>bad gateway</html>" },
    { status: 504 },
    { status: 200, body: "<html>please log in</html>" },
    { status: 200, body: '{"entities":[' },
    { status: 302, headers: { location: "https://sso.test" } },
    { instead: "reset" as const },
    { instead: "half" as const, headers: { "content-length": "999" }, body: page },
  ])("tries again after $status $instead with growing waits", async (failure) => {
    const script = (_: unknown, nth: number) => (nth <= 3 ? failure : { body: page });
    await onStage(script, async ({ session, seen, events }) => {
      expect((await session.reader.get("/api/v2/users")).body).toEqual(page);
      const gaps = seen.map(({ at }, i) => at - (seen[i - 1]?.at ?? at));
      expect(gaps).toEqual([0, 10_000, 20_000, 40_000]);
      expect(events.filter(({ type }) => type === "pause")).toHaveLength(3);
    });
  });

  it("gives up after the last retry, without waiting once more", async () => {
    const body = { message: "It is broken", code: "internal.server.error", status: 500 };
    await onStage(
      () => ({ status: 500, body }),
      async ({ session, seen, clock }) => {
        const promise = session.reader.get("/api/v2/users/abc");
        await expect(promise).rejects.toMatchObject({
          name: "GenesysError",
          status: 500,
          code: "internal.server.error",
          message: "GET /api/v2/users/abc failed with 500 internal.server.error: It is broken",
        });
        expect(seen).toHaveLength(3);
        expect(clock.monotonic()).toBe(30_000);
      },
      { retries: 2 },
    );
  });

  it.each([400, 403, 404, 409, 413, 415])("does not repeat a %i", async (status) => {
    await onStage(
      () => ({ status, body: { message: "No", code: "no" } }),
      async ({ session, seen }) => {
        await expect(session.reader.get("/api/v2/users")).rejects.toMatchObject({ status, code: "no" });
        expect(seen).toHaveLength(1);
      },
    );
  });

  it("waits out a 429, however many there are, without spending its retries", async () => {
    const limited = {
      status: 429,
      headers: { "retry-after": "7" },
      body: { message: "Rate limit exceeded the maximum. Retry the request in [7] seconds", limit: null },
    };
    const script = (_: unknown, nth: number) => (nth <= 4 ? limited : { body: page });
    await onStage(
      script,
      async ({ session, seen, events }) => {
        await session.reader.get("/api/v2/users");
        expect(seen.map(({ at }) => at)).toEqual([0, 8_000, 16_000, 24_000, 32_000]);
        expect(events.filter(({ type }) => type === "pause")).toHaveLength(4);
        expect(session.stats()).toEqual({ reads: 5, writes: 0, throttled: 4 });
      },
      { retries: 0 },
    );
  });

  it("takes the wait from the message when the header is missing", async () => {
    const body = { message: "Rate limit exceeded the maximum. Retry the request in [42] seconds" };
    const script = (_: unknown, nth: number) => (nth === 1 ? { status: 429, body } : { body: page });
    await onStage(script, async ({ session, clock }) => {
      await session.reader.get("/api/v2/users");
      expect(clock.monotonic()).toBe(43_000);
    });
  });

  it("stops when a limit asks for hours, naming it", async () => {
    const body = { message: "Rate limit", limit: { key: "daily.exports", namespace: "x", value: 5 } };
    await onStage(
      () => ({ status: 429, headers: { "retry-after": "7200" }, body }),
      async ({ session, seen }) => {
        await expect(session.reader.get("/api/v2/users")).rejects.toMatchObject({
          code: "throttled-too-long",
          message: expect.stringContaining("7200 s"),
          fix: expect.stringContaining("120 minutes"),
        });
        expect(seen).toHaveLength(1);
      },
    );
  });

  it("adopts a lower limit that an answer reports", async () => {
    const headers = { "x-ratelimit-limit": "60", "x-ratelimit-remaining": "59" };
    await onStage(
      () => ({ headers, body: page }),
      async ({ session }) => {
        await session.reader.get("/api/v2/users");
        expect(session.rate()).toEqual({ limit: 60, windowMs: 60_000, allowed: 60, used: 1, pausedMs: 0 });
      },
    );
  });

  it("never lets a server see more calls per window than the budget", async () => {
    const rate = { limit: 20, windowMs: 1_000 };
    const script = (_: unknown) => ({ body: page });
    await onStage(
      script,
      async ({ session, seen }) => {
        await Promise.all(Array.from({ length: 60 }, () => session.reader.get("/api/v2/users")));
        const counts = seen.map(({ at }) => seen.filter((o) => o.at >= at && o.at < at + 1_000).length);
        expect(Math.max(...counts)).toBeLessThanOrEqual(16);
        expect(seen).toHaveLength(60);
      },
      { rate, budget: 0.8 },
    );
  });

  it("refuses a path that is not the API's, so that no token leaves it", async () => {
    await onStage(
      () => ({ body: page }),
      async ({ session, seen }) => {
        for (const path of [
          "//evil.test/api/v2/users",
          "https://evil.test/api/v2/",
          "/api/v2/../admin",
          "/x",
        ])
          await expect(session.reader.get(path)).rejects.toThrow("is no path of the Genesys Cloud API");
        expect(seen).toEqual([]);
      },
    );
  });

  it("gives a silent server up after the time-out and counts the call on", async () => {
    await onStage(
      () => ({ instead: "silence" }),
      async ({ session }) => {
        await expect(session.reader.get("/api/v2/users")).rejects.toMatchObject({
          code: "unreachable",
          message: expect.stringContaining("it took longer than 0.05 s"),
        });
        expect(session.rate().used).toBe(1);
      },
      { timeoutMs: 50, retries: 0 },
    );
  });

  it("gives large pages more time", async () => {
    await onStage(
      () => ({ instead: "silence" }),
      async ({ session }) => {
        await expect(session.reader.get("/api/v2/users", { pageSize: 499 })).rejects.toThrow("0.03 s");
        await expect(session.reader.get("/api/v2/users", { pageSize: 500 })).rejects.toThrow("0.04 s");
        await expect(session.reader.search({ pageSize: 500 })).rejects.toThrow("0.04 s");
      },
      { timeoutMs: 30, pageTimeoutMs: 40, retries: 0 },
    );
  });
});

describe("Reader.search()", () => {
  it("posts its body and counts as a read", async () => {
    await onStage(
      () => ({ body: { results: [] } }),
      async ({ session, seen }) => {
        await session.reader.search({ query: [] });
        expect(seen).toMatchObject([
          {
            method: "POST",
            path: "/api/v2/users/search",
            body: '{"query":[]}',
            headers: { "content-type": "application/json" },
          },
        ]);
        expect(session.stats()).toEqual({ reads: 1, writes: 0, throttled: 0 });
      },
    );
  });
});

describe("Reader.audits()", () => {
  it("posts its body, counts as a read, and is repeated once at most", async () => {
    await onStage(
      (_, nth) => (nth === 1 ? { status: 500 } : { status: 503 }),
      async ({ session, seen }) => {
        await expect(session.reader.audits({ filters: [] })).rejects.toMatchObject({ status: 503 });
        const path = "/api/v2/audits/query/realtime?expand=user";
        expect(seen).toMatchObject([
          { method: "POST", path, body: '{"filters":[]}' },
          { method: "POST", path },
        ]);
        expect(session.stats()).toEqual({ reads: 2, writes: 0, throttled: 0 });
      },
    );
  });
});

describe("A session with an AbortSignal", () => {
  it("makes no further call, rejects who waits with the reason, and lets calls in flight finish", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const script = () => {
      controller.abort(reason);
      return { body: page };
    };
    await onStage(
      script,
      async ({ session, seen }) => {
        const first = session.reader.get("/api/v2/users");
        const second = session.reader.get("/api/v2/users");
        const ends = await Promise.allSettled([first, second]);
        expect(ends).toMatchObject([{ value: { status: 200 } }, { reason }]);
        await expect(session.reader.get("/api/v2/users")).rejects.toBe(reason);
        expect(seen).toHaveLength(1);
      },
      { signal: controller.signal, rate: { limit: 1, windowMs: 1_000 } },
    );
  });

  it("ends the wait before a retry", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    await onStage(
      () => ({ status: 503 }),
      async ({ session, seen }) => {
        await expect(session.reader.get("/api/v2/users")).rejects.toBe(reason);
        expect(seen).toHaveLength(1);
      },
      {
        signal: controller.signal,
        onEvent: (event) => event.type === "pause" && queueMicrotask(() => controller.abort(reason)),
      },
    );
  });
});
