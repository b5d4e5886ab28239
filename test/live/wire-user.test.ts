import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { relabel } from "../../src/live/relabel.ts";
import { readTogether, toLiveUser, withFields } from "../../src/live/wire-user.ts";
import { liveUser, ref } from "../world.ts";

const WIRE = {
  id: "1",
  email: "a@x",
  name: "Ada",
  version: 7,
  state: "active",
  title: "Agent",
  addresses: [],
};

describe("toLiveUser()", () => {
  it("reads the fields that are asked for, and says which could not be read", () => {
    const user = toLiveUser(WIRE, FIELDS, new Set(["title", "department", "skills"]));
    expect(user).toMatchObject({ id: "1", email: "a@x", name: "Ada", version: 7, active: true });
    expect([...(user?.cells.keys() ?? [])]).toEqual(["title"]);
    expect([...(user?.unread.keys() ?? [])]).toEqual(["skills"]);
  });

  it.each([
    ["no id", { ...WIRE, id: undefined }],
    ["no e-mail", { ...WIRE, email: undefined }],
    ["no version", { ...WIRE, version: undefined }],
    ["the state deleted", { ...WIRE, state: "deleted" }],
  ])("knows no user with %s", (_, wire) => {
    expect(toLiveUser(wire, FIELDS, new Set(["title"]))).toBeUndefined();
  });

  it("is called by the e-mail when it has no name, and is active in the state active only", () => {
    expect(toLiveUser({ ...WIRE, name: undefined, state: "inactive" }, FIELDS, new Set())).toMatchObject({
      name: "a@x",
      active: false,
    });
  });
});

describe("withFields()", () => {
  it("takes just these fields from another reading, their being unread included", () => {
    const user = liveUser("a@x", { title: "Agent", skills: { Billing: 1 } }, { unread: ["languages"] });
    const other = liveUser("a@x", { title: "Lead", languages: { English: 2 } }, { unread: ["skills"] });
    const both = withFields(user, other, new Set(["languages", "skills"]));
    expect([...both.cells.values()].map(({ value }) => value)).toEqual(["Agent", 2]);
    expect([...both.unread.keys()]).toEqual(["skills"]);
  });
});

describe("readTogether()", () => {
  it("adds the fields that share a list with one that is wanted", () => {
    expect([...readTogether(FIELDS, ["phones", "title"])].toSorted()).toEqual([
      "otherEmails",
      "phones",
      "sms",
      "title",
    ]);
    expect([...readTogether(FIELDS, ["skills"])]).toEqual(["skills"]);
  });
});

describe("relabel()", () => {
  it("gives references, lists of them and keys the names that people know", () => {
    const state = {
      manager: { id: "m", name: "m" },
      locations: [{ id: "l", name: "l", note: "3" }],
      skills: { Billing: 1 },
    };
    const named = relabel(liveUser("a@x", state), FIELDS, (list, id) =>
      id === "gone" ? undefined : `${list} ${id}`,
    );
    const cells = [...named.cells.values()].map(({ key, value }) => key?.name ?? value);
    expect(cells).toEqual([
      { id: "m", name: "users m" },
      [{ id: "l", name: "locations l", note: "3" }],
      `skills ${ref("Billing").id}`,
    ]);
  });

  it("keeps the name that came with the answer where no list has one", () => {
    const user = relabel(liveUser("a@x", { division: ref("EMEA") }), FIELDS, () => undefined);
    expect(user.cells.get("division")?.value).toEqual(ref("EMEA"));
  });
});
