import { describe, expect, it } from "vitest";
import { readSnapshot, writeSnapshot } from "../../src/index.ts";
import type { Problem } from "../../src/model/problem.ts";
import { snapshotOf } from "./snapshots.ts";

const TEXT = writeSnapshot(await snapshotOf());
/** The line on which the first user stands. */
const FIRST = TEXT.split("\n").findIndex((line) => line.includes("ada@example.com")) + 1;

function problemsOf(text: string): readonly Problem[] {
  const read = readSnapshot(text, "live.json");
  expect(read.ok || read.exit === 1).toBe(true);
  return read.ok ? [] : read.problems;
}

/** `live.json:50:7 code: message`, for each problem. */
function told(text: string): readonly string[] {
  return problemsOf(text).map(({ at, code, message }) =>
    [at && `${at.file}:${at.line}:${at.column}`, `${code}: ${message}`].filter(Boolean).join(" "),
  );
}

function edited(find: string, replacement: string): string {
  expect(TEXT).toContain(find);
  return TEXT.replace(find, replacement);
}

describe("readSnapshot()", () => {
  it("says that a file ends too early, and where", () => {
    const lines = TEXT.split("\n").slice(0, FIRST);
    expect(told(lines.join("\n"))).toEqual([
      `live.json:${FIRST}:${(lines.at(-1)?.length ?? 0) + 1} snapshot-broken: Cannot read live.json: it ends too early`,
    ]);
    expect(told("")).toEqual(["live.json:1:1 snapshot-broken: Cannot read live.json: it ends too early"]);
  });

  it("says that a file is no JSON, and tells nothing of what stands there", () => {
    const [line = ""] = told(edited('"users": [', '"users": ['.replace("[", "[ Secret")));
    expect(line).toMatch(/snapshot-broken: Cannot read live\.json: it is no JSON$/);
  });

  it.each([
    [
      "a plan",
      { kind: "plan", formatVersion: "1.0" },
      "not-a-snapshot: Cannot read live.json: it is no snapshot",
    ],
    ["a list", [], "not-a-snapshot: Cannot read live.json: it is no snapshot"],
    [
      "another major format",
      { kind: "snapshot", formatVersion: "2.0" },
      "snapshot-format: Cannot read live.json: its format is 2.0, this gus reads 1.0",
    ],
  ])("refuses %s", (_name, document, message) => {
    expect(told(JSON.stringify(document))).toEqual([message]);
  });

  it("reads a higher minor format, and does not mind members that it does not know", () => {
    const text = edited('"formatVersion": "1.0"', '"formatVersion": "1.7", "extra": {}');
    expect(told(text)).toEqual([]);
  });

  it("finds every value that is no value of its field, with user, line and column", () => {
    const text = edited('"value":"Agent"', '"value":7').replace('"Chat"},"value":1', '"Chat"},"value":"one"');
    const column = (line: number, cell: string) => (text.split("\n")[line - 1]?.indexOf(cell) ?? 0) + 1;
    expect(told(text)).toEqual([
      `live.json:${FIRST}:${column(FIRST, '{"field":"title"')} snapshot-broken: Cannot use "cells[2].value" (title) of ada@example.com: expected string, received number`,
      `live.json:${FIRST + 2}:${column(FIRST + 2, '{"field":"skills"')} snapshot-broken: Cannot use "cells[7].value" (skills) of cay@example.com: expected number, received string`,
    ]);
  });

  it.each([
    [
      "a field that nobody knows",
      '"field":"title"',
      '"field":"titel"',
      "(titel) of ada@example.com: this gus knows no such field",
    ],
    ["a misspelt member", '"number":"+34910000001"', '"numbr":"+34910000001"', 'unrecognized key: "numbr"'],
    [
      "a key that is missing",
      '"field":"skills","key":',
      '"field":"skills","kee":',
      '"cells[7].key" (skills) of ada@example.com: expected object, received undefined',
    ],
    [
      "unread left out",
      '"unread":{},',
      "",
      '"unread" of ada@example.com: expected record, received undefined',
    ],
  ])("refuses %s", (_name, find, replacement, message) => {
    expect(told(edited(find, replacement)).join("\n")).toContain(message);
  });

  it("refuses a user who is there twice, and a cell that is", () => {
    const [line = ""] = TEXT.split("\n").slice(FIRST - 1);
    expect(told(edited(line, `${line}\n${line}`))).toEqual([
      expect.stringContaining('"id" of ada@example.com: another user has this id'),
    ]);
    const cell = '{"field":"title","value":"Agent"}';
    expect(told(edited(cell, `${cell},${cell}`))).toEqual([
      expect.stringContaining('"cells[3]" (title) of ada@example.com: it stands there twice'),
    ]);
  });

  it("tells user and member where a file is laid out in another way", () => {
    const text = JSON.stringify(JSON.parse(edited('"value":"Agent"', '"value":7')), null, 2);
    expect(told(text)).toEqual([
      'snapshot-broken: Cannot use "cells[2].value" (title) of ada@example.com: expected string, received number',
    ]);
    expect(told(JSON.stringify(JSON.parse(TEXT), null, 2))).toEqual([]);
  });

  it("tells of what stands beside users, and of users that are no list", () => {
    const document = { ...JSON.parse(TEXT), users: {}, org: "Acme" };
    expect(told(JSON.stringify(document))).toEqual([
      'snapshot-broken: Cannot use "org": expected object, received string',
      'snapshot-broken: Cannot use "users": expected array',
    ]);
  });

  it("counts what is wrong after the first twenty places", () => {
    const document = JSON.parse(TEXT);
    document.users = Array.from({ length: 25 }, (_, index) => ({
      ...document.users[0],
      id: `u${index}`,
      version: "x",
    }));
    const problems = told(JSON.stringify(document));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe("snapshot-broken: live.json has 5 more places like these");
  });
});

describe("writeSnapshot()", () => {
  it("has a line for each user, and obeys nothing that a name says", async () => {
    const users = [{ email: "ada@example.com", name: "\u001b[2J\u202eAda\u2028##vso[x]" }];
    const text = writeSnapshot(await snapshotOf(users));
    for (const obeyed of ["\u001b", "\u202e", "\u2028", "##vso"]) expect(text).not.toContain(obeyed);
    expect(text.split("\n").filter((line) => line.includes("ada@example.com"))).toHaveLength(1);
    const read = readSnapshot(text, "live.json");
    expect(read.ok && read.value.users[0]?.name).toBe(users[0]?.name);
  });

  it("differs in the line of the user who changed, and in when it was made", async () => {
    const other = writeSnapshot(
      await snapshotOf([
        { email: "zoe@example.com", name: "Zoe" },
        { email: "abe@example.com", name: "Abe" },
      ]),
    ).split("\n");
    const one = writeSnapshot(
      await snapshotOf([
        { email: "abe@example.com", name: "Abel" },
        { email: "zoe@example.com", name: "Zoe" },
      ]),
    ).split("\n");
    const changed = one.filter((line, index) => line !== other[index]);
    expect(changed.filter((line) => !line.includes('"made"')).map((line) => line.slice(0, 30))).toEqual([
      '    {"email":"abe@example.com"',
    ]);
  });
});
