import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { readUsers } from "../../src/live/batch.ts";
import { type Asked, fillAll } from "../../src/live/fill-all.ts";
import type { LiveUser } from "../../src/model/state.ts";
import { idOf, type Person, worldOf } from "../../src/simulator/build.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { callsTo, readerOn } from "./reading.ts";

const USERS = "/api/v2/users";

/** Users as a list without their expanded fields left them, and what filling makes of them. */
async function fill(
  people: readonly Person[],
  faults: readonly Fault[],
  wants: string[],
  writes: string[] = [],
) {
  const org = createOrg({ world: worldOf({ users: people }) });
  const reader = readerOn(org);
  const ids = people.map(({ email }) => idOf("user", email));
  const read = await readUsers(reader, ids, FIELDS, () => new Set());
  const bare = [...read.values()].map(
    (user): LiveUser => ({ ...user, unread: new Map(wants.map((name) => [name, "left out"])) }),
  );
  org.faults.add(...faults);
  const asked: Asked = { fieldsOf: () => new Set(wants), writesOf: () => new Set(writes) };
  const before = org.log.length;
  const filled = await fillAll(reader, FIELDS, new Map(bare.map((user) => [user.id, user])), asked);
  return { users: [...filled.values()], calls: callsTo(org).slice(before) };
}

const valuesOf = (user: LiveUser | undefined) => [...(user?.cells.values() ?? [])].map(({ value }) => value);

describe("fillAll()", () => {
  it("asks again 100 users a call, each field on its own", async () => {
    const people = Array.from({ length: 150 }, (_, index) => ({
      email: `u${index}@x`,
      skills: { Billing: 1 },
      languages: { English: 2 },
    }));
    const { users, calls } = await fill(people, [], ["skills", "languages"]);
    expect(users.every(({ unread }) => unread.size === 0)).toBe(true);
    expect(calls.toSorted()).toEqual([
      "GET /users state=any 100 ids expand=languages",
      "GET /users state=any 100 ids expand=skills",
      "GET /users state=any 50 ids expand=languages",
      "GET /users state=any 50 ids expand=skills",
    ]);
    expect(valuesOf(users[0]).toSorted()).toEqual([1, 2]);
  });

  it("asks one by one for what a second list leaves out as well", async () => {
    const people = [{ email: "a@x", skills: { Billing: 3 } }, { email: "b@x" }];
    const withheld: Fault = { kind: "partial-expand", expand: "skills", users: ["a@x"], route: USERS };
    const { users, calls } = await fill(people, [withheld], ["skills"]);
    expect(valuesOf(users.find(({ email }) => email === "a@x"))).toEqual([3]);
    expect(calls.slice(1)).toEqual([`GET /users/${idOf("user", "a@x")}/routingskills page 1`]);
  });

  it("takes an empty list for empty without another call, though it may be written", async () => {
    const { users, calls } = await fill([{ email: "a@x" }], [], ["skills"], ["skills"]);
    expect(users[0]?.unread.size).toBe(0);
    expect(calls).toHaveLength(1);
  });

  it("takes an object that two lists leave out as unset, unless it may be written: then the user's own answer decides", async () => {
    const people = [{ email: "a@x", employerInfo: { employeeId: "0815" } }];
    const withheld: Fault = { kind: "partial-expand", expand: "employerInfo", route: USERS };
    const trusting = await fill(people, [withheld], ["employerInfo"]);
    expect([valuesOf(trusting.users[0]), trusting.users[0]?.unread.size]).toEqual([[], 0]);
    const careful = await fill(people, [withheld], ["employerInfo"], ["employerInfo"]);
    expect(valuesOf(careful.users[0])).toEqual(["0815"]);
    expect(careful.calls).toHaveLength(2);
  });

  it("keeps the reason where a field stays unread", async () => {
    const { users } = await fill(
      [{ email: "a@x" }],
      [{ kind: "partial-expand", expand: "certifications" }],
      ["certifications"],
    );
    expect(users[0]?.unread.get("certifications")).toContain("certifications");
  });

  it("asks nothing for users who lack nothing, or of whom nobody wants to know", async () => {
    const org = createOrg({ world: worldOf({ users: [{ email: "a@x" }] }) });
    const user = {
      ...(await readUsers(readerOn(org), [idOf("user", "a@x")], FIELDS, () => new Set())).values().next()
        .value,
    };
    const bare = { ...(user as LiveUser), unread: new Map([["skills", "left out"]]) };
    const before = org.log.length;
    const none = { fieldsOf: () => new Set<string>(), writesOf: () => new Set<string>() };
    await fillAll(readerOn(org), FIELDS, new Map([[bare.id, bare]]), none);
    expect(org.log.length).toBe(before);
  });
});
