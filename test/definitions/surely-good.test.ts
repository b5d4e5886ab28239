import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Node, plainOf } from "../../src/definitions/node.ts";
import { parseYaml } from "../../src/definitions/parse.ts";
import { sourceText } from "../../src/definitions/source.ts";
import { isSurelyGood } from "../../src/definitions/surely-good.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import { writtenSchema } from "../../src/fields/written-schema.ts";

const scalar = fc.oneof(
  fc.constantFrom("null", "~", "true", "no", "active", "inactive", "en-US", '""', "''", '"+34910000000"'),
  fc.constantFrom("+34910000000", "0815", "1e400", "-1", "5", "5.5", "2.0", "1_0", ".5", "0x1", "2026-01-05"),
  fc.string({ maxLength: 6 }).map((text) => JSON.stringify(text)),
  fc.integer({ min: -1, max: 7 }).map(String),
  fc.constantFrom("Agent", "id:1", "a b", "ñ"),
);
const key = fc.constantFrom(
  "WORK",
  "WORK2",
  "MOBILE",
  "HOME",
  "PRIMARY",
  "Billing",
  '""',
  '"1"',
  "employeeId",
);
const written = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
  fc.uniqueArray(fc.tuple(key, scalar), { selector: ([name]) => name, maxLength: 3 }).map(asMap),
);

describe("isSurelyGood()", () => {
  it("is sure of nothing that the grammar refuses", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS.values()), written, (field, text) => {
        const node = nodeOf(text);
        fc.pre(node !== undefined && isSurelyGood(field, node));
        expect(writtenSchema(field).safeParse(node && plainOf(node)).success, `${field.name}: ${text}`).toBe(
          true,
        );
      }),
      { numRuns: 3000, maxSkipsPerRun: 1000 },
    );
  });

  it.each([
    ["title", "Senior Agent"],
    ["state", "inactive"],
    ["manager", "ada@example.com"],
    ["skills", "{ Billing: 3, Chat: 0.5 }"],
    ["languages", "{ English: 4 }"],
    ["phones", '{ WORK: "+34910000000" }'],
    ["certifications", "[First aid, Chat]"],
  ])("tells plain %s at a glance", (name, text) => {
    const [field, node] = [FIELDS.get(name), nodeOf(text)];
    expect(field && node && isSurelyGood(field, node)).toBe(true);
  });
});

function asMap(entries: readonly (readonly [string, string])[]): string {
  return `{ ${entries.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
}

function nodeOf(text: string): Node | undefined {
  const { node } = parseYaml(sourceText("a.yaml", `value: ${text}\n`));
  return node?.kind === "map" ? node.entries[0]?.value : undefined;
}
