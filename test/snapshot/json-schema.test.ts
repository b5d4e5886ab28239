import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { writeSnapshot } from "../../src/index.ts";
import { snapshotSchema } from "../../src/snapshot/json-schema.ts";
import { snapshotOf } from "./snapshots.ts";

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../schema/snapshot.schema.json", import.meta.url), "utf8"),
);
/** Formats say in words what patterns beside them check. */
const isValid = new Ajv2020({ strict: true, validateFormats: false }).compile(SCHEMA);
const DOCUMENT = JSON.parse(writeSnapshot(await snapshotOf()));

describe("snapshot.schema.json", () => {
  it("is what the registry makes", () => {
    expect(SCHEMA).toEqual(JSON.parse(JSON.stringify(snapshotSchema(FIELDS))));
  });

  it("takes a snapshot, also one of a higher minor version", () => {
    expect(isValid(DOCUMENT)).toBe(true);
    expect(isValid({ ...DOCUMENT, formatVersion: "1.7", extra: {} })).toBe(true);
  });

  it.each([
    ["another major version", { formatVersion: "2.0" }],
    ["another kind", { kind: "plan" }],
    ["a time that is none", { made: { ...DOCUMENT.made, at: "yesterday" } }],
    ["a cell of another type", { users: [{ ...DOCUMENT.users[0], cells: [{ field: "title", value: 3 }] }] }],
    ["a user without unread", { users: [{ ...DOCUMENT.users[0], unread: undefined }] }],
  ])("refuses %s", (_name, members) => {
    expect(isValid(JSON.parse(JSON.stringify({ ...DOCUMENT, ...members })))).toBe(false);
  });

  it("says of every member what it means", () => {
    const silent: string[] = [];
    const look = (part: unknown, path: string): void => {
      if (typeof part !== "object" || part === null) return;
      const { properties = {} } = part as { readonly properties?: Readonly<Record<string, object>> };
      for (const [name, member] of Object.entries(properties))
        if (!("description" in member)) silent.push(`${path}/${name}`);
      for (const [name, child] of Object.entries(part)) look(child, `${path}/${name}`);
    };
    look(SCHEMA, "");
    expect(silent).toEqual([]);
  });
});
