import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { readUser, readUsers } from "../../src/live/batch.ts";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { callsTo, readerOn } from "./reading.ts";

const people = Array.from({ length: 205 }, (_, index) => ({
  email: `u${index}@x.example`,
  state: index === 0 ? ("deleted" as const) : index % 2 === 0 ? ("inactive" as const) : ("active" as const),
  skills: { Billing: index % 5 },
}));
const ids = people.map(({ email }) => idOf("user", email));
const world = worldOf({ users: people });

describe("readUsers()", () => {
  it("reads 100 users a call, active and inactive alike, each once", async () => {
    const org = createOrg({ world });
    const users = await readUsers(
      readerOn(org),
      [...ids.slice(1), ...ids.slice(1, 3)],
      FIELDS,
      () => new Set(["title"]),
    );
    expect(users.size).toBe(204);
    expect([...users.values()].filter(({ active }) => !active)).toHaveLength(102);
    expect(callsTo(org)).toEqual([
      "GET /users state=any 100 ids",
      "GET /users state=any 100 ids",
      "GET /users state=any 4 ids",
    ]);
    expect(org.log[2]?.path).toContain("pageSize=4");
  });

  it("leaves out deleted users and ids of nobody, whatever else is there", async () => {
    const asked = [...ids.slice(0, 2), "0b5c0c2e-0000-4000-8000-000000000001"];
    const users = await readUsers(readerOn(createOrg({ world })), asked, FIELDS, () => new Set());
    expect([...users.keys()]).toEqual([ids[1]]);
  });

  it("asks for just the fields that matter, and again for one that an answer leaves out", async () => {
    const org = createOrg({ world });
    const [left = "", whole = ""] = ids.slice(1);
    org.faults.add({ kind: "partial-expand", expand: "skills", users: [left], route: "/api/v2/users" });
    const users = await readUsers(readerOn(org), [left, whole], FIELDS, () => new Set(["skills"]));
    const held = [left, whole].map((id) =>
      [...(users.get(id)?.cells.values() ?? [])].map(({ value }) => value),
    );
    expect(held).toEqual([[1], [2]]);
    expect(callsTo(org)).toEqual([
      "GET /users state=any 2 ids expand=skills",
      `GET /users/${left}/routingskills page 1`,
    ]);
  });

  it("asks nothing again that does not matter for the user", async () => {
    const org = createOrg({ world });
    const [left = "", other = ""] = ids.slice(1);
    org.faults.add({ kind: "partial-expand", expand: "skills", route: "/api/v2/users" });
    const users = await readUsers(
      readerOn(org),
      [left, other],
      FIELDS,
      (id) => new Set(id === left ? ["skills"] : ["title"]),
    );
    expect(callsTo(org)).toHaveLength(2);
    expect(users.get(other)?.unread.has("skills")).toBe(true);
  });
});

describe("readUser()", () => {
  it("reads one user, inactive ones too, and nobody where there is nobody", async () => {
    const reader = readerOn(createOrg({ world }));
    const read = (id: string | undefined) => readUser(reader, id ?? "", FIELDS, () => new Set(["title"]));
    expect(await read(ids[2])).toMatchObject({ email: "u2@x.example", active: false });
    expect(await read(ids[0])).toBeUndefined();
    expect(await read("0b5c0c2e-0000-4000-8000-000000000001")).toBeUndefined();
  });

  it("asks a field that stays out of the answer once more on its own, and then says that it is unread", async () => {
    const org = createOrg({ world });
    const [, id = ""] = ids;
    org.faults.add({ kind: "partial-expand", expand: "certifications" });
    const user = await readUser(readerOn(org), id, FIELDS, () => new Set(["certifications"]));
    expect([...(user?.unread.keys() ?? [])]).toEqual(["certifications"]);
    expect(callsTo(org)).toEqual([
      `GET /users/${id} expand=certifications`,
      `GET /users/${id} expand=certifications`,
    ]);
  });

  it("takes an object that is left out of an answer asked for just it as unset", async () => {
    const user = await readUser(
      readerOn(createOrg({ world })),
      ids[1] ?? "",
      FIELDS,
      () => new Set(["employerInfo"]),
    );
    expect(user?.unread.size).toBe(0);
    expect(user?.cells.size).toBe(0);
  });
});
