import { describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import type { Applied, Fault } from "../../src/simulator/faults.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import type { RetryAfter } from "../../src/simulator/throttled.ts";
import { callerOf, type Loose } from "./caller.ts";

const world = worldOf({
  users: [
    { email: "ada@example.com", version: 7, skills: { Billing: 3 } },
    { email: "grace@example.com", version: 2 },
  ],
});
const ada = idOf("user", "ada@example.com");
const grace = idOf("user", "grace@example.com");
const USER = "/api/v2/users/{userId}";

function start(faults: readonly Fault[], options: OrgOptions = {}) {
  const org = createOrg({ world, faults, ...options });
  const caller = callerOf(org);
  const rename = (id = ada, version = 7) =>
    caller.patch(`/api/v2/users/${id}`, { version, title: "Countess" });
  return { org, caller, rename, title: () => org.user(ada).title };
}

describe("matching of faults", () => {
  const statuses = (where: Partial<Fault>, count = 4, options: OrgOptions = {}) => {
    const { caller } = start([{ kind: "failure", status: 503, ...where } as Fault], options);
    return Array.from({ length: count }, () => caller.get(`/api/v2/users/${ada}`).status);
  };

  it("strikes always, the nth time, or a number of times", () => {
    expect(statuses({})).toEqual([503, 503, 503, 503]);
    expect(statuses({ nth: 2 })).toEqual([200, 503, 200, 200]);
    expect(statuses({ nth: 2, times: 2 })).toEqual([200, 503, 503, 200]);
    expect(statuses({ times: 1 })).toEqual([503, 200, 200, 200]);
  });

  it("looks at method, route and user", () => {
    expect(statuses({ method: "PATCH" }, 1)).toEqual([200]);
    expect(statuses({ route: "/api/v2/users/{id}" }, 1)).toEqual([503]);
    expect(statuses({ route: "/api/v2/users" }, 1)).toEqual([200]);
    expect(statuses({ route: `/api/v2/users/${ada}` }, 1)).toEqual([503]);
    expect(statuses({ user: "ada@example.com" }, 1)).toEqual([503]);
    expect(statuses({ user: grace }, 1)).toEqual([200]);
  });

  it("finds users in bodies of several users and in id parameters", () => {
    const { caller } = start([{ kind: "failure", status: 503, user: grace }]);
    const division = `/api/v2/authorization/divisions/${idOf("division", "Home")}/objects/USER`;
    expect(caller.post(division, [ada, grace]).status).toBe(503);
    expect(caller.post(division, [ada]).status).toBe(204);
    expect(caller.patch("/api/v2/users/bulk", [{ id: grace, acdAutoAnswer: true }]).status).toBe(503);
    expect(caller.get(`/api/v2/users?id=${ada},${grace}`).status).toBe(503);
  });

  it("strikes by chance, the same way for the same seed", () => {
    const some = statuses({ probability: 0.5 }, 40, { seed: 3 });
    expect(new Set(some)).toEqual(new Set([200, 503]));
    expect(statuses({ probability: 0.5 }, 40, { seed: 3 })).toEqual(some);
    expect(statuses({ probability: 0.5 }, 40, { seed: 4 })).not.toEqual(some);
  });

  it("can be added and taken away while the org runs", () => {
    const { org, caller } = start([]);
    const remove = org.faults.add({ kind: "failure", status: 500 });
    expect(caller.get("/api/v2/organizations/me").status).toBe(500);
    remove();
    expect(caller.get("/api/v2/organizations/me").status).toBe(200);
  });

  it("combines: slow, and edited by somebody else, and failing", () => {
    const { org, rename } = start([
      { kind: "slow", ms: 900 },
      { kind: "second-writer", when: "before", edit: { department: "Care" } },
      { kind: "failure", status: 504, applied: "yes" },
    ]);
    const told = rename(ada, 8);
    expect(told).toMatchObject({ status: 504, delayMs: 900 });
    expect(org.user(ada)).toMatchObject({ title: "Countess", department: "Care", version: 9 });
  });
});

describe("a write that several faults strike", () => {
  it("is lost when one of them loses it", () => {
    const { rename, title, org, caller } = start([
      { kind: "failure", status: 504, applied: { late: 1_000 } },
      { kind: "silent-drop" },
    ]);
    expect(rename().status).toBe(504);
    org.advance(caller.now() + 1_000);
    expect(title()).toBeUndefined();
  });

  it("gets the answer of the first of them", () => {
    const { rename } = start([
      { kind: "failure", status: 502, applied: "yes" },
      { kind: "cut", applied: "yes" },
    ]);
    expect(rename()).toMatchObject({ status: 502 });
  });
});

describe("failing answers", () => {
  const all: readonly [number, string][] = [
    [408, "client.timeout"],
    [500, "internal.server.error"],
    [502, "bad.gateway"],
    [503, "service.unavailable"],
    [504, "request.timeout"],
  ];

  it.each(all)("%i has its ErrorBody, with the write stored or not", (status, code) => {
    for (const applied of ["no", "yes"] as const) {
      const { rename, title } = start([{ kind: "failure", status, applied } as Fault]);
      const told = rename();
      expect(told.json).toMatchObject({ status, code, contextId: told.headers["ININ-Correlation-Id"] });
      expect(title()).toBe(applied === "yes" ? "Countess" : undefined);
    }
  });

  it("a retry after a stored 504 meets a version conflict", () => {
    const { rename } = start([{ kind: "failure", status: 504, applied: "yes", times: 1 }]);
    expect([rename().status, rename().status]).toEqual([504, 409]);
  });

  it("a late write is stored after its time, if its version still fits", () => {
    const late: Fault = { kind: "failure", status: 504, applied: { late: 5_000 }, times: 1 };
    const one = start([late]);
    one.rename();
    one.org.advance(one.caller.now() + 4_999);
    expect(one.title()).toBeUndefined();
    one.org.advance(one.caller.now() + 5_000);
    expect(one.title()).toBe("Countess");
    expect(one.org.applied[0]).toMatchObject({ by: "client", request: 1, at: one.caller.now() + 5_000 });

    const other = start([late]);
    other.rename();
    other.org.edit("ada@example.com", { department: "Care" });
    other.org.advance(other.caller.now() + 5_000);
    expect(other.title()).toBeUndefined();
  });

  it("a late write is stored once", () => {
    const { caller, org } = start([{ kind: "cut", applied: { late: 1_000 } }]);
    caller.put(`/api/v2/users/${ada}/routingskills/bulk`, []);
    for (const later of [1_000, 2_000]) org.advance(caller.now() + later);
    expect(org.applied).toHaveLength(1);
    expect(org.user(ada).skills).toEqual([]);
  });

  const cuts: readonly [Applied, "before" | "after"][] = [
    ["no", "before"],
    ["yes", "after"],
    [{ late: 1_000 }, "before"],
  ];
  it.each(cuts)("a connection cut with applied %o leaves no answer", (applied, cut) => {
    const { rename, title, org, caller } = start([{ kind: "cut", applied }]);
    expect(rename()).toMatchObject({ status: 0, cut, body: "" });
    expect(title()).toBe(cut === "after" ? "Countess" : undefined);
    org.advance(caller.now() + 1_000);
    expect(title()).toBe(applied === "no" ? undefined : "Countess");
    expect(org.log[0]).toMatchObject({ status: 0, userIds: [ada] });
  });

  it("a silent drop answers as if the write were stored", () => {
    const { rename, title, org } = start([{ kind: "silent-drop" }]);
    const told = rename();
    expect(told).toMatchObject({ status: 200, json: { title: "Countess", version: 8 } });
    expect(title()).toBeUndefined();
    expect(org.user(ada).version).toBe(7);
    expect(org.applied).toEqual([]);
  });

  it("a proxy answers 200 with a page", () => {
    const { rename, title } = start([{ kind: "proxy" }]);
    const told = rename();
    expect(told).toMatchObject({ status: 200, headers: { "Content-Type": "text/html" } });
    expect(told.body).toContain("<html>");
    expect(title()).toBe("Countess");
    const lost = start([{ kind: "proxy", applied: "no", status: 201, body: "hello" }]);
    expect(lost.rename()).toMatchObject({ status: 201, body: "hello" });
    expect(lost.title()).toBeUndefined();
  });

  it("slow answers have changed the state at arrival", () => {
    const { rename, title } = start([{ kind: "slow", ms: 40_000 }]);
    expect(rename().delayMs).toBe(40_000);
    expect(title()).toBe("Countess");
  });
});

describe("throttled answers", () => {
  const header = (retryAfter: RetryAfter) => {
    const { rename, caller } = start([{ kind: "throttle", retryAfter }]);
    const told = rename();
    expect(told).toMatchObject({ status: 429, json: { code: "too.many.requests.retry.after" } });
    return { value: told.headers["Retry-After"], now: caller.now() };
  };

  it("carry Retry-After in any form", () => {
    expect(header({ form: "seconds", seconds: 3 }).value).toBe("3");
    expect(header({ form: "seconds", seconds: 0 }).value).toBe("0");
    expect(header({ form: "seconds", seconds: -5 }).value).toBe("-5");
    expect(header({ form: "seconds", seconds: 3_600 }).value).toBe("3600");
    expect(header({ form: "text", text: "soon" }).value).toBe("soon");
    expect(header({ form: "missing" }).value).toBeUndefined();
    const date = header({ form: "date", seconds: 30 });
    expect(Date.parse(date.value ?? "")).toBe(date.now + 30_000);
    const epoch = header({ form: "epoch", seconds: 30 });
    expect(Number(epoch.value)).toBe(epoch.now / 1000 + 30);
  });

  it("may name a limit, and store nothing", () => {
    const limit = { key: "users.patch", namespace: "platform.api", value: 10 };
    const { rename, title } = start([
      { kind: "throttle", retryAfter: { form: "seconds", seconds: 1 }, limit },
    ]);
    expect(rename().json.limit).toEqual(limit);
    expect(title()).toBeUndefined();
  });

  it("at the token endpoint are 400 with an OAuth error", () => {
    const { caller } = start([{ kind: "mint-throttle", times: 1 }]);
    const ask = () =>
      caller.call("POST", "/oauth/token", "grant_type=client_credentials", {
        authorization: `Basic ${Buffer.from("gus-client:gus-secret").toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      });
    expect(ask()).toMatchObject({ status: 400, json: { error: "invalid_request" } });
    expect(ask().status).toBe(200);
  });
});

describe("tokens and permissions that go away", () => {
  it("a token dies in the middle of a run and stays dead", () => {
    const { caller } = start([{ kind: "token-dies", nth: 2 }]);
    const codes = [1, 2, 3].map(() => caller.get("/api/v2/organizations/me").json.code);
    expect(codes).toEqual([undefined, "bad.credentials", "bad.credentials"]);
  });

  it("a permission is missing for one route", () => {
    const { rename, caller, title } = start([
      { kind: "forbidden", permissions: ["directory:user:edit"], method: "PATCH", route: USER },
    ]);
    expect(rename()).toMatchObject({ status: 403, json: { code: "missing.permissions" } });
    expect(title()).toBeUndefined();
    expect(caller.get(`/api/v2/users/${ada}`).status).toBe(200);
  });
});

describe("reads that do not show everything", () => {
  it("lag behind on the route they are asked to", () => {
    const { caller, rename } = start([{ kind: "lag", ms: 3_000, route: USER }]);
    const title = () => caller.get(`/api/v2/users/${ada}`).json.title;
    rename();
    expect(title()).toBeUndefined();
    expect(caller.get(`/api/v2/users?id=${ada}`).json.entities[0].title).toBe("Countess");
    caller.wait(3_000);
    expect(title()).toBe("Countess");
  });

  it("miss an expand for chosen users, on the route they are asked to", () => {
    const fault: Fault = {
      kind: "partial-expand",
      expand: "skills",
      users: ["ada@example.com"],
      route: "/api/v2/users",
    };
    const { caller } = start([fault]);
    const listed = caller.get("/api/v2/users?expand=skills,languages").json.entities;
    expect(listed.map((user: Loose) => ["skills" in user, "languages" in user])).toEqual([
      [false, true],
      [true, true],
    ]);
    expect(caller.get(`/api/v2/users/${ada}?expand=skills`).json.skills).toHaveLength(1);
  });

  it("miss an expand for a share of users", () => {
    const users = Array.from({ length: 60 }, (_, index) => ({ email: `u${index}@example.com` }));
    const options = { world: worldOf({ users }) };
    const { caller } = start([{ kind: "partial-expand", expand: "skills", share: 0.3 }], options);
    const listed = caller.get("/api/v2/users?expand=skills&pageSize=100").json.entities;
    const missing = listed.filter((user: Loose) => !("skills" in user)).length;
    expect(missing).toBeGreaterThan(5);
    expect(missing).toBeLessThan(40);
  });
});

describe("a second writer", () => {
  it("comes just before a write and makes its version stale", () => {
    const { rename, org } = start([
      { kind: "second-writer", when: "before", edit: { department: "Care" }, method: "PATCH", nth: 1 },
    ]);
    expect(rename().status).toBe(409);
    expect(org.user(ada)).toMatchObject({ department: "Care", version: 8 });
    expect(org.applied).toMatchObject([{ by: "second writer", request: 1 }]);
  });

  it("comes just after a write and changes what it wrote", () => {
    const { rename, org } = start([
      {
        kind: "second-writer",
        when: "after",
        method: "PATCH",
        edit: (user) => ({ title: `${user.title} II` }),
      },
    ]);
    expect(rename().status).toBe(200);
    expect(org.user(ada)).toMatchObject({ title: "Countess II", version: 9 });
    expect(org.applied.map((write) => write.by)).toEqual(["client", "second writer"]);
  });

  it("edits whom it is told to, or is called by hand", () => {
    const { rename, org } = start([
      { kind: "second-writer", when: "before", who: "grace@example.com", edit: { title: "Admiral" } },
    ]);
    expect(rename().status).toBe(200);
    expect(org.user(grace)).toMatchObject({ title: "Admiral", version: 3 });
    expect(org.edit("grace@example.com", { skills: [] }).version).toBe(4);
    expect(() => org.edit("nobody@example.com", {})).toThrow("no user nobody@example.com");
  });
});
