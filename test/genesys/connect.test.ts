import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { type Accounts, type ConnectOptions, connect } from "../../src/genesys/client.ts";
import { fakeClock, fakeEdges } from "../fake-clock.ts";
import { onStage } from "./scripted-server.ts";

function connectTo(
  endpoints: ConnectOptions["endpoints"],
  env: Record<string, string> = {},
  onStatus: (status: number) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
) {
  return connect({
    credentials: { kind: "token", token: "given" },
    endpoints,
    rate: { limit: 300, windowMs: 60_000 },
    budget: 1,
    burst: 10,
    concurrency: 10,
    timeoutMs: 60_000,
    pageTimeoutMs: 60_000,
    retries: 5,
    retry429: { minMs: 1, maxMs: 1 },
    retry5xx: { minMs: 1, maxMs: 1 },
    edges: fakeEdges({ env, clock: fakeClock({ auto: true }) }),
    onEvent: (event) => event.type === "call" && onStatus(event.status),
    toolVersion: "1.2.3",
    signal,
  });
}

async function listening<T>(
  server: ReturnType<typeof createServer>,
  act: (port: number) => Promise<T>,
): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await act((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe("connect() and hosts that cannot be reached", () => {
  it("stops at once when nothing listens, naming the host and the setting that chose it", async () => {
    const port = await listening(createServer(), async (free) => free);
    const origin = `http://127.0.0.1:${port}`;
    const chosenBy = { api: "GENESYSCLOUD_API_URL", login: "GENESYSCLOUD_API_URL" };
    const open = connectTo({ api: origin, login: origin, chosenBy });
    await expect(open.reader.get("/api/v2/users")).rejects.toMatchObject({
      code: "unreachable",
      message: `No answer from ${origin}, which GENESYSCLOUD_API_URL chose: it refused the connection (ECONNREFUSED).`,
      fix: expect.stringContaining("GENESYSCLOUD_API_URL"),
    });
    await open.close();
  });

  it("goes on trying a host that has answered before", async () => {
    const statuses: number[] = [];
    const server = createServer((_, response) => response.setHeader("connection", "close").end("{}"));
    const open = await listening(server, async (port) => {
      const origin = `http://127.0.0.1:${port}`;
      const session = connectTo({ api: origin, login: origin }, {}, (status) => statuses.push(status));
      await session.reader.get("/api/v2/users");
      return session;
    });
    await expect(open.reader.get("/api/v2/users")).rejects.toMatchObject({ code: "unreachable" });
    expect(statuses).toEqual([200, 0, 0, 0, 0, 0, 0]);
    await open.close();
  });
});

describe("a session that was interrupted", () => {
  it("does not wait for an answer that does not come when it is closed", async () => {
    const interruption = new AbortController();
    const silent = createServer(() => interruption.abort(new Error("enough")));
    await listening(silent, async (port) => {
      const origin = `http://127.0.0.1:${port}`;
      const open = connectTo({ api: origin, login: origin }, {}, undefined, interruption.signal);
      const asked = open.reader.get("/api/v2/users").catch(() => "never answered");
      await new Promise((resolve) => interruption.signal.addEventListener("abort", resolve));
      await open.close();
      expect(await asked).toBe("never answered");
    });
  });
});

describe("connect() and proxies", () => {
  const hosts = { api: "https://api.mypurecloud.ie", login: "https://login.mypurecloud.ie" };

  it.each([
    ["HTTPS_PROXY", "http://"],
    ["https_proxy", "http://"],
    ["https_proxy", ""],
  ])("goes through %s, spelled %s127.0.0.1:PORT", async (variable, scheme) => {
    const asked: string[] = [];
    const proxy = createServer().on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await listening(proxy, async (port) => {
      const open = connectTo(hosts, { [variable]: `${scheme}127.0.0.1:${port}` });
      await expect(open.reader.get("/api/v2/users")).rejects.toMatchObject({
        code: "unreachable",
        message: expect.stringContaining("Proxy response (403)"),
      });
      await open.close();
    });
    expect(asked).toEqual(["api.mypurecloud.ie:443"]);
  });

  it.each([
    ["https://127.0.0.1:1", "", 0],
    ["https://localhost:1", "", 0],
    ["https://[::1]:1", "", 0],
    // With the dot it is this machine too, but not by a name that gus knows.
    ["https://localhost.:1", "", 1],
    ["https://localhost.:1", "other,localhost.", 0],
    ["https://localhost.:1", "*", 0],
  ])("with NO_PROXY, calls %s past '%s' %i times through the proxy", async (origin, noProxy, times) => {
    let asked = 0;
    const proxy = createServer().on("connect", (_, socket) => {
      asked += 1;
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await listening(proxy, async (port) => {
      const env = { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: noProxy };
      const open = connectTo({ api: origin, login: origin }, env);
      await expect(open.reader.get("/api/v2/users")).rejects.toThrow(`No answer from ${origin}`);
      await open.close();
    });
    expect(asked).toBe(times);
  });

  it("calls this machine directly, whatever the environment says", async () => {
    const server = createServer((_, response) => response.end("{}"));
    await listening(server, async (port) => {
      const origin = `http://127.0.0.1:${port}`;
      const dead = "http://127.0.0.1:1";
      const open = connectTo(
        { api: origin, login: origin },
        { HTTPS_PROXY: dead, HTTP_PROXY: dead, http_proxy: dead },
      );
      await expect(open.reader.get("/api/v2/users")).resolves.toMatchObject({ body: {} });
      await open.close();
    });
  });
});

describe("connect() and answers without end", () => {
  it("does not read more than 64 MB", async () => {
    const server = createServer((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, " ");
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", more).on("error", () => undefined);
      more();
    });
    await listening(server, async (port) => {
      const origin = `http://127.0.0.1:${port}`;
      const open = connectTo({ api: origin, login: origin });
      expect(await open.writer.write({ method: "POST", path: "/api/v2/users/bulk", body: [] })).toMatchObject(
        { kind: "ambiguous", why: expect.stringContaining("larger than gus reads") },
      );
      await open.close();
    });
  });
});

describe("connect() and accounts", () => {
  it("shares one account among sessions of the same client", async () => {
    const accounts: Accounts = new Map();
    await onStage(
      () => ({ body: {} }),
      async ({ session: first, options }) => {
        await first.reader.get("/api/v2/users");
        const second = connect(options);
        expect(second.rate().used).toBe(1);
        const other = connect({ ...options, credentials: { kind: "token", token: "given" } });
        expect(other.rate().used).toBe(0);
        expect([...accounts.keys()].join()).not.toContain("given");
      },
      { accounts },
    );
  });
});
