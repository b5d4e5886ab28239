import { describe, expect, it } from "vitest";
import { goodTokens, onStage, type Script, type Stage } from "./scripted-server.ts";

const ok: Script = () => ({ body: {} });
const get = ({ session }: Pick<Stage, "session">) => session.reader.get("/api/v2/users");
const HOUR = 3_600_000;

describe("Tokens of an OAuth client", () => {
  it("are asked for once with Basic credentials, however many calls wait", async () => {
    await onStage(ok, async (stage) => {
      await Promise.all([get(stage), get(stage), get(stage)]);
      const basic = Buffer.from("an-id:a-secret").toString("base64");
      expect(stage.tokenCalls).toMatchObject([
        {
          method: "POST",
          path: "/oauth/token",
          body: "grant_type=client_credentials",
          headers: {
            authorization: `Basic ${basic}`,
            "content-type": "application/x-www-form-urlencoded",
          },
        },
      ]);
      expect(stage.session.credential).toBe("OAuth client an-id");
    });
  });

  it("are renewed a minute before they expire", async () => {
    await onStage(ok, async (stage) => {
      await get(stage);
      await stage.clock.sleep(24 * HOUR - 60_001);
      await get(stage);
      expect(stage.tokenCalls).toHaveLength(1);
      await stage.clock.sleep(1);
      await get(stage);
      expect(stage.seen.map(({ headers }) => headers.authorization)).toEqual([
        "Bearer token-1",
        "Bearer token-1",
        "Bearer token-2",
      ]);
    });
  });

  it("are renewed once for all calls that meet a 401 together", async () => {
    let revoked = "";
    const script: Script = ({ headers }) =>
      headers.authorization === revoked ? { status: 401, body: { code: "bad.credentials" } } : { body: {} };
    await onStage(script, async (stage) => {
      await get(stage);
      await stage.clock.sleep(HOUR);
      revoked = "Bearer token-1";
      const write = stage.session.writer.write({ method: "PATCH", path: "/api/v2/users/a", body: {} });
      await Promise.all([get(stage), get(stage), get(stage)]);
      expect(await write).toEqual({ kind: "renewed" });
      expect(stage.tokenCalls).toHaveLength(2);
    });
  });

  it("stop the run when a token is refused that is younger than a minute", async () => {
    await onStage(
      () => ({ status: 401 }),
      async (stage) => {
        await expect(get(stage)).rejects.toMatchObject({
          code: "token-refused",
          message: expect.stringContaining("OAuth client an-id"),
        });
        expect(stage.seen).toHaveLength(1);
      },
    );
  });

  it("wait out the token endpoint's own rate limit", async () => {
    const tokens: Script = (seen, nth) =>
      nth <= 3
        ? { status: 400, body: { error: "invalid_request", description: "rate limit exceeded; try later" } }
        : goodTokens(seen, nth);
    await onStage(
      ok,
      async (stage) => {
        await get(stage);
        expect(stage.tokenCalls.map(({ at }) => at)).toEqual([0, 2_000, 6_000, 14_000]);
      },
      { tokens },
    );
  });

  it("give that up after a minute", async () => {
    const body = { error: "invalid_request", description: "rate limit exceeded;" };
    await onStage(
      ok,
      async (stage) => {
        await expect(get(stage)).rejects.toMatchObject({ code: "throttled-too-long" });
        expect(stage.clock.monotonic()).toBeLessThanOrEqual(60_000);
      },
      { tokens: () => ({ status: 400, body }) },
    );
  });

  it("stop the run with the OAuth error when the client is refused, without its secret", async () => {
    const body = { error: "invalid_client", description: "client a-secret not found" };
    await onStage(
      ok,
      async (stage) => {
        await expect(get(stage)).rejects.toMatchObject({
          code: "token-refused",
          message: expect.stringMatching(/OAuth client an-id: 400 invalid_client: client … not found/),
          fix: expect.stringContaining("GENESYSCLOUD_OAUTHCLIENT_SECRET"),
        });
        expect(stage.tokenCalls).toHaveLength(1);
        expect(stage.session.rate().used).toBe(0);
      },
      { tokens: () => ({ status: 400, body }) },
    );
  });

  it("are asked for again after a 5xx, and refused a body without one", async () => {
    const tokens: Script = (_, nth) => (nth === 1 ? { status: 503 } : { body: "<html></html>" });
    await onStage(
      ok,
      async (stage) => {
        await expect(get(stage)).rejects.toThrow("answered 200 without a token");
        expect(stage.tokenCalls).toHaveLength(2);
        await expect(get(stage)).rejects.toThrow("answered 200 without a token");
      },
      { tokens },
    );
  });

  it("tell of every wait and every further try, as other calls do", async () => {
    const rate = { status: 400, body: { error: "invalid_request", description: "rate limit exceeded" } };
    const tokens: Script = (seen, nth) =>
      nth === 1 ? { status: 503 } : nth === 2 ? rate : goodTokens(seen, nth);
    await onStage(
      ok,
      async (stage) => {
        await get(stage);
        expect(stage.events.filter(({ type }) => type === "pause" || type === "retry")).toMatchObject([
          { type: "pause", reason: "backoff", detail: expect.stringContaining("503") },
          { type: "retry", method: "POST", route: "/oauth/token", attempt: 2 },
          { type: "pause", reason: "backoff", ms: 2000, detail: "the login host's rate limit is used up" },
          { type: "retry", method: "POST", route: "/oauth/token", attempt: 3 },
        ]);
      },
      { tokens },
    );
  });

  it("give a call's place back when there is no token for it after its wait", async () => {
    const tokens: Script = (_, nth) =>
      nth === 1
        ? { body: { access_token: "token-1", expires_in: 300 } }
        : { status: 401, body: { error: "invalid_client" } };
    await onStage(
      ok,
      async (stage) => {
        const [first, second] = await Promise.allSettled([get(stage), get(stage)]);
        expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
        expect(stage.clock.monotonic()).toBe(600_000);
        expect(stage.session.rate().used).toBe(0);
      },
      { tokens, rate: { limit: 1, windowMs: 600_000 } },
    );
  });

  it("are revoked at the end, as the last call", async () => {
    await onStage(ok, async (stage) => {
      await stage.session.close();
      expect(stage.tokenCalls).toEqual([]);
    });
    await onStage(ok, async (stage) => {
      await get(stage);
      await stage.session.close();
      await stage.session.close();
      expect(stage.tokenCalls).toMatchObject([
        { method: "POST" },
        {
          method: "DELETE",
          path: "/api/v2/tokens/me",
          headers: { authorization: "Bearer token-1" },
        },
      ]);
      expect(stage.session.stats()).toEqual({ reads: 1, writes: 0, throttled: 0 });
    });
  });

  it("are left to expire when revoking would have to wait or fails", async () => {
    const script: Script = () => ({ status: 429, headers: { "retry-after": "170" } });
    await onStage(script, async (stage) => {
      await stage.session.writer.write({ method: "DELETE", path: "/api/v2/users/a", body: null });
      await stage.session.close();
      expect(stage.tokenCalls).toHaveLength(1);
      expect(stage.clock.monotonic()).toBe(5_000);
      expect(stage.clock.sleeping()).toBe(0);
    });
    await onStage(
      ok,
      async (stage) => {
        await get(stage);
        await stage.session.close();
      },
      { tokens: (seen, nth) => (seen.method === "DELETE" ? { instead: "reset" } : goodTokens(seen, nth)) },
    );
  });
});

describe("A given token", () => {
  const credentials = { kind: "token", token: "given" } as const;

  it("is used as it is, and not revoked", async () => {
    await onStage(
      ok,
      async (stage) => {
        await get(stage);
        await stage.session.close();
        expect(stage.seen[0]?.headers.authorization).toBe("Bearer given");
        expect(stage.tokenCalls).toEqual([]);
      },
      { credentials },
    );
  });

  it("stops the run when it is refused, by the name of its variable", async () => {
    await onStage(
      () => ({ status: 401 }),
      async (stage) => {
        const failure = get(stage);
        await expect(failure).rejects.toMatchObject({
          code: "token-refused",
          message: expect.stringContaining("the token in GENESYSCLOUD_ACCESS_TOKEN"),
        });
      },
      { credentials },
    );
  });
});
