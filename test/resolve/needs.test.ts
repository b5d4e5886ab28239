import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { matchesGlobs } from "../../src/resolve/select.ts";
import { needsOf } from "../../src/resolve/wanted.ts";
import { writtenUser } from "../world.ts";

const ID = "0B5C0C2E-0000-4000-8000-000000000001";

describe("needsOf()", () => {
  it("wants users by id or by their addresses, and managers as they are written", () => {
    const needs = needsOf(
      [
        writtenUser("a@x", [{ field: "manager", value: "boss@x" }]),
        writtenUser("b@x", [{ field: "manager", value: `id:${ID}` }], { previously: "z@x" }),
        writtenUser("c@x", [], { id: "C-ID", renameEmail: true }),
      ],
      FIELDS,
    );
    expect([...needs.emails].toSorted()).toEqual(["a@x", "b@x", "boss@x", "z@x"]);
    expect([...needs.ids].toSorted()).toEqual([ID.toLowerCase(), "c-id"]);
    expect(needs.fields).toContain("email");
  });

  it("wants the fields that somebody manages, and their lists of names", () => {
    const needs = needsOf([writtenUser("a@x", [{ field: "skills", key: "Billing", value: 1 }])], FIELDS);
    expect(needs).toMatchObject({ fields: new Set(["skills"]), lists: new Set(["skills"]) });
    expect(needsOf([writtenUser("a@x")], FIELDS)).toMatchObject({ fields: new Set(), lists: new Set() });
  });

  it("wants skills and languages with the state, to see what drains", () => {
    const { fields } = needsOf([writtenUser("a@x", [{ field: "state", value: "inactive" }])], FIELDS);
    expect(fields).toEqual(new Set(["state", "skills", "languages"]));
  });
});

describe("matchesGlobs()", () => {
  it("matches e-mails without case, and everybody without a glob", () => {
    expect(matchesGlobs("ada@x.example", [])).toBe(true);
    expect(matchesGlobs("ada@x.example", ["ADA@*"])).toBe(true);
    expect(matchesGlobs("ada@x.example", ["b*", "*@x.example"])).toBe(true);
    expect(matchesGlobs("ada@x.example", ["b*"])).toBe(false);
  });
});
