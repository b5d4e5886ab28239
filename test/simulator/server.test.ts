import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { worldOf } from "../../src/simulator/build.ts";
import { createOrg, type Org, type OrgOptions } from "../../src/simulator/org.ts";
import { type Served, serve, type WaitingClock } from "../../src/simulator/server.ts";

const ME = "/api/v2/organizations/me";
const world = worldOf({ users: [{ email: "ada@example.com" }] });
const open: Served[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

async function start(
  options: OrgOptions = {},
  clock?: WaitingClock,
): Promise<{ org: Org; url: string; token: string }> {
  const org = createOrg({ world, ...options });
  const served = await serve(org, clock === undefined ? {} : { clock });
  open.push(served);
  return { org, url: served.url, token: org.mint() };
}

function read(url: string, token: string, path = ME): Promise<Response> {
  return fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

describe("serve()", () => {
  it("answers login and API on one loopback port", async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const login = await fetch(`${url}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("gus-client:gus-secret")}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    const { access_token } = (await login.json()) as { access_token: string };
    const told = await read(url, access_token);
    expect(told.status).toBe(200);
    expect(told.headers.get("inin-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(told.headers.getSetCookie()).toEqual([]);
    expect(await told.json()).toMatchObject({ name: "Test Org" });
  });

  it("sends one Date header, made from the org's time", async () => {
    const clock: WaitingClock = { now: () => 1_000_000_000_000, monotonic: () => 0, sleep: async () => {} };
    const { url, token } = await start({}, clock);
    const told = await read(url, token);
    expect(told.headers.get("date")).toBe(new Date(1_000_000_000_000).toUTCString());
  });

  it("refuses requests that come under another host name", async () => {
    const { url, org } = await start();
    const status = await new Promise((resolve, reject) => {
      request(`${url}${ME}`, { headers: { host: "evil.example" } }, (told) => {
        told.resume();
        resolve(told.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(421);
    expect(org.log).toEqual([]);
  });

  it("cuts the connection when the org says so", async () => {
    const { url, token, org } = await start({ faults: [{ kind: "cut", applied: "no" }] });
    await expect(read(url, token)).rejects.toThrow("fetch failed");
    expect(org.log).toHaveLength(1);
  });

  it("waits as long as the answer takes, by the clock it was given", async () => {
    const slept: number[] = [];
    const clock: WaitingClock = {
      now: () => 0,
      monotonic: () => 0,
      sleep: async (ms) => {
        slept.push(ms);
      },
    };
    const { url, token } = await start({ faults: [{ kind: "slow", ms: 12_345 }] }, clock);
    expect((await read(url, token)).status).toBe(200);
    expect(slept).toEqual([12_345]);
  });

  it("ends its waits when it closes", async () => {
    let signal: AbortSignal | undefined;
    const clock: WaitingClock = {
      now: () => 0,
      monotonic: () => 0,
      sleep: (_ms, given) => {
        signal = given;
        return new Promise(() => {});
      },
    };
    const org = createOrg({ world, faults: [{ kind: "slow", ms: 1 }] });
    const served = await serve(org, { clock });
    const pending = read(served.url, org.mint()).catch((error: unknown) => error);
    while (signal === undefined) await new Promise((resolve) => setImmediate(resolve));
    await served.close();
    expect(signal.aborted).toBe(true);
    expect(await pending).toBeInstanceOf(Error);
  });

  it("says what is wrong with a fault that cannot be carried out", async () => {
    const { url, token } = await start({
      faults: [{ kind: "second-writer", when: "before", who: "nobody@example.com", edit: {} }],
    });
    const told = await read(url, token);
    expect(told.status).toBe(500);
    expect(await told.text()).toContain("The simulated org has no user nobody@example.com.");
  });

  it("closes although connections are open and answers are due", async () => {
    const org = createOrg({ world, faults: [{ kind: "slow", ms: 3_600_000 }] });
    const served = await serve(org);
    const { port } = new URL(served.url);
    const idle = connect(Number(port), "127.0.0.1");
    const ended = new Promise((resolve) => idle.on("close", resolve));
    idle.on("error", () => {});
    const pending = read(served.url, org.mint()).catch((error: unknown) => error);
    while (org.log.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await served.close();
    await ended;
    expect(await pending).toBeInstanceOf(Error);
    await expect(read(served.url, "any")).rejects.toThrow();
  });

  it("says when the port is taken", async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(serve(createOrg({ world }), { port })).rejects.toThrow("EADDRINUSE");
  });
});
