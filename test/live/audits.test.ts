import { describe, expect, it } from "vitest";
import { type AskedUser, type AuditedType, lastDays, readAudits } from "../../src/live/audits.ts";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions, SECOND_WRITER } from "../../src/simulator/org.ts";
import { readerOn } from "./reading.ts";

const NAMES = ["ada", "bob", "cay", "dee", "eve"];
const world = worldOf({
  users: NAMES.map((name) => ({ email: `${name}@example.com`, name, skills: { Billing: 3 } })),
});
const PATH = "/api/v2/audits/query/realtime";
/** When the clock of these tests stands. */
const NOW = Date.parse("2026-01-05T09:00:00.000Z");

function asked(name: string, ...types: readonly AuditedType[]): AskedUser {
  return { id: idOf("user", `${name}@example.com`), types: new Set(types.length > 0 ? types : ["User"]) };
}

function start(options: Omit<OrgOptions, "world"> = {}) {
  const org = createOrg({ world, ...options });
  for (const name of NAMES) org.edit(`${name}@example.com`, { title: `of ${name}` }, NOW - 2000);
  const skills = [{ id: idOf("skill", "Billing"), proficiency: 5 }];
  org.edit("ada@example.com", { skills }, NOW - 1000);
  const read = (...users: readonly AskedUser[]) => readAudits(readerOn(org), users, lastDays(NOW));
  const calls = () => org.log.filter(({ path }) => path.startsWith(PATH));
  return { org, read, calls };
}

describe("readAudits()", () => {
  it("tells who, when, through what and of which properties, the newest first", async () => {
    const { read } = start();
    const { entries, stopped } = await read(asked("ada", "User", "AgentRoutingInfo"));
    expect(stopped).toBeUndefined();
    const [newest, older] = entries.get(asked("ada").id) ?? [];
    expect(newest).toMatchObject({
      at: new Date(NOW - 1000).toISOString(),
      properties: [{ name: "routingSkills" }],
    });
    expect(older).toEqual({
      at: new Date(NOW - 2000).toISOString(),
      by: { id: SECOND_WRITER.person.id, name: SECOND_WRITER.person.name },
      client: { id: SECOND_WRITER.client.id, name: "Admin UI" },
      properties: [{ name: "title", before: [], after: ["of ada"] }],
    });
  });

  it("asks for users and types one by one, the first alone", async () => {
    const { read, calls } = start();
    const { entries } = await read(...NAMES.map((name) => asked(name)));
    expect([...entries.values()].map((own) => own[0]?.properties[0]?.after)).toEqual(
      NAMES.map((name) => [`of ${name}`]),
    );
    expect(calls()).toHaveLength(NAMES.length);
    expect(JSON.parse(calls()[0]?.body ?? "")).toEqual({
      interval: "2025-12-22T10:00:00.000Z/2026-01-05T09:00:00.000Z",
      filters: [
        { property: "EntityType", value: "User" },
        { property: "EntityId", value: asked("ada").id },
      ],
      sort: [{ name: "Timestamp", sortOrder: "descending" }],
      pageSize: 100,
      pageNumber: 1,
    });
  });

  it("names the service once it is told to", async () => {
    const { read, calls } = start({ switches: { auditedService: "required" } });
    const { entries } = await read(asked("ada", "User", "AgentRoutingInfo"), asked("bob"));
    expect(entries.get(asked("ada").id)).toHaveLength(2);
    expect(entries.get(asked("bob").id)).toHaveLength(1);
    const services = calls().map(({ body }) => (JSON.parse(body) as { serviceName?: string }).serviceName);
    expect(services).toEqual([undefined, "Directory", "ContactCenter", "Directory"]);
  });

  it("goes on without the type for routing where the log does not take it", async () => {
    const { org, calls } = start();
    const reader = readerOn(org);
    const both = ["ada", "bob"].map((name) => asked(name, "User", "AgentRoutingInfo"));
    const picky: typeof reader = {
      ...reader,
      audits: (body) =>
        JSON.stringify(body).includes("AgentRoutingInfo") ? reader.audits([]) : reader.audits(body),
    };
    const { entries, stopped } = await readAudits(picky, both, lastDays(NOW));
    expect([stopped, entries.size, entries.get(asked("ada").id)?.length]).toEqual([undefined, 2, 1]);
    expect(calls().map(({ status }) => status)).toEqual([200, 400, 200]);
  });

  it.each([
    ["it may not be read", { kind: "forbidden", permissions: ["audits:audit:view"] }, 1, { status: 403 }],
    ["it fails, after one more try", { kind: "failure", status: 500 }, 2, { status: 500 }],
  ] as const)("stops at once when %s", async (_why, fault, tries, error) => {
    const { org, read, calls } = start();
    org.faults.add({ ...fault, route: PATH });
    const { entries, stopped } = await read(...NAMES.map((name) => asked(name)));
    expect([entries.size, calls().length]).toEqual([0, tries]);
    expect(stopped).toMatchObject(error);
  });

  it("keeps what it was told before it was stopped", async () => {
    const { org, read } = start();
    org.faults.add({ kind: "failure", status: 503, route: PATH, nth: 2, times: 99 });
    const { entries, stopped } = await read(...NAMES.map((name) => asked(name)));
    expect([[...entries.keys()], stopped]).toMatchObject([[asked("ada").id], { status: 503 }]);
  });

  it("leaves out what was only looked at, what failed, and what has no time", async () => {
    const { org } = start();
    const entity = (over: object) => ({ eventDate: "2026-01-05T08:00:00Z", action: "Update", ...over });
    const entities = [
      entity({ action: "View" }),
      entity({ status: "FAILURE" }),
      entity({ eventDate: "yesterday" }),
      entity({
        client: { id: "" },
        user: {},
        propertyChanges: [{ oldValues: [null, { id: "x" }], newValues: [1] }],
      }),
    ];
    const reader = { ...readerOn(org), audits: async () => ({ status: 200, body: { entities }, sentAt: 0 }) };
    const { entries } = await readAudits(reader, [asked("ada")], lastDays(NOW));
    expect(entries.get(asked("ada").id)).toEqual([
      { at: "2026-01-05T08:00:00.000Z", properties: [{ name: "", before: ['{"id":"x"}'], after: ["1"] }] },
    ]);
  });
});
