import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Cell } from "../../src/model/state.ts";
import { PHONE_SHAPES } from "../../src/simulator/phones.ts";

const GROUPS = ["phones", "sms", "otherEmails"] as const;

function read(field: (typeof GROUPS)[number], addresses: readonly object[]) {
  const reading = FIELDS.get(field)?.read({ addresses } as unknown as JsonObject, false);
  if (!reading) throw new Error(`No field ${field}`);
  return reading;
}

/** Contacts by type, or why they are unread. */
function contacts(field: (typeof GROUPS)[number], addresses: readonly object[]): unknown {
  const reading = read(field, addresses);
  return reading.read
    ? Object.fromEntries(reading.cells.map(({ key, value }) => [key?.id, value]))
    : reading.why;
}

function encode(cells: readonly Cell[]) {
  const write = FIELDS.get("phones")?.write;
  if (write?.call !== "user" || write.replaces !== "member") throw new Error("phones replace a list");
  return write.encode(cells, new Set());
}

describe("the four shapes of a phone", () => {
  it("an address is a number", () => {
    expect(contacts("phones", [PHONE_SHAPES.number("+34910000000")])).toEqual({
      WORK: { number: "+34910000000" },
    });
  });

  it("an extension equal to its display is an extension alone", () => {
    expect(contacts("phones", [PHONE_SHAPES.extension("4711")])).toEqual({ WORK2: { extension: "4711" } });
  });

  it("an extension beside another display has its number there", () => {
    const both = PHONE_SHAPES.numberAndExtension("+34910000000", "4711");
    expect(contacts("phones", [both])).toEqual({ WORK: { number: "+34910000000", extension: "4711" } });
  });

  it("a display alone cannot be written back, so all contacts of the user are unread", () => {
    const lost = [PHONE_SHAPES.number("+1"), PHONE_SHAPES.displayOnly("4711")];
    for (const field of GROUPS) expect(contacts(field, lost)).toContain("PHONE WORK3 contact has a shape");
  });

  it("an address beside an extension counts as number and extension too", () => {
    const sent = { mediaType: "PHONE", type: "WORK", address: "+1", extension: "7", display: "+1" };
    expect(contacts("phones", [sent])).toEqual({ WORK: { number: "+1", extension: "7" } });
  });
});

describe("the list of contacts", () => {
  it("is divided by medium", () => {
    const list = [
      PHONE_SHAPES.number("+1"),
      { mediaType: "SMS", type: "MOBILE", address: "+2", display: "+2" },
      { mediaType: "EMAIL", type: "HOME", address: "a@home.example" },
    ];
    expect(GROUPS.map((field) => contacts(field, list))).toEqual([
      { WORK: { number: "+1" } },
      { MOBILE: { number: "+2" } },
      { HOME: { address: "a@home.example" } },
    ]);
  });

  it("leaves out PRIMARY contacts, which are derived and read-only", () => {
    expect(contacts("phones", [{ ...PHONE_SHAPES.displayOnly("1"), type: "PRIMARY" }])).toEqual({});
  });

  it("keeps country code and integration, and drops what people put between digits", () => {
    const odd = {
      mediaType: "PHONE",
      type: "WORK",
      address: "+34 (910) 000-000",
      countryCode: "ES",
      integration: "dr",
    };
    expect(contacts("phones", [odd])).toEqual({
      WORK: { number: "+34910000000", countryCode: "ES", integration: "dr" },
    });
  });

  it.each([
    ["two contacts of one kind", [PHONE_SHAPES.number("+1"), PHONE_SHAPES.number("+2")]],
    ["an unknown medium", [{ mediaType: "PAGER", type: "WORK", address: "1" }]],
    ["an e-mail without address", [{ mediaType: "EMAIL", type: "WORK" }]],
    ["no type", [{ mediaType: "PHONE", address: "+1" }]],
  ])("is unread for %s", (_, list) => {
    for (const field of GROUPS) expect(read(field, list).read).toBe(false);
  });

  it("is unread when the answer has none, and empty when it is []", () => {
    const phones = FIELDS.get("phones");
    expect(phones?.read({}, false).read).toBe(false);
    expect(contacts("phones", [])).toEqual({});
  });

  it("is written as one list that reads back as it was, whatever its order", () => {
    const all = [
      PHONE_SHAPES.number("+1", "WORK"),
      PHONE_SHAPES.numberAndExtension("+2", "7", "HOME"),
      PHONE_SHAPES.extension("8", "OTHER"),
      { mediaType: "SMS", type: "WORK", address: "+3", display: "+3", integration: "dr" },
      { mediaType: "EMAIL", type: "WORK", address: "a@x", countryCode: "ES" },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all), (list) => {
        const cells = GROUPS.flatMap((field) => {
          const reading = read(field, list);
          return reading.read ? reading.cells : [];
        });
        const written = encode(cells) as readonly object[];
        for (const field of GROUPS) expect(contacts(field, written)).toEqual(contacts(field, list));
        expect(encode(cells.toReversed())).toEqual(written);
      }),
    );
  });
});
