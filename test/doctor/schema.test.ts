import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { checkupOf } from "../../src/doctor/checkup.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import { VERDICTS } from "../../src/model/checkup.ts";
import { seenOf } from "./samples.ts";

const schema = JSON.parse(readFileSync(new URL("../../schema/checkup.schema.json", import.meta.url), "utf8"));
const takes = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const whole = checkupOf(seenOf(), FIELDS, "0.1.0");

describe("checkup.schema.json", () => {
  it("takes a checkup, whether or not the organisation was reached", () => {
    expect(takes(whole)).toBe(true);
    expect(takes(checkupOf(seenOf({ calls: { arrived: [] } }), FIELDS, "0.1.0"))).toBe(true);
    expect(takes({ ...whole, checks: [{ name: "node", verdict: "fine", message: "m" }] })).toBe(false);
  });

  it("knows every member, and every verdict", () => {
    expect(Object.keys(schema.properties).toSorted()).toEqual(Object.keys(whole).toSorted());
    const { items } = schema.properties.checks;
    expect(items.properties.verdict.enum).toEqual(VERDICTS);
    expect(Object.keys(items.properties)).toEqual(["name", "verdict", "message", "fix"]);
  });
});
