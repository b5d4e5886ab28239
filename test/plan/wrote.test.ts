import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Change, OperationKind } from "../../src/model/plan.ts";
import type { Value } from "../../src/model/state.ts";
import { callFor } from "../../src/plan/call.ts";
import { wroteLive } from "../../src/plan/wrote.ts";
import { ref } from "../world.ts";

const [ADA, BOB] = ["ada", "bob"];

function change(field: string, after: Value, key?: string): Change {
  return { userId: ADA, field, before: null, after, ...(key === undefined ? {} : { key: ref(key) }) };
}

function wrote(kind: OperationKind, made: Change, live: Partial<Change> = {}): boolean {
  const users = [{ id: ADA, email: "ada@example.com" }];
  const call = callFor({ kind, users, changes: [made], carried: [] });
  return wroteLive(call, { ...made, before: made.after, ...live }, FIELDS);
}

const SET: readonly (readonly [OperationKind, Change, Value])[] = [
  ["update", change("title", "Lead"), "Chief"],
  ["update", change("title", null), "Chief"],
  ["update", change("manager", ref("Bob")), ref("Cay")],
  ["update", change("phones", { number: "+4930123" }, "WORK"), { number: "+4930124" }],
  ["update", change("certifications", ["a", "b"]), ["a"]],
  ["update", change("employerInfo", "7", "employeeId"), "8"],
  ["deactivate", change("state", "inactive"), "active"],
  ["auto-answer", change("acdAutoAnswer", true), false],
  ["merge-skills", change("skills", 5, "Billing"), 4],
  ["replace-skills", change("skills", 5, "Billing"), null],
  ["remove-skill", change("skills", null, "Billing"), 4],
  ["merge-languages", change("languages", 5, "French"), 4],
  ["remove-language", change("languages", null, "French"), 4],
  ["move-division", change("division", ref("Home")), ref("Sales")],
];

describe("wroteLive()", () => {
  it.each(SET)("knows the call of %s by what it wrote: %j", (kind, made, other) => {
    const asKey = made.field === "phones" || made.field === "employerInfo";
    const key = made.key && (asKey ? { id: made.key.name, name: made.key.name } : made.key);
    const mine = { ...made, ...(key && { key }) };
    expect(wrote(kind, mine)).toBe(true);
    expect(wrote(kind, mine, { before: other })).toBe(false);
    expect(wrote(kind, mine, { field: "department", before: "Care" })).toBe(false);
  });

  it("knows another key, another user and a key that a list of all leaves out", () => {
    const made = change("skills", 5, "Billing");
    expect(wrote("merge-skills", made, { key: ref("Chat") })).toBe(false);
    expect(wrote("merge-skills", made, { key: ref("Chat"), before: null })).toBe(false);
    expect(wrote("replace-skills", made, { key: ref("Chat"), before: null })).toBe(true);
    expect(wrote("remove-skill", change("skills", null, "Billing"), { key: ref("Chat"), before: null })).toBe(
      false,
    );
    expect(wrote("update", change("title", "Lead"), { userId: BOB })).toBe(false);
  });
});
