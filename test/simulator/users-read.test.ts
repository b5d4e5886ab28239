import { describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import { PHONE_SHAPES } from "../../src/simulator/phones.ts";
import { seedWorld } from "../../src/simulator/world.ts";
import { callerOf, type Loose } from "./caller.ts";

const ADA = {
  email: "ada@example.com",
  name: "Ada Lovelace",
  version: 7,
  manager: "grace@example.com",
  skills: { Billing: 4.5 },
  languages: { English: 5 },
  locations: { Madrid: "Floor 2", London: null },
  addresses: [PHONE_SHAPES.number("+34910000001")],
};
const world = worldOf({
  users: [
    ADA,
    { email: "grace@example.com", name: "Grace Hopper", title: "Head of Care" },
    { email: "idle@example.com", name: "Idle", state: "inactive" },
    { email: "gone@example.com", name: "Gone", state: "deleted" },
  ],
});
const adaId = idOf("user", "ada@example.com");

function read(path: string, options: OrgOptions = {}) {
  return callerOf(createOrg({ world, ...options })).get(path);
}

const names = (json: Loose) => json.entities.map((user: Loose) => user.name);

describe("GET /api/v2/users/{userId}", () => {
  it("shows the base members and leaves out what is unset or not asked for", () => {
    const { json } = read(`/api/v2/users/${adaId}`);
    expect(json).toMatchObject({
      id: adaId,
      name: "Ada Lovelace",
      email: "ada@example.com",
      username: "ada@example.com",
      state: "active",
      version: 7,
      acdAutoAnswer: false,
      division: { id: idOf("division", "Home"), name: "Home" },
      manager: { id: idOf("user", "grace@example.com"), selfUri: expect.any(String) },
      addresses: [{ address: "+34910000001", display: "+34910000001", mediaType: "PHONE", type: "WORK" }],
    });
    for (const absent of ["title", "department", "skills", "languages", "locations", "employerInfo"]) {
      expect(json).not.toHaveProperty(absent);
    }
    expect(json.primaryContactInfo[0]).toEqual({
      address: "ada@example.com",
      mediaType: "EMAIL",
      type: "PRIMARY",
    });
  });

  it("expands what is asked for, repeated or with commas", () => {
    const { json } = read(
      `/api/v2/users/${adaId}?expand=skills,languages&expand=locations&expand=employerInfo`,
    );
    expect(json.skills).toEqual([
      {
        id: idOf("skill", "Billing"),
        name: "Billing",
        proficiency: 4.5,
        state: "active",
        skillUri: expect.any(String),
        selfUri: expect.any(String),
      },
    ]);
    expect(json.languages[0]).toMatchObject({ name: "English", proficiency: 5 });
    expect(json.locations).toEqual([
      {
        notes: "Floor 2",
        locationDefinition: { id: idOf("location", "Madrid"), selfUri: expect.any(String) },
      },
      { locationDefinition: { id: idOf("location", "London"), selfUri: expect.any(String) } },
    ]);
    expect(json).not.toHaveProperty("employerInfo");
  });

  it("gives an inactive user without being asked, a deleted one only by state", () => {
    expect(read(`/api/v2/users/${idOf("user", "idle@example.com")}`).json.state).toBe("inactive");
    const gone = `/api/v2/users/${idOf("user", "gone@example.com")}`;
    expect(read(gone)).toMatchObject({ status: 404, json: { code: "general.resource.not.found" } });
    expect(read(`${gone}?state=deleted`).json.state).toBe("deleted");
  });

  it("refuses an expand that Genesys does not know", () => {
    expect(read(`/api/v2/users/${adaId}?expand=shoes`).status).toBe(400);
  });
});

describe("GET /api/v2/users", () => {
  it("lists active users by name unless another state is asked for", () => {
    expect(names(read("/api/v2/users").json)).toEqual(["Ada Lovelace", "Grace Hopper"]);
    expect(names(read("/api/v2/users?state=inactive").json)).toEqual(["Idle"]);
    expect(names(read("/api/v2/users?state=deleted").json)).toEqual(["Gone"]);
    expect(names(read("/api/v2/users?state=any&sortOrder=descending").json)).toEqual([
      "Idle",
      "Grace Hopper",
      "Gone",
      "Ada Lovelace",
    ]);
    expect(read("/api/v2/users?state=asleep").status).toBe(400);
  });

  it("wraps pages in the envelope, without next and previous at the ends", () => {
    const first = read("/api/v2/users?state=any&pageSize=3&expand=skills").json;
    expect(first).toMatchObject({ pageSize: 3, pageNumber: 1, total: 4, pageCount: 2 });
    expect(first.nextUri).toBe("/api/v2/users?state=any&pageSize=3&expand=skills&pageNumber=2");
    expect(first).not.toHaveProperty("previousUri");
    const second = read(first.nextUri).json;
    expect(second.entities).toHaveLength(1);
    expect(second).not.toHaveProperty("nextUri");
    expect(second.previousUri).toContain("pageNumber=1");
    expect(read("/api/v2/users?state=any&pageSize=3&pageNumber=9").json.entities).toEqual([]);
  });

  it("expands in the list", () => {
    expect(read("/api/v2/users?expand=skills").json.entities[1].skills).toEqual([]);
  });

  it("takes 100 ids and refuses 101", () => {
    const ids = (count: number) =>
      Array.from({ length: count }, (_, index) => (index === 0 ? adaId : `unknown-${index}`)).join(",");
    expect(names(read(`/api/v2/users?id=${ids(100)}`).json)).toEqual(["Ada Lovelace"]);
    expect(read(`/api/v2/users?id=${ids(101)}`)).toMatchObject({
      status: 400,
      json: { code: "max.user.ids" },
    });
  });

  it("applies the state filter to ids as well", () => {
    const path = `/api/v2/users?id=${adaId}&id=${idOf("user", "idle@example.com")}`;
    expect(names(read(path).json)).toEqual(["Ada Lovelace"]);
    expect(names(read(`${path}&state=any`).json)).toHaveLength(2);
  });

  it("gives 500 users at a time at most, by clamping or by refusing", () => {
    const many = seedWorld({ seed: 2, users: 600, inactive: 0 });
    const path = "/api/v2/users?pageSize=600";
    expect(read(path, { world: many }).json.entities).toHaveLength(500);
    expect(read(path, { world: many, switches: { pageSizeOver: "refused" } }).status).toBe(400);
    expect(read("/api/v2/users?pageSize=0").status).toBe(400);
  });

  it("stops listing inactive users past 10,000 rows, or past 100 pages", () => {
    const path = (page: number) => `/api/v2/users?state=inactive&pageSize=500&pageNumber=${page}`;
    expect(read(path(20)).status).toBe(200);
    expect(read(path(21)).status).toBe(400);
    expect(read(path(21), { switches: { inactiveCap: "pages" } }).status).toBe(200);
    expect(read(path(101), { switches: { inactiveCap: "pages" } }).status).toBe(400);
    expect(read(path(101).replace("inactive", "active")).status).toBe(200);
  });
});

describe("GET /api/v2/users/query", () => {
  it("walks everybody by cursor", () => {
    const caller = callerOf(createOrg({ world: seedWorld({ seed: 5, users: 60, inactive: 0 }) }));
    const ids: string[] = [];
    let path: string | undefined = "/api/v2/users/query?pageSize=25";
    while (path !== undefined) {
      const { json } = caller.get(path);
      ids.push(...json.entities.map((user: Loose) => user.id));
      path = json.cursor && `/api/v2/users/query?pageSize=25&cursor=${json.cursor}`;
    }
    expect(new Set(ids).size).toBe(60);
  });

  it("needs directory:user:view", () => {
    const clients = [{ id: "plain", secret: "x", permissions: [] }] as const;
    expect(read("/api/v2/users/query", { clients })).toMatchObject({
      status: 403,
      json: { code: "missing.permissions", message: expect.stringContaining("directory:user:view") },
    });
  });
});

describe("GET /api/v2/users/me", () => {
  it("has no user to show to client credentials", () => {
    expect(read("/api/v2/users/me")).toMatchObject({ status: 400, json: { code: "not.a.user" } });
  });
});

describe("lag", () => {
  const paths = {
    single: `/api/v2/users/${adaId}`,
    ids: `/api/v2/users?id=${adaId}`,
    list: "/api/v2/users",
  } as const;
  for (const [path, uri] of Object.entries(paths)) {
    it(`shows an earlier state on the ${path} path alone`, () => {
      const caller = callerOf(createOrg({ world, lag: { [path]: 5_000 } }));
      const title = (of: string) => {
        const { json } = caller.get(of);
        return (json.entities?.find((user: Loose) => user.id === adaId) ?? json).title;
      };
      caller.patch(`/api/v2/users/${adaId}`, { version: 7, title: "Countess" });
      for (const other of Object.values(paths))
        expect(title(other)).toBe(other === uri ? undefined : "Countess");
      caller.wait(5_000);
      expect(title(uri)).toBe("Countess");
    });
  }
});
