import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExportedUser, writeDefinitions } from "../../src/definitions/write.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { WrittenUser } from "../../src/model/definitions.ts";
import { definitionsOf, read } from "./reading.ts";

const NASTY = [
  ..."yYnN~|>-?:&*!%@`'\"#,[]{}=<\\",
  ..."No NO on 0815 1_000 0x1F 12:30 1e3 .5 +34910000000 2024-01-31 true null Null << --- ... .inf".split(
    " ",
  ),
  " leading",
  "trailing ",
  "a: b",
  "a #b",
  "- a",
  "id:6f9619ff-8b86-4011-b42d-00cf4fc964ff",
  "line\nbreak",
  "line\r\nbreak\n",
  "tab\there",
  "\u0000\u001b[31m\u007f\u0085\u2028\u2029\ufeff",
  "\u202ereversed\u202c \u200f",
  "👩‍👩‍👧 family",
  "Zoë 東京 שלום",
  "\ud800 lone",
  '"quoted"',
  "it's",
  "\\n",
  "x".repeat(5000),
  "é: ".repeat(1667),
] as const;

const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ minLength: 1, unit: "grapheme", maxLength: 20 }),
);
/** Names that reach an object's prototype are refused when read, and no organisation has them. */
const name = text.filter((one) => !["__proto__", "constructor", "prototype"].includes(one));

describe("writeDefinitions()", () => {
  it("writes what readDefinitions() reads back, whatever the texts hold", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(text, { maxLength: 3 }),
        text,
        (skills, items, title) => {
          const cells = [
            { field: "title", value: title },
            ...skills.map((key, index) => ({ field: "skills", key, value: index / 2 })),
            { field: "certifications", value: items.toSorted() },
            { field: "employerInfo", key: "employeeId", value: title },
          ];
          const fields = ["title", "skills", "languages", "certifications", "employerInfo"];
          const file = writeDefinitions([{ email: "ada@example.com", cells, fields }]);
          const [user] = definitionsOf(read({ "a.yaml": file })).users;
          expect(
            setCells(user)
              .map(({ field, key, value }) => [field, key, value])
              .sort(byText),
          ).toEqual(
            cells
              .filter(isSet)
              .map((cell) => [cell.field, "key" in cell ? cell.key : undefined, cell.value])
              .sort(byText),
          );
          expect([...(user?.managed ?? [])].toSorted()).toEqual(fields.toSorted());
        },
      ),
    );
  });

  it.each(NASTY)("keeps %j as a text and as a name", (nasty) => {
    const cells = [
      { field: "title", value: nasty },
      { field: "skills", key: nasty, value: 1 },
    ];
    const file = writeDefinitions([{ email: "ada@example.com", cells, fields: ["title", "skills"] }]);
    const [user] = definitionsOf(read({ "a.yaml": file })).users;
    expect(setCells(user).map(({ key, value }) => key ?? value)).toEqual([nasty, nasty]);
  });

  it("shows no invisible characters", () => {
    const cells = [{ field: "title", value: "a\u202eb\u200bc\u0007\u{e0041}" }];
    const file = writeDefinitions([{ email: "ada@example.com", cells, fields: ["title"] }]);
    expect(file).toContain('title: "a\\u202eb\\u200bc\\u0007\\U000e0041"');
    const [user] = definitionsOf(read({ "a.yaml": file })).users;
    expect(user?.cells[0]?.value).toBe("a\u202eb\u200bc\u0007\u{e0041}");
  });

  it("writes users, fields, keys and items in one order", () => {
    const ada: ExportedUser = {
      email: "ada@example.com",
      cells: [
        { field: "certifications", value: ["PCI", "ISO 9001"] },
        { field: "skills", key: "Chat", value: 2 },
        { field: "skills", key: "Billing", value: 4.5 },
        { field: "phones", key: "WORK2", value: { number: "+3491", extension: "0815" } },
        { field: "phones", key: "WORK", value: { number: "+34910000000" } },
        { field: "phones", key: "OTHER", value: { extension: "4711" } },
        { field: "otherEmails", key: "HOME", value: { address: "ada@home.example" } },
        { field: "acdAutoAnswer", value: false },
        { field: "name", value: "Ada Lovelace" },
        { field: "email", value: "ada@example.com" },
        { field: "title", value: null },
      ],
      fields: [...FIELDS.keys()],
    };
    const grace = {
      email: "Grace@example.com",
      cells: [{ field: "name", value: "Grace" }],
      fields: ["name"],
    };
    const file = writeDefinitions([grace, ada]);
    expect(file).toBe(WRITTEN);
    expect(writeDefinitions([{ ...ada, cells: ada.cells.toReversed() }, grace])).toBe(file);
    expect(read({ "a.yaml": file }).ok).toBe(true);
  });

  it("asks for exactly what was read: the defaults clear what a user does not set", () => {
    const file = writeDefinitions([{ email: "ada@example.com", cells: [], fields: [...FIELDS.keys()] }]);
    const [user] = definitionsOf(read({ "a.yaml": file })).users;
    const cleared = user?.cells.filter(({ value }) => value === null).map(({ field }) => field);
    expect(cleared).toEqual(["preferredName", "title", "department", "manager"]);
    const exact = ["skills", "languages", "phones", "sms", "otherEmails", "employerInfo"];
    expect([...(user?.exact.keys() ?? [])].toSorted()).toEqual(exact.toSorted());
  });

  it("leaves unmanaged what was not read", () => {
    const file = writeDefinitions([{ email: "ada@example.com", cells: [], fields: ["title", "skills"] }]);
    const [user] = definitionsOf(read({ "a.yaml": file })).users;
    expect([...(user?.managed ?? [])].toSorted()).toEqual(["skills", "title"]);
  });

  it("writes a file without users", () => {
    expect(writeDefinitions([])).toMatch(/\nusers: \{\}\n$/);
  });
});

function setCells(user: WrittenUser | undefined) {
  return user?.cells.filter(isSet) ?? [];
}

function isSet({ value }: { readonly value: unknown }): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

const WRITTEN = `# yaml-language-server: $schema=../schema/user-state.schema.json
version: 1
# What no user sets below is unset.
defaults:
  preferredName: null
  title: null
  department: null
  manager: null
  phones: {}
  sms: {}
  otherEmails: {}
  employerInfo: {}
users:
  ada@example.com:
    name: Ada Lovelace
    acdAutoAnswer: false
    skills:
      Billing: 4.5
      Chat: 2
    languages: {}
    phones:
      OTHER: { extension: "4711" }
      WORK: "+34910000000"
      WORK2: { number: "+3491", extension: "0815" }
    otherEmails:
      HOME: ada@home.example
    locations: []
    certifications:
      - ISO 9001
      - PCI
    profileSkills: []
  Grace@example.com:
    unmanaged: [preferredName, title, department, manager, phones, sms, otherEmails, employerInfo]
    name: Grace
`;
