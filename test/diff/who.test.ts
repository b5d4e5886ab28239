import { describe, expect, it } from "vitest";
import { attribute } from "../../src/diff/who.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { AuditEntry } from "../../src/model/who.ts";
import { ref } from "../world.ts";

/** An entry that names these properties, each with its values. */
function entry(at: string, properties: Readonly<Record<string, readonly string[]>> = {}): AuditEntry {
  return { at, properties: Object.entries(properties).map(([name, values]) => ({ name, values })) };
}

function told(change: Parameters<typeof attribute>[0], entries: readonly AuditEntry[]) {
  const found = attribute(change, entries, FIELDS);
  return found && `${found.told} ${found.entry.at}`;
}

const billing = { field: "skills", key: ref("Billing") };

describe("attribute()", () => {
  it("takes the newest entry that names the field", () => {
    const entries = [
      entry("4", { department: ["Care"] }),
      entry("3", { title: ["x"] }),
      entry("2", { title: ["y"] }),
    ];
    expect(told({ field: "title" }, entries)).toBe("field 3");
  });

  it.each([
    ["title", "title"],
    ["title", "profile.title"],
    ["manager", "managerId"],
    ["division", "division"],
    ["skills", "routingSkills"],
    ["skills", "RoutingSkills/id-of-Billing"],
    ["languages", "routingLanguages"],
    ["phones", "addresses"],
    ["email", "email"],
    ["acdAutoAnswer", "acdAutoAnswer"],
  ])("knows %s by the property %s", (field, property) => {
    expect(told({ field }, [entry("1", { [property]: [] })])).toBe("field 1");
  });

  it("does not take a property for a field whose name is a part of its own", () => {
    expect(told({ field: "name" }, [entry("1", { preferredName: ["Ada"] })])).toBeUndefined();
    expect(told({ field: "skills" }, [entry("1", { profileSkills: ["chess"] })])).toBeUndefined();
  });

  it("prefers the entry whose values have the key, by id or name, to newer ones of the same field", () => {
    const entries = [
      entry("3", { routingSkills: ['{"id":"id-of-Chat"}'] }),
      entry("2", { routingSkills: ['{"id":"id-of-Billing"}'] }),
      entry("1", { routingSkills: ["billing: 3"] }),
    ];
    expect(told(billing, entries)).toBe("field 2");
    expect(told(billing, entries.slice(2))).toBe("field 1");
    expect(told(billing, entries.slice(0, 1))).toBe("field 3");
  });

  it("takes an entry that names no field at all for one that may be about any, and says so", () => {
    const open = [entry("3", { department: [] }), entry("2"), entry("1", { somethingElse: [] })];
    expect(told({ field: "title" }, open)).toBe("user 2");
    expect(told({ field: "title" }, open.slice(2))).toBe("user 1");
    expect(told({ field: "title" }, [...open, entry("0", { title: [] })])).toBe("field 0");
  });

  it("takes none when each is about something else", () => {
    expect(told({ field: "title" }, [entry("1", { department: [] })])).toBeUndefined();
    expect(told({ field: "title" }, [])).toBeUndefined();
  });
});
