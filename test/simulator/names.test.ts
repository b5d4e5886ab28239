import { describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import { seedWorld } from "../../src/simulator/world.ts";
import { callerOf, type Loose } from "./caller.ts";

const world = worldOf({
  org: "Acme",
  users: [],
  skills: ["Billing", "billing-premium", "Retention"],
  languages: ["English", "Spanish"],
  locations: ["Madrid", "London"],
  divisions: ["EMEA"],
});

function read(path: string, options: OrgOptions = {}) {
  return callerOf(createOrg({ world, ...options })).get(path);
}

const names = (told: Loose) => told.json.entities.map((entry: Loose) => entry.name);

describe("lists of names", () => {
  it("hold id and name in the paging envelope", () => {
    const told = read("/api/v2/routing/skills?pageSize=2");
    expect(told.json).toMatchObject({ total: 3, pageCount: 2, pageNumber: 1, pageSize: 2 });
    expect(told.json.entities[0]).toMatchObject({
      id: idOf("skill", "Billing"),
      name: "Billing",
      state: "active",
    });
    expect(names(read("/api/v2/routing/languages"))).toEqual(["English", "Spanish"]);
    expect(names(read("/api/v2/locations"))).toEqual(["London", "Madrid"]);
    expect(read("/api/v2/authorization/divisions").json.entities).toMatchObject([
      { name: "EMEA", homeDivision: false },
      { name: "Home", homeDivision: true },
    ]);
  });

  it("filter by the beginning of the name; case counts by switch", () => {
    const path = "/api/v2/routing/skills?name=Bill";
    expect(names(read(path))).toEqual(["Billing", "billing-premium"]);
    expect(names(read(path, { switches: { nameFilterCase: "exact" } }))).toEqual(["Billing"]);
    expect(names(read("/api/v2/authorization/divisions?name=EM"))).toEqual(["EMEA"]);
  });

  it("filter by id, and know no name filter for locations", () => {
    expect(names(read(`/api/v2/locations?id=${idOf("location", "Madrid")}`))).toEqual(["Madrid"]);
    expect(names(read("/api/v2/locations?name=Madrid"))).toEqual(["London", "Madrid"]);
  });

  it("give 500 skills and 100 of the others at most", () => {
    const size = (path: string) => read(`${path}?pageSize=1000`).json.pageSize;
    expect(size("/api/v2/routing/skills")).toBe(500);
    expect(size("/api/v2/routing/languages")).toBe(100);
    expect(size("/api/v2/locations")).toBe(100);
    expect(size("/api/v2/authorization/divisions")).toBe(100);
  });
});

describe("GET /api/v2/organizations/*", () => {
  it("names the org without any permission", () => {
    const clients = [{ id: "c", secret: "s", permissions: [] }] as const;
    expect(read("/api/v2/organizations/me", { clients }).json).toMatchObject({
      id: idOf("org", "Acme"),
      name: "Acme",
    });
  });

  it("tells the rate limit to those who may see limits", () => {
    const path = "/api/v2/organizations/limits/namespaces/platform.api";
    const limit = read(path, { limiter: { limit: 120 } }).json.entities[0];
    expect(limit).toEqual({
      key: "client.credentials.token.rate.per.minute",
      namespace: "platform.api",
      value: 120,
    });
    const clients = [{ id: "c", secret: "s", permissions: [] }] as const;
    expect(read(path, { clients }).status).toBe(403);
    expect(read(path, { clients, switches: { limitsNeedPermission: false } }).status).toBe(200);
    expect(read(path.replace("platform.api", "nothing")).status).toBe(404);
  });
});

describe("routes that the platform does not have", () => {
  const user = seedWorld({ seed: 1, users: 1 }).users[0]?.id;
  const invented = [
    ["PATCH", "/api/v2/users"],
    ["PUT", "/api/v2/users"],
    ["PATCH", "/api/v2/users/bulkupdate"],
    ["PUT", `/api/v2/users/${user}`],
    ["GET", `/api/v2/users/${user}/skills`],
    ["PATCH", `/api/v2/users/${user}/languages`],
    ["PUT", `/api/v2/users/${user}/routinglanguages/bulk`],
    ["POST", "/api/v2/users/jobs"],
    ["GET", "/api/v2/users/export"],
    ["PUT", "/api/v2/users/bulk"],
    ["PATCH", "/api/v2/users/routingskills/bulk"],
    ["POST", "/api/v2/scim/v2/Bulk"],
    ["POST", "/api/v2/batch"],
  ] as const;

  it.each(invented)("%s %s answers 404 with an ErrorBody and writes nothing", (method, path) => {
    const org = createOrg({ world: seedWorld({ seed: 1, users: 1 }) });
    const told = callerOf(org).call(method, path, method === "GET" ? undefined : []);
    expect(told.status).toBe(404);
    expect(told.json).toMatchObject({
      status: 404,
      contextId: told.headers["ININ-Correlation-Id"],
      errors: [],
    });
    expect(org.applied).toEqual([]);
  });
});
