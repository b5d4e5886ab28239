import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { definitionsSchema } from "../../src/definitions/json-schema.ts";
import { writeDefinitions } from "../../src/definitions/write.ts";
import { FIELDS, registryOf } from "../../src/fields/registry.ts";
import { read } from "./reading.ts";

const SCHEMA = new URL("../../schema/user-state.schema.json", import.meta.url);
const EXAMPLES = new URL("../../definitions/", import.meta.url);

const validate = new Ajv2020().compile(definitionsSchema());

describe("definitionsSchema()", () => {
  it("is the shipped schema", () => {
    expect(JSON.parse(readFileSync(SCHEMA, "utf8"))).toEqual(definitionsSchema());
  });

  it("accepts the example definitions", () => {
    for (const name of readdirSync(EXAMPLES)) {
      validate(parse(readFileSync(new URL(name, EXAMPLES), "utf8")));
      expect(validate.errors, name).toBeNull();
    }
  });

  it("accepts what writeDefinitions() writes", () => {
    const cells = [{ field: "employerInfo", key: "employeeId", value: "0815" }];
    const file = writeDefinitions([{ email: "ada@example.com", cells, fields: [...FIELDS.keys()] }]);
    expect(validate(parse(file))).toBe(true);
  });

  it.each([
    { version: 2 },
    { users: {} },
    { version: 1, users: { ada: {} } },
    { version: 1, users: { "a@x.example": { title: 5 } } },
    { version: 1, users: { "a@x.example": { skills: { A: 6 } } } },
    { version: 1, users: { "a@x.example": { phones: { PRIMARY: "+3491" } } } },
    { version: 1, profiles: { p: { name: "Ada" } } },
    { version: 1, rails: { change: -1 } },
  ])("refuses %j, as readDefinitions() does", (file) => {
    expect(validate(file)).toBe(false);
    expect(read({ "a.yaml": JSON.stringify(file) }).ok).toBe(false);
  });

  it("describes each field, one that only the registry knows included", () => {
    const shoe = { ...FIELDS.get("title"), name: "shoeSize", summary: "Size of shoe." } as never;
    const schema = JSON.stringify(definitionsSchema(registryOf([...FIELDS.values(), shoe])));
    expect(schema).toContain('"shoeSize":{"anyOf"');
    for (const field of FIELDS.values())
      if (field.inDefinitions) expect(schema).toContain(JSON.stringify(field.summary));
    expect(schema).toContain("Size of shoe.");
  });
});
