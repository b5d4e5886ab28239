import { describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions, SECOND_WRITER } from "../../src/simulator/org.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { callerOf, type Loose, START } from "./caller.ts";

const PATH = "/api/v2/audits/query/realtime";
const DAY = 86_400_000;
const ada = idOf("user", "ada@example.com");
const world = worldOf({
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Billing: 3 } },
    { email: "bob@example.com", name: "Bob" },
  ],
});

function start(options: Omit<OrgOptions, "world"> = {}) {
  const org = createOrg({ world, ...options });
  return { org, caller: callerOf(org) };
}

const LAST_DAY = `${new Date(START - DAY).toISOString()}/${new Date(START + DAY).toISOString()}`;

function aboutAda(entityType = "User") {
  const filters = [
    { property: "EntityType", value: entityType },
    { property: "EntityId", value: ada },
  ];
  return { interval: LAST_DAY, filters };
}

function changes({ entities }: Loose): readonly string[] {
  return entities.flatMap(({ propertyChanges }: Loose) =>
    propertyChanges.map(
      ({ property, oldValues, newValues }: Loose) => `${property} ${oldValues} ${newValues}`,
    ),
  );
}

describe("the audit log of the local org", () => {
  it("tells what a client wrote, and what somebody edited by hand, with who and when", () => {
    const { org, caller } = start();
    const version = org.user(ada).version;
    caller.patch(`/api/v2/users/${ada}`, { version, title: "Lead" });
    caller.wait(1000);
    org.edit("ada@example.com", { department: "Care" }, caller.now());
    const { json } = caller.post(`${PATH}?expand=user`, aboutAda());
    expect(json).toMatchObject({ total: 2, pageNumber: 1, pageCount: 1 });
    expect(changes(json)).toEqual(["title Agent Lead", "department  Care"]);
    const [mine, byHand] = json.entities;
    expect(mine).toMatchObject({
      serviceName: "Directory",
      entity: { id: ada, name: "Ada" },
      eventDate: new Date(START).toISOString(),
      client: { id: DEFAULT_CLIENT.id },
    });
    expect(mine).not.toHaveProperty("user");
    expect(byHand).toMatchObject({
      user: { name: SECOND_WRITER.person.name },
      client: { id: SECOND_WRITER.client.id },
      application: "Admin UI",
    });
  });

  it("names people only when asked, and begins with the newest when asked", () => {
    const { org, caller } = start();
    org.edit(ada, { title: "Lead" }, START);
    org.edit(ada, { title: "Chief" }, START + 1);
    caller.wait(10);
    const sort = [{ name: "Timestamp", sortOrder: "descending" }];
    const { json } = caller.post(PATH, { ...aboutAda(), sort });
    expect(changes(json)).toEqual(["title Lead Chief", "title Agent Lead"]);
    expect(json.entities[0].user).toEqual({ id: SECOND_WRITER.person.id });
  });

  it("has no entry for a write that changed nothing, nor for another user", () => {
    const { org, caller } = start();
    caller.patch(`/api/v2/users/${ada}`, { version: org.user(ada).version, title: "Agent" });
    org.edit("bob@example.com", { title: "Lead" }, START);
    expect(caller.post(PATH, aboutAda()).json.total).toBe(0);
  });

  it.each([
    ["AgentRoutingInfo", 0, 1],
    ["User", 1, 0],
  ] as const)("has skills under %s when the switch says so", (auditedRouting, asUser, asRouting) => {
    const { caller } = start({ switches: { auditedRouting } });
    caller.patch(`/api/v2/users/${ada}/routingskills/bulk`, [
      { id: idOf("skill", "Billing"), proficiency: 5 },
    ]);
    expect(caller.post(PATH, aboutAda()).json.total).toBe(asUser);
    expect(caller.post(PATH, aboutAda("AgentRoutingInfo")).json.total).toBe(asRouting);
  });

  it("leaves properties unnamed, and wants a service, when switches say so", () => {
    const { org, caller } = start({ switches: { auditedProperties: "unnamed", auditedService: "required" } });
    org.edit(ada, { title: "Lead" }, START);
    expect(caller.post(PATH, aboutAda())).toMatchObject({
      status: 400,
      json: { message: "serviceName is required." },
    });
    const { json } = caller.post(PATH, { ...aboutAda(), serviceName: "Directory" });
    expect(json).toMatchObject({ total: 1, entities: [{ propertyChanges: [] }] });
    expect(caller.post(PATH, { ...aboutAda(), serviceName: "Routing" }).json.total).toBe(0);
  });

  it("comes in pages, and late when reads of it lag", () => {
    const { org, caller } = start({ lag: { audit: 5000 } });
    for (const title of ["a", "b", "c"]) org.edit(ada, { title }, START);
    expect(caller.post(PATH, aboutAda()).json.total).toBe(0);
    caller.wait(5000);
    const { json } = caller.post(PATH, { ...aboutAda(), pageSize: 2, pageNumber: 2 });
    expect(json).toMatchObject({ total: 3, pageCount: 2, pageSize: 2, entities: [{}] });
  });

  it.each([
    ["no interval", {}],
    ["an interval that ends before it begins", { interval: LAST_DAY.split("/").toReversed().join("/") }],
    [
      "more than 14 days",
      { interval: `${new Date(START - 15 * DAY).toISOString()}/${new Date(START).toISOString()}` },
    ],
    ["an unknown filter", { interval: LAST_DAY, filters: [{ property: "Name", value: "x" }] }],
    ["an id without its type", { interval: LAST_DAY, filters: [{ property: "EntityId", value: ada }] }],
    ["a page that is none", { interval: LAST_DAY, pageSize: 0 }],
    ["no query at all", []],
  ])("refuses %s", (_what, body) => {
    expect(start().caller.post(PATH, body).status).toBe(400);
  });

  it("is for clients with audits:audit:view", () => {
    const client = { ...DEFAULT_CLIENT, permissions: ["directory:user:view"] };
    const { status, json } = start({ clients: [client] }).caller.post(PATH, aboutAda());
    expect([status, json.message]).toEqual([403, expect.stringContaining("audits:audit:view")]);
  });
});
