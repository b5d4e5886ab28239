import { describe, expect, it } from "vitest";
import { diffUser, diffUsers } from "../../src/diff/diff.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import { renderField } from "../../src/fields/render.ts";
import { byUserId, desiredUser, liveUser, PLACE, ref, type State } from "../world.ts";

/** What would change, as `field.key: before → after`. */
function changes(live: State, desired: State, exact: readonly string[] = [], unread: readonly string[] = []) {
  const found = diffUser(desiredUser("a@x", desired, exact), liveUser("a@x", live, { unread }), FIELDS);
  return found.map(
    (one) => `${renderField(one)}: ${JSON.stringify(one.before)} → ${JSON.stringify(one.after)}`,
  );
}

describe("diffUser()", () => {
  it("finds nothing where live is as desired", () => {
    const state: State = {
      title: "Agent",
      manager: ref("grace@x"),
      skills: { Billing: 3 },
      phones: { WORK: { number: "+1" } },
      certifications: ["PCI", "ISO"],
      employerInfo: { employeeId: "0815" },
    };
    expect(changes(state, state, ["skills"])).toEqual([]);
    expect(changes({ certifications: ["ISO", "PCI"] }, { certifications: ["PCI", "ISO"] })).toEqual([]);
  });

  it("sets what is unset, changes what differs and clears what is set", () => {
    expect(changes({}, { title: "Agent" })).toEqual(['title: null → "Agent"']);
    expect(changes({ title: "Agent" }, { title: "Lead" })).toEqual(['title: "Agent" → "Lead"']);
    expect(changes({ title: "Agent" }, { title: null })).toEqual(['title: "Agent" → null']);
    expect(changes({}, { title: null })).toEqual([]);
  });

  it("removes keys that an exact field does not list, and no others", () => {
    const live = { skills: { Billing: 3, Chat: 1 } };
    expect(changes(live, { skills: { Billing: 4 } }, ["skills"])).toEqual([
      "skills.Billing: 3 → 4",
      "skills.Chat: 1 → null",
    ]);
    expect(changes(live, { skills: { Billing: 4 } })).toEqual(["skills.Billing: 3 → 4"]);
    expect(changes(live, {}, ["skills"])).toHaveLength(2);
  });

  it("removes a key that must not be there, in every mode, and asks nothing where it is not", () => {
    expect(changes({ skills: { Chat: 1 } }, { skills: { Chat: null } })).toEqual(["skills.Chat: 1 → null"]);
    expect(changes({ skills: { Chat: 1 } }, { skills: { Chat: null } }, ["skills"])).toHaveLength(1);
    expect(changes({}, { phones: { HOME: null } })).toEqual([]);
  });

  it("takes an empty list for unset", () => {
    expect(changes({}, { certifications: [] })).toEqual([]);
    expect(changes({ certifications: ["PCI"] }, { certifications: [] })).toEqual([
      'certifications: ["PCI"] → null',
    ]);
  });

  it("leaves out fields that nobody manages, and fields that were not read", () => {
    expect(changes({ title: "Agent" }, { department: "Care" })).toEqual(['department: null → "Care"']);
    expect(changes({}, { title: "Lead", skills: { Chat: 1 } }, ["skills"], ["skills"])).toEqual([
      'title: null → "Lead"',
    ]);
  });

  it("orders by field as people read them, then by key", () => {
    const desired = { skills: { B: 1, A: 1 }, phones: { WORK: { number: "+1" } }, title: "x", name: "y" };
    expect(changes({}, desired).map((line) => line.split(":")[0])).toEqual([
      "name",
      "title",
      "skills.A",
      "skills.B",
      "phones.WORK",
    ]);
  });

  it("says where each value was asked for; for removals where the mode was", () => {
    const [change] = diffUser(
      desiredUser("a@x", {}, ["skills"]),
      liveUser("a@x", { skills: { Chat: 1 } }),
      FIELDS,
    );
    expect(change?.source).toEqual({ file: PLACE.file, line: PLACE.line });
  });

  it("keeps what a value carries besides its meaning", () => {
    const live = {
      phones: { WORK: { number: "+1", countryCode: "ES" } },
      locations: [{ ...ref("Madrid"), note: "3" }],
    };
    expect(changes(live, { phones: { WORK: { number: "+1" } }, locations: [ref("Madrid")] })).toEqual([]);
    const moved = diffUser(
      desiredUser("a@x", { locations: [ref("Berlin"), ref("Madrid")] }),
      liveUser("a@x", live),
      FIELDS,
    );
    expect(moved[0]?.after).toEqual([ref("Berlin"), { ...ref("Madrid"), note: "3" }]);
  });
});

describe("diffUsers()", () => {
  const a = liveUser("B@x", { title: "old" }, { unread: ["skills", "languages"] });
  const b = liveUser("a@x", { title: "old" });
  const c = liveUser("c@x", { title: "new" });
  const asked = [a, b, c].map(({ email }) => desiredUser(email, { title: "new" }, ["skills"]));
  const diff = diffUsers(asked, byUserId([a, b, c]), FIELDS);

  it("lists who differs by e-mail without case, and counts who is managed", () => {
    expect(diff.users.map(({ live }) => live.email)).toEqual(["a@x", "B@x"]);
    expect(diff.managed).toBe(3);
  });

  it("labels those who differ, and nobody else", () => {
    const seen: string[] = [];
    const label = (user: typeof a) => {
      seen.push(user.email);
      return { ...user, name: `${user.name}, labelled` };
    };
    const { users } = diffUsers(asked, byUserId([a, b, c]), FIELDS, label);
    expect(seen.toSorted()).toEqual(["B@x", "a@x"]);
    expect(users.map(({ live }) => live.name)).toEqual([`${b.name}, labelled`, `${a.name}, labelled`]);
  });

  it("lists fields that are managed and were not read", () => {
    expect(diff.unread).toEqual([
      { userId: a.id, email: "B@x", field: "skills", why: "the API left it out" },
    ]);
  });
});
