import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { readLiveUsers, type Wanted } from "../../src/live/read-users.ts";
import { idOf, type Person, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import { callsTo, readerOn } from "./reading.ts";

const emailOf = (index: number) => `u${String(index).padStart(5, "0")}@x.example`;

/** So many active people, then inactive ones; each reports to the next one. */
function people(active: number, inactive = 0): readonly Person[] {
  return Array.from({ length: active + inactive }, (_, index) => ({
    email: emailOf(index),
    state: index < active ? "active" : "inactive",
    ...(index + 1 < active ? { manager: emailOf(index + 1) } : {}),
  }));
}

async function read(
  options: OrgOptions,
  wanted: Partial<Record<keyof Wanted, readonly string[]>>,
  whole = false,
) {
  const org = createOrg({ limiter: { limit: 1_000_000 }, ...options });
  const { emails = [], ids = [], fields = ["title"] } = wanted;
  const asked = { emails: new Set(emails), ids: new Set(ids), fields: new Set(fields), whole };
  const found = await readLiveUsers(readerOn(org), FIELDS, asked);
  return { ...found, emails: [...found.users.values()].map(({ email }) => email), calls: callsTo(org) };
}

const large = worldOf({ users: people(1600, 2) });

describe("readLiveUsers() of a small organisation", () => {
  it("reads active and inactive users, a page each", async () => {
    const found = await read({ world: worldOf({ users: people(3, 2) }) }, { emails: [emailOf(1)] });
    expect(found).toMatchObject({ whole: true, short: [], searched: true, users: { size: 5 } });
    expect(found.calls.toSorted()).toEqual([
      "GET /users state=active page 1",
      "GET /users state=inactive page 1",
    ]);
  });
});

describe("readLiveUsers() of a large organisation", () => {
  it("reads few wanted users by search and batch, which is cheaper than the pages that are left", async () => {
    const found = await read({ world: large }, { emails: [emailOf(1500), emailOf(1501).toUpperCase()] });
    expect(found).toMatchObject({ whole: false, searched: true, users: { size: 504 } });
    expect(found.emails).toContain(emailOf(1501));
    expect(found.calls.slice(2)).toEqual(["POST /users/search", "GET /users state=any 2 ids"]);
  });

  it("reads all pages when that is no dearer, or when the whole is asked for", async () => {
    const many = Array.from({ length: 120 }, (_, index) => emailOf(1000 + index));
    for (const found of [
      await read({ world: large }, { emails: many }),
      await read({ world: large }, { emails: [emailOf(1500)] }, true),
    ]) {
      expect(found).toMatchObject({ whole: true, users: { size: 1602 } });
      expect(found.calls.filter((call) => call.includes("state=active"))).toHaveLength(4);
      expect(found.calls).toHaveLength(5);
    }
  });

  it("reads all pages when it may not search", async () => {
    const forbidden = {
      kind: "forbidden",
      permissions: ["directory:user:view"],
      route: "/api/v2/users/search",
    } as const;
    const found = await read({ world: large, faults: [forbidden] }, { emails: [emailOf(1500)] });
    expect(found).toMatchObject({ whole: true, users: { size: 1602 } });
  });

  it("reads all pages when search misses somebody, since its index lags", async () => {
    const found = await read({ world: large }, { emails: [emailOf(1500), "nobody@x.example"] });
    expect(found).toMatchObject({ whole: true, searched: true, users: { size: 1602 } });
  });

  it("is not misled by a deleted user whom search finds in somebody else's place", async () => {
    const gone = { email: "gone@x.example", state: "deleted" as const };
    const world = worldOf({ users: [...people(1600), gone] });
    const found = await read({ world }, { emails: [emailOf(1500), gone.email] });
    expect(found).toMatchObject({ whole: true, deleted: new Set([gone.email]) });
    expect(found.emails).not.toContain(gone.email);
  });

  it("lets one address of a rename be unknown, when the other is known", async () => {
    const org = createOrg({ world: large });
    const [before, after] = [emailOf(1500), "fresh@x.example"];
    const renames = new Map([
      [after, before],
      [before, after],
    ]);
    const asked = {
      emails: new Set([before, after]),
      ids: new Set<string>(),
      renames,
      fields: new Set<string>(),
      whole: false,
    };
    expect((await readLiveUsers(readerOn(org), FIELDS, asked)).whole).toBe(false);
  });

  it("reads everybody above the wanted users with their managers, so that circles are seen", async () => {
    const wanted = { emails: [emailOf(1597)], fields: ["manager"] };
    const found = await read({ world: large }, wanted);
    expect(found.whole).toBe(false);
    expect(found.emails).toEqual(expect.arrayContaining([1597, 1598, 1599].map(emailOf)));
    expect((await read({ world: large }, { ...wanted, fields: ["title"] })).emails).not.toContain(
      emailOf(1598),
    );
  });
});

describe("readLiveUsers() of users whom the lists do not show", () => {
  it("looks them up by search before they count as missing", async () => {
    const org = createOrg({ world: worldOf({ users: people(3) }), lag: { list: 60_000 } });
    const reader = readerOn(org);
    org.edit(emailOf(1), { email: "new@x.example" }, Date.UTC(2026, 0, 5, 9));
    const asked = {
      emails: new Set(["new@x.example"]),
      ids: new Set<string>(),
      fields: new Set<string>(),
      whole: true,
    };
    const { users, searched } = await readLiveUsers(reader, FIELDS, asked);
    expect(searched).toBe(true);
    expect([...users.values()].map(({ email }) => email)).toContain("new@x.example");
  });

  it("tells deleted users, by e-mail and by id, from those that nobody knows", async () => {
    const gone = { email: "gone@x.example", state: "deleted" as const };
    const [id, nobody] = [idOf("user", gone.email), "0b5c0c2e-0000-4000-8000-000000000001"];
    const found = await read(
      { world: worldOf({ users: [...people(1), gone] }) },
      { emails: [gone.email, "nobody@x.example"], ids: [id, nobody] },
    );
    expect(found.deleted).toEqual(new Set([gone.email, id]));
    expect(found.emails).toEqual([emailOf(0)]);
  });

  it("says when it may not search for them", async () => {
    const forbidden = {
      kind: "forbidden",
      permissions: ["directory:user:view"],
      route: "/api/v2/users/search",
    } as const;
    const found = await read(
      { world: worldOf({ users: people(1) }), faults: [forbidden] },
      { emails: ["nobody@x.example"] },
    );
    expect(found).toMatchObject({ searched: false, whole: true });
  });
});

describe("readLiveUsers() past 10,000 inactive users", () => {
  const world = worldOf({ users: people(1, 10_001) });

  it("goes on by cursor, and cuts nobody off", async () => {
    const found = await read({ world }, {}, true);
    expect(found).toMatchObject({ whole: true, short: [], users: { size: 10_002 } });
    expect(found.calls.filter((call) => call.startsWith("GET /users/query"))).toHaveLength(21);
    expect(found.calls.filter((call) => call.startsWith("GET /users state=inactive"))).toHaveLength(1);
  });

  it("stops rather than work on a cut list when it may not", async () => {
    const forbidden = {
      kind: "forbidden",
      permissions: ["directory:user:view"],
      route: "/api/v2/users/query",
    } as const;
    await expect(read({ world, faults: [forbidden] }, {}, true)).rejects.toThrow("directory:user:view");
  });
});
