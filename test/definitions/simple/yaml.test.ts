import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAnyYaml } from "../../../src/definitions/parse.ts";
import { readSimpleYaml } from "../../../src/definitions/simple/yaml.ts";
import { sourceText } from "../../../src/definitions/source.ts";
import { writeDefinitions } from "../../../src/definitions/write.ts";
import { edited, nearlySimple, signs } from "./files.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../../definitions");
const examples = readdirSync(EXAMPLES).map((name) => readFileSync(join(EXAMPLES, name), "utf8"));
/** Parts of the examples that are small enough to be read thousands of times. */
const pieces = examples.flatMap((text) => text.split(/^\n/m).map((part) => `users:\n${part}`));

/** Whether a text was read here; if so, the YAML package must read the same and find nothing wrong with it. */
function isSimple(text: string): boolean {
  const source = sourceText("a.yaml", text);
  const node = readSimpleYaml(source);
  if (node) expect(parseAnyYaml(source)).toEqual({ node, problems: [] });
  return node !== undefined;
}

describe("readSimpleYaml()", () => {
  it("reads nothing that the YAML package reads differently or refuses", () => {
    const texts = fc.oneof(nearlySimple, signs, edited(nearlySimple), edited(fc.constantFrom(...pieces)));
    let simple = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (isSimple(text)) simple += 1;
      }),
      { numRuns: 5000 },
    );
    expect(simple).toBeGreaterThan(500);
  });

  it("reads the example definitions", () => {
    expect(examples.map(isSimple)).toEqual(examples.map(() => true));
  });

  it("reads what export writes", () => {
    const cells = [
      { field: "title", value: 'Agent "VIP": 2 #1' },
      { field: "skills", key: "Spanish-Care", value: 2.5 },
      { field: "skills", key: "0815", value: 5 },
      { field: "phones", key: "WORK", value: { number: "+34910000001", extension: "4711" } },
      { field: "locations", value: ["Madrid", "Cádiz"] },
      { field: "certifications", value: [] },
    ];
    const fields = ["title", "skills", "languages", "phones", "locations", "certifications"];
    expect(isSimple(writeDefinitions([{ email: "ada@example.com", cells, fields }]))).toBe(true);
  });

  it.each([
    ["line ends of Windows", "a: b\r\nc:\r\n  - d\r\n"],
    ["no line end at the end", "a:\n  b: c"],
    ["the start of a document", "# c\n---\na: b\n"],
    ["comments and empty lines anywhere", "\n# c\na: 1 # c\n\n  # c\nb:  # c\n\n  c: 'd' #\n#"],
    ["a list in the column of its key", "a:\n- b\n- 'c'\nd: e\n"],
    ["brackets over several lines", "a: {\n    b: [c,\n      d],\n  }\ne:\n  [\n    f\n  ]\n"],
    ["escapes", `a: "\\u00e9 \\"\\\\"\nb: 'it''s'\n`],
    ["colons and number signs inside a text", "a: b:c#d\n'e: #f': g\n"],
  ])("reads %s", (_, text) => {
    expect(isSimple(text)).toBe(true);
  });

  it.each([
    ["anchors and aliases", "a: &x 1\nb: *x\n"],
    ["tags", "a: !!str 1\n"],
    ["block scalars", "a: |\n  b\n"],
    ["scalars over several lines", "a: b\n  c\n"],
    ["quotes over several lines", 'a: "b\n  c"\n'],
    ["escapes that JSON lacks", 'a: "\\x41"\n'],
    ["keys with a question mark", "? a\n: b\n"],
    ["keys that are no text", "[a]: b\n"],
    ["keys without a value", "a:\nb: c\n"],
    ["keys twice in a map", "a: b\na: c\n"],
    ["merge keys", "<<: { a: b }\n"],
    ["reserved keys", "a: { constructor: b }\n"],
    ["keys of more than 1,024 characters", `${"a".repeat(1025)}: b\n`],
    ["an indented start of a document", "\n  ---\na: b\n"],
    ["two documents", "a: b\n---\nc: d\n"],
    ["directives", "%YAML 1.2\n---\na: b\n"],
    ["tabs", "a:\tb\n"],
    ["maps in lists", "- a: b\n"],
    ["a column that no key has", "a:\n    b: c\n  d: e\n"],
    ["a bracket that does not close", "a: { b: c\n"],
    ["brackets that close left of their key", "a:\n  b: {\n    c: d\n  }\n"],
    ["text after a quote", "a: 'b' c\n"],
    ["a map behind a key", "a: b: c\n"],
    ["nesting without end", `a: ${"[".repeat(100_000)}\n`],
    ["no map at all", "just text\n"],
    ["nothing", ""],
  ])("leaves %s to the YAML package", (_, text) => {
    expect(readSimpleYaml(sourceText("a.yaml", text))).toBeUndefined();
  });
});
