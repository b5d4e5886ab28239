import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { EXIT } from "../../src/model/exit.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { redactPlan, redactResult } from "../../src/review/redact.ts";
import {
  ADA,
  auditedDrift,
  basePlan,
  change,
  driftOf,
  fullPlan,
  fullResult,
  knownDrift,
  largePlan,
  planOf,
  resultOf,
  rollbackPlan,
  savedPlan,
} from "./samples.ts";
import { busyTimeline } from "./timelines.ts";

function schema(name: "plan" | "result"): JsonObject {
  return JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), "utf8"));
}

function errorsOf(name: "plan" | "result", document: unknown): readonly string[] {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
    schema(name),
  );
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Every part of a schema that says what a member means. */
function membersOf(part: unknown, path = ""): readonly (readonly [string, JsonObject])[] {
  if (Array.isArray(part)) return part.flatMap((item, index) => membersOf(item, `${path}/${index}`));
  if (!isObject(part)) return [];
  const own = isObject(part.properties) ? Object.entries(part.properties) : [];
  const members = own.flatMap(([name, member]) =>
    isObject(member) ? [[`${path}/${name}`, member] as const] : [],
  );
  return [
    ...members,
    ...Object.entries(part).flatMap(([name, child]) => membersOf(child, `${path}/${name}`)),
  ];
}

describe("plan.schema.json", () => {
  it.each([
    ["a full plan", fullPlan()],
    ["an empty plan", planOf()],
    ["a large plan", largePlan(20)],
    ["drift", driftOf([change(ADA.id, "title", "a", ["b"])])],
    ["drift with known drift", knownDrift()],
    ["drift with known drift without people", redactPlan(knownDrift(), "people")],
    ["drift that asked who", auditedDrift()],
    ["drift that asked who, without people", redactPlan(auditedDrift(), "people")],
    ["a plan without values", redactPlan(fullPlan(), "values")],
    ["a plan without people", redactPlan(fullPlan(), "people")],
    ["a plan with a base", basePlan()],
    ["a plan with a base without people", redactPlan(basePlan(), "people")],
    ["a plan from a snapshot", savedPlan(9)],
    ["a rollback", rollbackPlan()],
    ["a rollback without people", redactPlan(rollbackPlan(), "people")],
    ["a plan of a higher minor version", { ...fullPlan(), formatVersion: "1.7", extra: { more: 1 } }],
  ])("takes %s", (_name, document) => {
    expect(errorsOf("plan", document)).toEqual([]);
  });

  it.each([
    ["another major version", { ...planOf(), formatVersion: "2.0" }],
    ["a missing hash", { ...planOf(), planHash: undefined }],
    ["an unknown kind", { ...planOf(), kind: "result" }],
    [
      "a change without a value",
      { ...planOf(), differences: [{ userId: "x", field: "title", before: null }] },
    ],
  ])("refuses %s", (_name, document) => {
    expect(errorsOf("plan", JSON.parse(JSON.stringify(document)))).not.toEqual([]);
  });

  it("knows every member that a plan has", () => {
    const members = Object.keys({
      ...fullPlan(),
      ...rollbackPlan(),
      ...basePlan(),
      ...knownDrift(),
      ...auditedDrift(),
    }).sort();
    expect(Object.keys(schema("plan").properties ?? {}).sort()).toEqual(members);
  });
});

describe("result.schema.json", () => {
  it.each([
    ["a full result", fullResult()],
    ["a stopped result", resultOf([], { stopped: { code: "throttled", message: "m" }, exitCode: 6 })],
    ["a result with a timeline", { ...fullResult(), timeline: busyTimeline() }],
    ["a result without people", redactResult(fullResult(), "people")],
  ])("takes %s", (_name, document) => {
    expect(errorsOf("result", document)).toEqual([]);
  });

  it("refuses an unknown status", () => {
    const outcomes = fullResult().outcomes.map((outcome) => ({ ...outcome, status: "lost" }));
    expect(errorsOf("result", { ...fullResult(), outcomes })).not.toEqual([]);
  });

  it("knows every member that a result has, and every exit code", () => {
    const members = Object.keys({ ...fullResult(), stopped: {}, timeline: {}, selection: [] }).sort();
    const properties = schema("result").properties;
    expect(Object.keys(properties ?? {}).sort()).toEqual(members);
    expect(isObject(properties) && isObject(properties.exitCode) ? properties.exitCode.enum : []).toEqual(
      Object.values(EXIT).map(({ code }) => code),
    );
  });
});

describe.each(["plan", "result"] as const)("%s.schema.json", (name) => {
  it("describes every member", () => {
    const members = membersOf(schema(name));
    expect(members.length).toBeGreaterThan(20);
    expect(
      members.filter(([, member]) => typeof member.description !== "string").map(([path]) => path),
    ).toEqual([]);
  });
});
