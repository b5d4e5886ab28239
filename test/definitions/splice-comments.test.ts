import fc from "fast-check";
import { expect, it } from "vitest";
import { spliceDefinitions } from "../../src/definitions/splice/definitions.ts";
import { definitionsOf, read } from "./reading.ts";

const STYLES = {
  dashes: (items: readonly Item[]) => ["", ...items.map(({ name, note }) => `      - ${name}${note}`)],
  "commas behind": (items: readonly Item[]) => [
    " [",
    ...items.map(({ name, note }, at) => `      ${name}${at < items.length - 1 ? "," : ""}${note}`),
    "    ]",
  ],
  "commas behind all": (items: readonly Item[]) => [
    " [",
    ...items.map(({ name, note }) => `      ${name},${note}`),
    "    ]",
  ],
  "commas before": (items: readonly Item[]) => [
    " [",
    ...items.map(({ name, note }, at) => `      ${at > 0 ? ", " : ""}${name}${note}`),
    "      ]",
  ],
} as const;

interface Item {
  readonly name: string;
  readonly note: string;
}

const cases = fc.record({
  style: fc.constantFrom(...(Object.keys(STYLES) as (keyof typeof STYLES)[])),
  items: fc
    .array(fc.record({ note: fc.boolean(), stays: fc.boolean() }), { minLength: 1, maxLength: 5 })
    .map((all) =>
      all.map(({ note, stays }, at) => ({ name: `Old${at}`, note: note ? ` # about ${at}` : "", stays })),
    ),
  added: fc.integer({ min: 0, max: 2 }).map((count) => ["Rome", "Oslo"].slice(0, count)),
  eol: fc.constantFrom("\n", "\r\n"),
});

it("keeps each item that stays on its line with its comment, and takes the others away with theirs", () => {
  fc.assert(
    fc.property(cases, ({ style, items, added, eol }) => {
      const staying = items.filter(({ stays }) => stays);
      const fresh = added.map((name) => ({ name, note: "" }));
      const all = [...staying, ...fresh];
      const after = withLocations(fileWith(STYLES[style](items), eol), namesOf(all));
      // A line alone does not tell that others would begin with commas.
      const isOpen = all.length === 0 || (style === "commas before" && staying.length < 2);
      if (isOpen) expect(notesIn(after)).toEqual(staying.flatMap(({ note }) => notesIn(note)));
      else expect(after).toBe(fileWith(STYLES[style](all), eol));
    }),
    { numRuns: 500 },
  );
});

function fileWith([first, ...lines]: readonly string[], eol: string): string {
  const head = ["version: 1", "users:", "  ada@x.example:", "    title: Agent"];
  return [...head, `    locations:${first}`, ...lines, "    name: Ada # end", ""].join(eol);
}

function namesOf(items: readonly Item[]): readonly string[] {
  return items.map(({ name }) => name);
}

function notesIn(text: string): readonly string[] {
  return text.match(/# about \d/g) ?? [];
}

function withLocations(text: string, wanted: readonly string[]): string {
  const file = { path: "a.yaml", bytes: new TextEncoder().encode(text) };
  const layer = { kind: "user", name: "ada@x.example" } as const;
  const value = wanted.length === 0 ? null : wanted;
  const made = spliceDefinitions([file], [{ layer, field: "locations", value }]);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const after = new TextDecoder().decode((made.value[0] ?? file).bytes);
  const [user] = definitionsOf(read({ "a.yaml": after })).users;
  expect(user?.cells.find(({ field }) => field === "locations")?.value).toEqual(wanted);
  return after;
}
