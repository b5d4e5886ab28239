import { describe, expect, it } from "vitest";
import { compareOperation } from "../../src/fields/compare-operation.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Operation } from "../../src/model/plan.ts";
import type { Cell } from "../../src/model/state.ts";
import { ADA, cell, change, liveAda, operation } from "./live-users.ts";

function compared(planned: Operation, cells: readonly Cell[], unread: readonly string[] = []) {
  return compareOperation(planned, liveAda(cells, unread), FIELDS);
}

describe("compareOperation() of single values", () => {
  const both = operation([change("title", "Agent", "Lead"), change("department", null, "Sales")]);
  const title = (value: string) => cell("title", value);
  const department = (value: string) => cell("department", value);

  it("base: live is what the plan was made from", () => {
    expect(compared(both, [title("Agent")])).toEqual({ kind: "base" });
  });

  it("base: a part of it is done already", () => {
    expect(compared(both, [title("Lead")])).toEqual({ kind: "base" });
  });

  it("desired: all of it is done already", () => {
    expect(compared(both, [title("Lead"), department("Sales")])).toEqual({ kind: "desired" });
  });

  it("third: names what somebody made of it, and only that", () => {
    expect(compared(both, [title("CEO"), department("Sales")])).toEqual({
      kind: "third",
      conflicts: [{ field: "title", base: "Agent", live: "CEO", desired: "Lead" }],
    });
  });

  it("third: a value that somebody cleared", () => {
    expect(compared(both, [])).toMatchObject({ kind: "third", conflicts: [{ field: "title", live: null }] });
  });

  it("unread: says which fields, whatever the rest shows", () => {
    expect(compared(both, [title("CEO")], ["department"])).toEqual({
      kind: "unread",
      fields: ["department"],
    });
  });

  it("does not look at fields that the call does not touch, read or not", () => {
    expect(compared(both, [title("Agent"), cell("preferredName", "A")], ["skills"])).toEqual({
      kind: "base",
    });
  });

  it("looks at the changes of this user only", () => {
    const shared = operation([
      change("acdAutoAnswer", false, true),
      { ...change("acdAutoAnswer", false, true), userId: "bob" },
    ]);
    expect(compared(shared, [cell("acdAutoAnswer", true)])).toEqual({ kind: "desired" });
  });
});

describe("compareOperation() of lists that a call replaces", () => {
  const work = { number: "+34910000000" };
  const home = { number: "+34600000001" };
  const adding = operation([change("phones", null, home, "HOME")], {
    carried: [{ userId: ADA, ...cell("phones", work, "WORK") }],
  });

  it("base: what is carried along is still as it was", () => {
    expect(compared(adding, [cell("phones", work, "WORK")])).toEqual({ kind: "base" });
  });

  it("desired: the list is as the call would leave it, carried entries included", () => {
    const live = [cell("phones", work, "WORK"), cell("phones", home, "HOME")];
    expect(compared(adding, live)).toEqual({ kind: "desired" });
  });

  it.each([
    ["changed", [cell("phones", home, "WORK")]],
    ["removed", []],
    ["added beside it", [cell("phones", work, "WORK"), cell("phones", home, "OTHER")]],
    ["added in another field of the list", [cell("phones", work, "WORK"), cell("sms", home, "WORK")]],
    ["an integration added", [cell("phones", { ...work, integration: "directrouting" }, "WORK")]],
  ])("third: an entry that would travel along is %s", (_, live) => {
    expect(compared(adding, live)).toMatchObject({ kind: "third" });
  });

  it("unread: the list's other fields count as well", () => {
    expect(compared(adding, [cell("phones", work, "WORK")], ["otherEmails"])).toEqual({
      kind: "unread",
      fields: ["otherEmails"],
    });
  });

  it("a replacement of all skills compares each of them", () => {
    const replaced = operation([change("skills", 3, null, "billing"), change("skills", null, 2, "chat")], {
      kind: "replace-skills",
      carried: [{ userId: ADA, ...cell("skills", 1, "mail") }],
    });
    const billing = cell("skills", 3, "billing");
    const mail = cell("skills", 1, "mail");
    const chat = cell("skills", 2, "chat");
    expect(compared(replaced, [billing, mail])).toEqual({ kind: "base" });
    expect(compared(replaced, [chat, mail])).toEqual({ kind: "desired" });
    expect(compared(replaced, [billing, cell("skills", 5, "mail")])).toMatchObject({
      kind: "third",
      conflicts: [{ field: "skills", base: 1, live: 5, desired: 1 }],
    });
    expect(compared(replaced, [billing, mail, cell("skills", 1, "new")])).toMatchObject({
      kind: "third",
      conflicts: [{ base: null, live: 1, desired: null }],
    });
  });

  it("a merge of skills compares only those it names", () => {
    const merged = operation([change("skills", null, 2, "chat")], { kind: "merge-skills" });
    expect(compared(merged, [cell("skills", 5, "mail")])).toEqual({ kind: "base" });
    expect(compared(merged, [cell("skills", 5, "chat")])).toMatchObject({ kind: "third" });
  });

  it("partly done counts as somebody's work, since the whole list is one unit", () => {
    const two = operation([change("phones", null, home, "HOME"), change("phones", work, null, "WORK")]);
    const half = [cell("phones", work, "WORK"), cell("phones", home, "HOME")];
    expect(compared(two, half)).toMatchObject({ kind: "third" });
  });
});

describe("compareOperation() tells the same from the identical", () => {
  const madrid = { id: "madrid", name: "Madrid" };
  const berlin = { id: "berlin", name: "Berlin" };

  it("desired: the order of a list and the names of places mean nothing", () => {
    const moved = operation([change("locations", null, [madrid, berlin])]);
    expect(compared(moved, [cell("locations", [berlin, { ...madrid, name: "?" }])])).toEqual({
      kind: "desired",
    });
  });

  it("desired: what is there already with a note of somebody's is left alone", () => {
    const moved = operation([change("locations", null, [madrid])]);
    const noted = [cell("locations", [{ ...madrid, note: "Floor 3" }])];
    expect(compared(moved, noted)).toEqual({ kind: "desired" });
  });

  it("third: a note that somebody added would be lost by writing the list", () => {
    const moved = operation([change("locations", [madrid], [madrid, berlin])]);
    expect(compared(moved, [cell("locations", [madrid])])).toEqual({ kind: "base" });
    expect(compared(moved, [cell("locations", [{ ...madrid, note: "Floor 3" }])])).toMatchObject({
      kind: "third",
    });
  });

  it("third: the same number with an integration that somebody set, beside another change", () => {
    const number = { number: "+34910000000" };
    const both = operation([change("phones", null, number, "WORK"), change("title", "Agent", "Lead")]);
    const live = [cell("phones", { ...number, integration: "x" }, "WORK"), cell("title", "Agent")];
    expect(compared(both, live)).toMatchObject({ kind: "third" });
  });
});
