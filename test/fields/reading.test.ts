import { describe, expect, it } from "vitest";
import type { FieldReading } from "../../src/fields/field.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { JsonObject } from "../../src/model/json.ts";

/** What a field reads from a user as the API returns it. */
function read(field: string, wire: JsonObject, complete = false): FieldReading {
  const described = FIELDS.get(field);
  if (!described) throw new Error(`No field ${field}`);
  return described.read(wire, complete);
}

/** The value alone; keyed fields as key → value. */
function told(field: string, wire: JsonObject, complete = false): unknown {
  const reading = read(field, wire, complete);
  if (!reading.read) return "unread";
  const keyed = reading.cells.filter(({ key }) => key);
  if (keyed.length > 0) return Object.fromEntries(keyed.map(({ key, value }) => [key?.name, value]));
  return reading.cells[0]?.value ?? null;
}

describe("texts: name, preferredName, title, department, email", () => {
  it.each(["name", "preferredName", "title", "department", "email"])(
    "%s is unset when absent, null or empty",
    (field) => {
      expect(told(field, { [field]: "Ada" })).toBe("Ada");
      for (const nothing of [undefined, null, ""]) expect(told(field, { [field]: nothing })).toBeNull();
      expect(told(field, { [field]: 7 })).toBe("unread");
    },
  );
});

describe("state, acdAutoAnswer, division, manager", () => {
  it("state is what the API says, and unread when it says nothing", () => {
    expect(told("state", { state: "inactive" })).toBe("inactive");
    expect(told("state", {})).toBe("unread");
  });

  it("acdAutoAnswer is off unless it is on", () => {
    expect(
      [{ acdAutoAnswer: true }, { acdAutoAnswer: false }, {}].map((wire) => told("acdAutoAnswer", wire)),
    ).toEqual([true, false, false]);
  });

  it("division has an id and a name, and is unread without an id", () => {
    expect(told("division", { division: { id: "d", name: "EMEA" } })).toEqual({ id: "d", name: "EMEA" });
    expect(told("division", { division: { id: "d" } })).toEqual({ id: "d", name: "d" });
    expect(told("division", {})).toBe("unread");
  });

  it("manager is read from an object, and unset when absent", () => {
    expect(told("manager", { manager: { id: "m", selfUri: "/x" } })).toEqual({ id: "m", name: "m" });
    expect(told("manager", {})).toBeNull();
  });
});

describe("expanded lists: skills, languages, locations, certifications, profileSkills", () => {
  const fields = ["skills", "languages", "locations", "certifications", "profileSkills"];

  it.each(fields)("%s is unread when absent, even if it was asked for alone, and empty when []", (field) => {
    expect(told(field, {})).toBe("unread");
    expect(told(field, {}, true)).toBe("unread");
    expect(read(field, { [field]: [] })).toEqual({ read: true, cells: [] });
  });

  it("skills and languages are read by id with their proficiency", () => {
    const skills = [
      { id: "s", name: "Billing", proficiency: 2.5 },
      { id: "t", proficiency: 0 },
    ];
    expect(told("skills", { skills })).toEqual({ Billing: 2.5, t: 0 });
    expect(told("languages", { languages: [{ id: "l", name: "English", proficiency: 4 }] })).toEqual({
      English: 4,
    });
    expect(told("skills", { skills: [{ name: "Billing", proficiency: 1 }] })).toBe("unread");
  });

  it("locations are read by their nested id or one at the top, with notes, in order of id", () => {
    const nested = { locationDefinition: { id: "m" }, notes: "Floor 3" };
    expect(told("locations", { locations: [nested, { id: "b" }] })).toEqual([
      { id: "b", name: "b" },
      { id: "m", name: "m", note: "Floor 3" },
    ]);
    expect(told("locations", { locations: [{ notes: "nowhere" }] })).toBe("unread");
  });

  it("locations with a floor plan or coordinates are unread, because a write would lose them", () => {
    expect(told("locations", { locations: [{ id: "b", floorplanId: "f" }] })).toBe("unread");
    expect(told("locations", { locations: [{ id: "b", coordinates: { x: 1 } }] })).toBe("unread");
    expect(told("locations", { locations: [{ id: "b", coordinates: {} }] })).toEqual([
      { id: "b", name: "b" },
    ]);
  });

  it("certifications and profileSkills are sorted texts", () => {
    expect(told("certifications", { certifications: ["PCI", "ISO"] })).toEqual(["ISO", "PCI"]);
    expect(told("profileSkills", { profileSkills: ["chess"] })).toEqual(["chess"]);
  });
});

describe("employerInfo", () => {
  it("is unread when absent, and unset when absent from an answer that was asked for just this", () => {
    expect(told("employerInfo", {})).toBe("unread");
    expect(told("employerInfo", {}, true)).toBeNull();
    expect(told("employerInfo", { employerInfo: {} })).toBeNull();
  });

  it("is read member by member, empty ones left out, unknown ones ignored", () => {
    const employerInfo = { officialName: "Ada King", employeeId: "", dateHire: "2024-01-31", nickname: "A" };
    expect(told("employerInfo", { employerInfo })).toEqual({
      officialName: "Ada King",
      dateHire: "2024-01-31",
    });
  });
});

describe("every field", () => {
  it.each([...FIELDS.keys()])(
    "%s tells what it reads of nothing by cells of its own, or why it is unread",
    (field) => {
      const reading = read(field, {});
      if (!reading.read) expect(reading.why).toMatch(/^(the|a) \S/);
      else for (const cell of reading.cells) expect(cell.field).toBe(field);
    },
  );
});
