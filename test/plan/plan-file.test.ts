import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { planHashOf } from "../../src/plan/hashes.ts";
import { parsePlan } from "../../src/plan/plan-file.ts";
import { desiredUser, liveUser } from "../world.ts";
import { planFor } from "./samples.ts";

const plan = planFor([[liveUser("a@x", { title: "Agent" }), desiredUser("a@x", { title: "Lead" })]]);

/** The same document with something else in it; `hashed` makes its hash fit again. */
function altered(change: Readonly<Record<string, unknown>>, hashed: boolean): string {
  const document = { ...plan, ...change } as Plan;
  return JSON.stringify(hashed ? { ...document, planHash: planHashOf(document) } : document);
}

function codeOf(text: string): string {
  const parsed = parsePlan(text, "plan.json");
  return parsed.ok ? "read" : parsed.problems.map(({ code }) => code).join();
}

describe("parsePlan()", () => {
  it("reads back what was written, whatever its white space and order of members", () => {
    const turned = Object.fromEntries(Object.entries(plan).toReversed());
    const parsed = parsePlan(JSON.stringify(turned, null, 4), "plan.json");
    expect(parsed).toMatchObject({ ok: true, value: plan });
  });

  it("refuses a plan that somebody changed", () => {
    const operations = plan.operations.map((one) => ({
      ...one,
      body: { ...(one.body as object), title: "Boss" },
    }));
    expect(codeOf(altered({ operations }, false))).toBe("plan-changed");
    expect(codeOf(altered({ accepted: [{ rule: "change", upTo: 9, by: "me" }] }, false))).toBe(
      "plan-changed",
    );
    expect(codeOf(altered({ surprise: true }, false))).toBe("plan-changed");
  });

  it("does not mind another made", () => {
    expect(codeOf(altered({ made: { ...plan.made, at: "2030-01-01T00:00:00.000Z" } }, false))).toBe("read");
  });

  it("ignores members of a higher minor version", () => {
    expect(codeOf(altered({ formatVersion: "1.9", forecast: { weather: "fair" } }, true))).toBe("read");
  });

  it.each(["2.0", "0.9", "10.0", "", "one"])("refuses the major version of %j", (formatVersion) => {
    expect(codeOf(altered({ formatVersion }, true))).toBe("plan-format");
  });

  it("reads a redacted plan although its hash is that of the whole one", () => {
    expect(codeOf(altered({ redacted: "values", operations: [] }, false))).toBe("read");
  });

  it.each(["", "not JSON", "null", "[]", "{}", '{"kind":"result"}', '"plan"'])(
    "refuses %j as no plan",
    (text) => {
      expect(codeOf(text)).toBe("not-a-plan");
    },
  );

  it.each([
    [" \n", "it is empty"],
    ["version: 1", "it is no JSON"],
    ["<!doctype html>", "it is no JSON"],
    ['{"kind":"drift","us', "its JSON is cut off or broken"],
    ['{"kind":"result"}', "it is no plan or drift document"],
  ])("says what %j is instead", (text, said) => {
    expect(parsePlan(text, "known.json")).toMatchObject({
      ok: false,
      problems: [{ message: `Cannot read known.json: ${said}` }],
    });
  });

  it.each(["operations", "rails", "org", "made", "reviewHash"])("refuses a plan without %s", (member) => {
    expect(codeOf(altered({ [member]: undefined }, true))).toBe("not-a-plan");
  });
});
