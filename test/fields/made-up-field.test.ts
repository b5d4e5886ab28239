import { describe, expect, it } from "vitest";
import { definitionsSchema } from "../../src/definitions/json-schema.ts";
import { writeDefinitions } from "../../src/definitions/write.ts";
import type { Field } from "../../src/fields/field.ts";
import { FIELDS, registryOf } from "../../src/fields/registry.ts";
import { textField } from "../../src/fields/text-field.ts";
import { show } from "../../src/pipeline/show.ts";
import { renderExplain } from "../../src/review/explain.ts";
import { worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { definitionsOf, expectValue, gusOn } from "../laws/gus.ts";

/** A field that nothing but this registry knows. */
const costCentre: Field = textField("costCentre", "The cost centre that pays.", true, {
  pattern: /^CC\d+$/,
  wants: "a cost centre as CC1",
});
const registry = registryOf([...FIELDS.values(), costCentre]);
const files = { "a.yaml": "version: 1\nusers:\n  ada@x.example:\n    costCentre: CC4711\n" };

describe("a field group added to the registry, with no other edit,", () => {
  it("is part of the JSON schema, with its rule and summary", () => {
    const schema = JSON.stringify(definitionsSchema(registry));
    expect(schema).toContain('"costCentre"');
    expect(schema).toContain("The cost centre that pays.");
    expect(schema).toContain("^CC");
    expect(JSON.stringify(definitionsSchema(FIELDS))).not.toContain("costCentre");
  });

  it("is read from definitions, and its rule is kept", () => {
    const bad = definitionsOf({ "a.yaml": files["a.yaml"].replace("CC4711", "somewhere") }, registry);
    expect(bad.ok ? "" : bad.problems[0]?.message).toContain("a cost centre as CC1");
  });

  it("is planned: read, compared, and sent in the user's call", async () => {
    const plan = await planned();
    expect(plan.operations.map(({ body }) => body)).toMatchObject([{ costCentre: "CC4711" }]);
    expect(plan.summary.byField).toEqual({ costCentre: 1 });
  });

  it.each(["text", "markdown", "json"] as const)("is in the plan and in drift as %s", async (format) => {
    for (const kind of ["plan", "drift"] as const) {
      const shown = show({ document: await planned(kind), format });
      expect(shown).toContain("costCentre");
      expect(shown).toContain("CC4711");
    }
  });

  it("is explained and exported", () => {
    const [user] = expectValue(definitionsOf(files, registry)).users;
    if (!user) throw new Error("one user");
    expect(renderExplain(user, undefined, { color: false })).toContain("costCentre");
    const cells = [{ field: "costCentre", value: "CC4711" }];
    const text = writeDefinitions([{ email: "ada@x.example", cells, fields: ["costCentre"] }], registry);
    expect(text).toContain("costCentre: CC4711");
  });
});

async function planned(kind: "plan" | "drift" = "plan") {
  const gus = gusOn(createOrg({ world: worldOf({ users: [{ email: "ada@x.example" }] }) }));
  return expectValue(await gus.plan(files, { kind, registry }));
}
