import { describe, expect, it } from "vitest";
import { connectReader } from "../../src/genesys/client.ts";
import { onStage, type Scripted, type Stage } from "./scripted-server.ts";

const request = { method: "PATCH", path: "/api/v2/users/abc", body: { version: 1, title: "x" } } as const;

async function write(scripted: Scripted, changes = {}) {
  const found: { answer?: unknown; calls?: number } = {};
  await onStage(
    () => scripted,
    async ({ session, seen }) => {
      found.answer = await session.writer.write(request);
      found.calls = seen.length;
    },
    changes,
  );
  expect(found.calls).toBe(1);
  return found.answer;
}

describe("Writer.write()", () => {
  it("sends the body as it stands, once", async () => {
    await onStage(
      () => ({ body: { id: "abc", version: 2 }, headers: { "inin-correlation-id": "c-1" } }),
      async ({ session, seen, events }) => {
        const answer = await session.writer.write(request);
        expect(answer).toEqual({
          kind: "accepted",
          status: 200,
          body: { id: "abc", version: 2 },
          correlationId: "c-1",
        });
        expect(seen).toMatchObject([{ method: "PATCH", body: '{"version":1,"title":"x"}' }]);
        expect(session.stats()).toEqual({ reads: 0, writes: 1, throttled: 0 });
        expect(events.at(-1)).toMatchObject({ type: "call", status: 200, correlationId: "c-1" });
      },
    );
  });

  it("sends no body for null, and takes an empty answer", async () => {
    await onStage(
      () => ({ status: 204 }),
      async ({ session, seen }) => {
        const path = "/api/v2/users/abc/routingskills/def";
        const answer = await session.writer.write({ method: "DELETE", path, body: null });
        expect(answer).toEqual({ kind: "accepted", status: 204, body: null });
        expect(seen[0]).toMatchObject({ method: "DELETE", body: "" });
        expect(seen[0]?.headers["content-type"]).toBeUndefined();
      },
    );
  });

  it.each([400, 403, 404, 405, 409, 413, 415, 422])("calls a %i refused", async (status) => {
    const answer = await write({ status, body: { code: "no", message: "No" } });
    expect(answer).toMatchObject({ kind: "refused", error: { status, code: "no", detail: "No" } });
  });

  it.each<Scripted>([
    { status: 408 },
    { status: 500 },
    { status: 503 },
    { status: 504 },
    { status: 302, headers: { location: "/" } },
    { status: 200, body: "<html>welcome</html>" },
    { status: 200, body: '{"id":' },
    { instead: "reset" },
    { instead: "half", headers: { "content-length": "999" }, body: {} },
  ])("calls $status $instead $body ambiguous, and does not repeat it", async (scripted) => {
    expect(await write(scripted)).toMatchObject({ kind: "ambiguous", why: expect.stringMatching(/\w/) });
  });

  it("calls a silent server ambiguous", async () => {
    expect(await write({ instead: "silence" }, { timeoutMs: 50 })).toEqual({
      kind: "ambiguous",
      why: "it took longer than 0.05 s",
    });
  });

  it("reports a 429 at once and lets the next send wait for the pause", async () => {
    const script = (_: unknown, nth: number) =>
      nth === 1 ? { status: 429, headers: { "retry-after": "3" } } : { body: {} };
    await onStage(script, async ({ session, seen }) => {
      expect(await session.writer.write(request)).toEqual({ kind: "throttled" });
      expect(session.rate().pausedMs).toBe(4_000);
      expect(await session.writer.write(request)).toMatchObject({ kind: "accepted" });
      expect(seen.map(({ at }) => at)).toEqual([0, 4_000]);
      expect(session.stats()).toEqual({ reads: 0, writes: 2, throttled: 1 });
    });
  });

  describe("before a call leaves", () => {
    const accepting = () => ({ body: { id: "abc", version: 2 } });

    it("does what has to be done first, when its turn has come", async () => {
      await onStage(accepting, async ({ session, seen }) => {
        const before = async () => expect(seen).toHaveLength(0);
        expect(await session.writer.write({ ...request, before })).toMatchObject({ kind: "accepted" });
        expect(seen).toHaveLength(1);
      });
    });

    it("keeps it back when that fails, and counts it against no limit", async () => {
      await onStage(accepting, async ({ session, seen }) => {
        const before = () => Promise.reject(new Error("the disk is full"));
        await expect(session.writer.write({ ...request, before })).rejects.toThrow("the disk is full");
        expect(seen).toHaveLength(0);
        expect(session.rate().used).toBe(0);
      });
    });

    it("keeps it back when it is stale by then, and counts it against no limit", async () => {
      await onStage(accepting, async ({ session, seen }) => {
        let fresh = true;
        const before = async () => {
          fresh = false;
        };
        const answer = await session.writer.write({ ...request, before, fresh: () => fresh });
        expect(answer).toEqual({ kind: "stale" });
        expect(seen).toHaveLength(0);
        expect(session.rate().used).toBe(0);
      });
    });

    it("keeps it back when the run is interrupted meanwhile", async () => {
      const interruption = new AbortController();
      const script = async ({ session, seen }: Stage) => {
        const before = async () => interruption.abort(new Error("Ctrl-C"));
        await expect(session.writer.write({ ...request, before })).rejects.toThrow("Ctrl-C");
        expect(seen).toHaveLength(0);
        expect(session.rate().used).toBe(0);
      };
      await onStage(accepting, script, { signal: interruption.signal });
    });
  });

  it("keeps token and bodies out of events and errors", async () => {
    const body = { code: "bad", message: "you sent Bearer token-1" };
    await onStage(
      () => ({ status: 400, body }),
      async ({ session, events }) => {
        const answer = await session.writer.write({ ...request, body: { title: "private" } });
        const told = JSON.stringify([events, answer, String(answer.kind === "refused" && answer.error)]);
        expect(told).not.toMatch(/token-1|a-secret|private/);
      },
    );
  });
});

describe("connectReader()", () => {
  it("has no writer", async () => {
    await onStage(
      () => ({ body: {} }),
      async ({ options }) => {
        const session = connectReader(options);
        expect(session).not.toHaveProperty("writer");
        // @ts-expect-error a plan-only session cannot write, and the type says so
        expect(session.writer).toBeUndefined();
      },
    );
  });
});
