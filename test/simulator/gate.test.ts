import { describe, expect, it } from "vitest";
import { worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import { callerOf } from "./caller.ts";

const ME = "/api/v2/organizations/me";
const world = worldOf({ users: [{ email: "ada@example.com" }] });

function limited(options: OrgOptions = {}) {
  return createOrg({ world, limiter: { limit: 3 }, ...options });
}

function statuses(caller: ReturnType<typeof callerOf>, count: number, path = ME): readonly number[] {
  return Array.from({ length: count }, () => caller.get(path).status);
}

describe("rate limits of createOrg()", () => {
  it("answers 429 with whole seconds, the documented code and nothing else about limits", () => {
    const caller = callerOf(limited());
    statuses(caller, 3);
    caller.wait(17_500);
    const refused = caller.get(ME);
    expect(refused.status).toBe(429);
    expect(refused.headers["Retry-After"]).toBe("43");
    expect(refused.headers["Strict-Transport-Security"]).toBe("max-age=600; includeSubDomains");
    expect(Object.keys(refused.headers).filter((name) => /ratelimit/i.test(name))).toEqual([]);
    expect(refused.json).toEqual({
      message: "Rate limit exceeded the maximum. Retry the request in [43] seconds",
      code: "too.many.requests.retry.after",
      status: 429,
      contextId: refused.headers["ININ-Correlation-Id"],
      details: [],
      errors: [],
    });
  });

  it("lets the caller in again after Retry-After", () => {
    const caller = callerOf(limited());
    statuses(caller, 3);
    const refused = caller.get(ME);
    caller.wait(Number(refused.headers["Retry-After"]) * 1000);
    expect(caller.get(ME).status).toBe(200);
  });

  it("gives every token a bucket of its own, or one to all tokens of a client", () => {
    const perToken = limited();
    statuses(callerOf(perToken), 3);
    expect(callerOf(perToken).get(ME).status).toBe(200);
    const perClient = limited({ per: "client" });
    statuses(callerOf(perClient), 3);
    expect(callerOf(perClient).get(ME).status).toBe(429);
  });

  it("can change its limit while it runs", () => {
    const org = limited();
    const caller = callerOf(org);
    expect(statuses(caller, 4)).toEqual([200, 200, 200, 429]);
    org.changeLimit({ limit: 2 });
    expect(statuses(caller, 3)).toEqual([200, 200, 429]);
  });

  it("counts calls to routes that do not exist", () => {
    const caller = callerOf(limited());
    expect(statuses(caller, 4, "/api/v2/users/jobs/none")).toEqual([404, 404, 404, 429]);
  });

  it("names the limit in the body when switched on", () => {
    const caller = callerOf(limited({ switches: { limitNamed: true } }));
    statuses(caller, 3);
    expect(caller.get(ME).json.limit).toEqual({
      key: "client.credentials.token.rate.per.minute",
      namespace: "platform.api",
      value: 3,
    });
  });

  it("lets refusals count when switched on", () => {
    const caller = callerOf(limited({ switches: { refusedCallsCount: true } }));
    statuses(caller, 4);
    caller.wait(30_000);
    statuses(caller, 3);
    caller.wait(30_000);
    expect(caller.get(ME).status).toBe(429);
  });

  it("limits one route on top of the token", () => {
    const own = {
      kind: "sliding-log",
      limit: 1,
      windowMs: 60_000,
      key: "users.read",
      method: "GET",
      route: "/api/v2/users/{id}",
    } as const;
    const org = createOrg({ world, routes: [own], switches: { limitNamed: true } });
    const caller = callerOf(org);
    const path = `/api/v2/users/${org.user("ada@example.com").id}`;
    expect(statuses(caller, 2, path)).toEqual([200, 429]);
    expect(caller.get(path).json.limit.key).toBe("users.read");
    expect(caller.get(ME).status).toBe(200);
  });

  it("lets a rival use up the same token", () => {
    const caller = callerOf(createOrg({ world, limiter: { limit: 60 }, rival: { perMinute: 60 } }));
    expect(caller.get(ME).status).toBe(200);
    caller.wait(59_000);
    expect(caller.get(ME).status).toBe(429);
  });
});

describe("rate headers of createOrg()", () => {
  const last = (options: OrgOptions) => {
    const caller = callerOf(limited(options));
    caller.get(ME);
    caller.wait(10_000);
    return { told: caller.get(ME), now: caller.now() };
  };

  it("sends the historic family: used, allowed, seconds left", () => {
    expect(last({ headers: "inin" }).told.headers).toMatchObject({
      "inin-ratelimit-count": "2",
      "inin-ratelimit-allowed": "3",
      "inin-ratelimit-reset": "50",
    });
  });

  it("sends the generic family with reset as a delta", () => {
    expect(last({ headers: "x-ratelimit-delta" }).told.headers).toMatchObject({
      "X-RateLimit-Limit": "3",
      "X-RateLimit-Remaining": "1",
      "X-RateLimit-Reset": "50",
    });
  });

  it("sends the generic family with reset as an epoch", () => {
    const { told, now } = last({ headers: "x-ratelimit-epoch" });
    expect(told.headers["X-RateLimit-Reset"]).toBe(String(now / 1000 + 50));
  });
});
