import { describe, expect, it } from "vitest";
import { spliceDefinitions } from "../../src/definitions/splice/definitions.ts";
import type { WrittenValue } from "../../src/model/definitions.ts";
import type { Want } from "../../src/model/want.ts";
import { definitionsOf, read } from "./reading.ts";

/** `title` or `skills.Billing` of a user, with what it is to be. */
type Said = Readonly<Record<string, WrittenValue>>;

function wantsOf(said: Said, layer: Want["layer"]): readonly Want[] {
  return Object.entries(said).map(([name, value]) => {
    const [field = "", key] = name.split(".");
    return { layer, field, value, ...(key === undefined ? {} : { key }) };
  });
}

const ADA = { kind: "user", name: "ada@x.example" } as const;

/** A file after an edit; it must be right before and after. Problems as their codes. */
function spliced(text: string, said: Said, layer: Want["layer"] = ADA): string {
  const file = { path: "a.yaml", bytes: new TextEncoder().encode(text) };
  definitionsOf(read({ "a.yaml": text }));
  const made = spliceDefinitions([file], wantsOf(said, layer));
  if (!made.ok) return made.problems.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`).join("\n");
  const after = new TextDecoder("utf-8", { ignoreBOM: true }).decode((made.value[0] ?? file).bytes);
  definitionsOf(read({ "a.yaml": after }));
  return after;
}

/** The body of one user, whose lines begin in column 5. */
function body(lines: string, said: Said): string {
  const head = "version: 1\nusers:\n  ada@x.example:\n";
  const tail = "  # about Bob\n  bob@x.example: { title: Agent }\n";
  const after = spliced(`${head}${lines}${tail}`, said);
  if (!after.startsWith(head) || !after.endsWith(tail)) return after;
  return after.slice(head.length, -tail.length);
}

describe("spliceDefinitions()", () => {
  it.each<readonly [string, string, Said, string]>([
    ["a plain text", "    title: Agent\n", { title: "Lead" }, "    title: Lead\n"],
    ["a text that needs quotes", "    title: Agent\n", { title: "No" }, '    title: "No"\n'],
    ["double quotes", '    title: "Agent" # x\n', { title: "Lead" }, '    title: "Lead" # x\n'],
    ["single quotes", "    title: 'Agent'\n", { title: "L'Aquila" }, "    title: 'L''Aquila'\n"],
    ["what single quotes cannot hold", "    title: 'Agent'\n", { title: "a\tb" }, '    title: "a\\tb"\n'],
    ["a text in the next line", "    title:\n      Agent\n", { title: "Lead" }, "    title:\n      Lead\n"],
    ["a folded text", "    title: >-\n      An\n      Agent\n", { title: "Lead" }, "    title: Lead\n"],
    [
      "a folded text with a comment",
      "    title: >- # x\n      An\n      Agent\n\n",
      { title: "Lead" },
      "    title: Lead # x\n\n",
    ],
    ["a text that is cleared", "    title: Agent\n", { title: null }, "    title: null\n"],
    ["a flag", "    acdAutoAnswer: true\n", { acdAutoAnswer: false }, "    acdAutoAnswer: false\n"],
    [
      "a field that is new",
      "    title: Agent # x\n",
      { department: "Care" },
      "    title: Agent # x\n    department: Care\n",
    ],
    [
      "a text that ends in a no-break space",
      "    title: Agent\u00a0\n",
      { title: "Lead" },
      "    title: Lead\n",
    ],
    ["a spaced colon", "    title : Agent\n", { title: "Lead" }, "    title : Lead\n"],
    ["an announced key", "    ? title\n    : Agent\n", { title: "Lead" }, "    ? title\n    : Lead\n"],
  ])("writes %s", (_name, before, said, after) => {
    expect(body(before, said)).toBe(after);
  });

  it.each<readonly [string, string, Said, string]>([
    [
      "changes a key in brackets",
      "    skills: { A: 1, B: 2 }\n",
      { "skills.B": 3 },
      "    skills: { A: 1, B: 3 }\n",
    ],
    ["adds one", "    skills: {A: 1}\n", { "skills.B": 3 }, "    skills: {A: 1, B: 3}\n"],
    [
      "adds one behind a comma",
      "    skills: { A: 1, }\n",
      { "skills.B": 3 },
      "    skills: { A: 1, B: 3, }\n",
    ],
    ["takes the first away", "    skills: { A: 1, B: 2 }\n", { "skills.A": null }, "    skills: { B: 2 }\n"],
    ["takes the last away", "    skills: { A: 1, B: 2 }\n", { "skills.B": null }, "    skills: { A: 1 }\n"],
    [
      "takes all away",
      "    skills: { A: 1, B: 2 }\n",
      { "skills.A": null, "skills.B": null },
      "    skills: {}\n",
    ],
    [
      "puts one in the place of another",
      "    skills: { A: 1 }\n",
      { "skills.A": null, "skills.B": 2 },
      "    skills: { B: 2 }\n",
    ],
    ["fills what was empty", "    skills: {}\n", { "skills.A": 1 }, "    skills: { A: 1 }\n"],
    [
      "fills what held nothing but a comment",
      "    skills: { # none yet\n    }\n",
      { "skills.A": 1, "skills.B": 2 },
      "    skills: { A: 1, B: 2 # none yet\n    }\n",
    ],
    ["fills what was null", "    skills: null # none\n", { "skills.A": 1 }, "    skills: { A: 1 } # none\n"],
    ["keeps JSON", '    skills: {"A": 1}\n', { "skills.B": 3 }, '    skills: {"A": 1, "B": 3}\n'],
    [
      "adds without quotes where the neighbour only has those it needs",
      '    skills: { "Tier: 2": 1 }\n    languages:\n      A: 1\n      "Tier: 2": 1\n',
      { "skills.B": 3, "languages.B": 3 },
      '    skills: { "Tier: 2": 1, B: 3 }\n    languages:\n      A: 1\n      "Tier: 2": 1\n      B: 3\n',
    ],
    [
      "keeps JSON where all need quotes",
      '    "skills": {"0815": 1}\n',
      { "skills.B": 3 },
      '    "skills": {"0815": 1, "B": 3}\n',
    ],
    [
      "keeps JSON where nothing stood yet",
      '    "skills": {}\n',
      { "skills.B": 3 },
      '    "skills": { "B": 3 }\n',
    ],
    [
      "keeps lines that end in commas",
      "    skills: {\n      A: 1, # a\n    }\n",
      { "skills.B": 2, "skills.C": 3 },
      "    skills: {\n      A: 1, # a\n      B: 2,\n      C: 3,\n    }\n",
    ],
    [
      "keeps to a line that ends in a bracket",
      "    skills: {\n      A: 1,\n      B: 2 }\n",
      { "skills.C": 3 },
      "    skills: {\n      A: 1,\n      B: 2, C: 3 }\n",
    ],
    [
      "takes lines in brackets away with the comments behind them, and adds lines",
      "    skills: {\n      # all\n      A: 1, # a\n      B: 2 # b\n    }\n",
      { "skills.A": null, "skills.C": 3 },
      "    skills: {\n      # all\n      B: 2, # b\n      C: 3\n    }\n",
    ],
    [
      "keeps the comment behind what stays when the next line goes",
      "    skills: {\n      A: 1, # a\n      # about B\n      B: 2, # b\n    }\n",
      { "skills.B": null },
      "    skills: {\n      A: 1, # a\n      # about B\n    }\n",
    ],
    [
      "takes the comma along that ends the line above where the last one has none",
      "    skills: {\n      A: 1, # a\n      B: 2 # b\n    }\n",
      { "skills.B": null },
      "    skills: {\n      A: 1 # a\n    }\n",
    ],
    [
      "puts lines in the place of the last ones",
      "    skills: {\n      A: 1, # a\n      B: 2, # b\n    }\n",
      { "skills.B": null, "skills.C": 3 },
      "    skills: {\n      A: 1, # a\n      C: 3,\n    }\n",
    ],
    [
      "and in the place of all",
      "    skills: {\n      A: 1, # a\n      B: 2 # b\n    }\n",
      { "skills.A": null, "skills.B": null, "skills.C": 3, "skills.D": 4 },
      "    skills: {\n      C: 3,\n      D: 4\n    }\n",
    ],
    [
      "knows lines that begin with commas",
      "    skills: { A: 1 # a\n      , B: 2 # b\n      , C: 3 # c\n      }\n",
      { "skills.B": null, "skills.D": 4 },
      "    skills: { A: 1 # a\n      , C: 3 # c\n      , D: 4\n      }\n",
    ],
    [
      "and what stands before the first of them",
      "    skills: {\n      A: 1 # a\n      , B: 2 # b\n      , C: 3 # c\n      }\n",
      { "skills.A": null, "skills.C": null, "skills.D": 4 },
      "    skills: {\n      B: 2 # b\n      , D: 4\n      }\n",
    ],
    [
      "moves what stays to the bracket where all before it goes",
      "    skills: { A: 1,\n      B: 2,\n      C: 3 }\n",
      { "skills.A": null, "skills.B": null, "skills.D": 4 },
      "    skills: { C: 3, D: 4 }\n",
    ],
    [
      "joins what is wrapped without comments",
      "    skills: { A: 1,\n      B: 2 }\n",
      { "skills.B": null },
      "    skills: { A: 1 }\n",
    ],
    [
      "changes, adds and takes away lines",
      "    skills:\n      # a\n      A: 1\n      B: 2 # b\n      C: 3 # c\n      # end\n",
      { "skills.B": null, "skills.C": 4, "skills.D": 5 },
      "    skills:\n      # a\n      A: 1\n      C: 4 # c\n      D: 5\n      # end\n",
    ],
    [
      "takes all lines away",
      "    skills: # s\n      A: 1\n      # between\n      B: 2\n    title: x\n",
      { "skills.A": null, "skills.B": null },
      "    skills: {} # s\n      # between\n    title: x\n",
    ],
    [
      "keeps a key that is no skill any more where others stay",
      '    phones: { WORK: "+34910000000" }\n',
      { "phones.WORK": null },
      "    phones: { WORK: null }\n",
    ],
    [
      "writes a map of its own in lines, as far right as its neighbours",
      '    phones:\n        WORK: "+34910000000"\n',
      { "skills.A": 1, "skills.B b": 2.5 },
      '    phones:\n        WORK: "+34910000000"\n    skills:\n      A: 1\n      B b: 2.5\n',
    ],
    [
      "or in brackets, as they are",
      "    phones: {}\n",
      { "skills.A": 1 },
      "    phones: {}\n    skills: { A: 1 }\n",
    ],
    [
      "turns a number into a number with an extension",
      '    phones: { WORK: "+34910000000" }\n',
      { "phones.WORK": { number: "+34910000000", extension: "12" } },
      '    phones: { WORK: { number: "+34910000000", extension: "12" } }\n',
    ],
    [
      "and lines of them into one",
      '    phones:\n      WORK:\n        number: "+34910000000"\n        extension: "12"\n',
      { "phones.WORK": { number: "+34910000001" } },
      '    phones:\n      WORK: "+34910000001"\n',
    ],
    [
      "keeps a map that holds a number alone",
      '    phones:\n      WORK:\n        # desk\n        number: "+34910000000" # d\n',
      { "phones.WORK": { number: "+34910000001" } },
      '    phones:\n      WORK:\n        # desk\n        number: "+34910000001" # d\n',
    ],
    [
      "adds below announced values",
      "    ? skills\n    : A: 1\n      B: 2\n",
      { "skills.C": 3 },
      "    ? skills\n    : A: 1\n      B: 2\n      C: 3\n",
    ],
    [
      "refuses to take away what shares its line with the sign before it",
      "    ? skills\n    : A: 1\n",
      { "skills.A": null },
      "not-spliced 5:10",
    ],
    [
      "changes a part of them",
      '    phones: { WORK: { extension: "12" } }\n',
      { "phones.WORK": { extension: "13" } },
      '    phones: { WORK: { extension: "13" } }\n',
    ],
  ])("%s", (_name, before, said, after) => {
    expect(body(before, said)).toBe(after);
  });

  it.each<readonly [string, string, WrittenValue, string]>([
    [
      "adds and takes away in brackets",
      "    locations: [Rome, Oslo, Bonn]\n",
      ["Bonn", "Oslo", "Paris"],
      "    locations: [Oslo, Bonn, Paris]\n",
    ],
    [
      "does so in lines",
      "    locations:\n    - Rome # r\n    - Oslo # o\n",
      ["Oslo", "Paris"],
      "    locations:\n    - Oslo # o\n    - Paris\n",
    ],
    [
      "keeps a comment behind what goes",
      "    locations: [Rome, # r\n      Oslo]\n",
      ["Oslo"],
      "    locations: [ # r\n      Oslo]\n",
    ],
    [
      "takes dashes away that stand above what they are before",
      "    locations:\n      - # about Rome\n        Rome\n      -\n        &o Oslo # o\n      - Bonn\n",
      ["Bonn", "Paris"],
      "    locations:\n      - Bonn\n      - Paris\n",
    ],
    [
      "puts dashes below such ones",
      "    locations:\n      -\n        Rome\n",
      ["Paris", "Rome"],
      "    locations:\n      -\n        Rome\n      - Paris\n",
    ],
    ["empties lines", "    locations: # l\n      - Rome\n", null, "    locations: [] # l\n"],
    ["empties brackets", "    locations: [ Rome ]\n", null, "    locations: []\n"],
    ["fills what was null", "    locations: null\n", ["a: b", "Rome"], '    locations: ["a: b", Rome]\n'],
    [
      "keeps the order of a list that holds the same",
      "    locations: [Rome, Oslo]\n",
      ["Oslo", "Rome"],
      "    locations: [Rome, Oslo]\n",
    ],
  ])("%s, of a list", (_name, before, value, after) => {
    expect(body(before, { locations: value })).toBe(after);
  });

  it("keeps byte order mark, line ends, and a last line without one", () => {
    const before = "\ufeffversion: 1\r\nusers:\r\n  ada@x.example:\r\n    title: Agent";
    expect(spliced(before, { title: "Lead", "skills.A": 1 })).toBe(
      "\ufeffversion: 1\r\nusers:\r\n  ada@x.example:\r\n    title: Lead\r\n    skills:\r\n      A: 1",
    );
  });

  it("takes away no more than the last line end where a file has both kinds", () => {
    const before = "version: 1\r\nusers:\n  ada@x.example:\n    skills:\n      A: 1 # x\n";
    expect(spliced(`${before}      B: 2`, { "skills.B": null })).toBe(before.slice(0, -1));
  });

  it("opens an entry that says nothing yet, and keeps one that says nothing any more", () => {
    expect(spliced("version: 1\nusers: { ada@x.example: {} }", { title: "Lead" })).toBe(
      "version: 1\nusers: { ada@x.example: { title: Lead } }",
    );
    const defaults = "version: 1\ndefaults: { skills: {} }\nusers:\n  ada@x.example:\n    skills: { A: 1 }\n";
    expect(spliced(defaults, { "skills.A": null })).toBe(
      "version: 1\ndefaults: { skills: {} }\nusers:\n  ada@x.example: {}\n",
    );
  });

  it("overrides what stands below a user, and gives way to it where it says the same by saying nothing", () => {
    const text = (skills: string) =>
      `version: 1\nprofiles: { p: { skills: { A: 1 } } }\nusers:\n  ada@x.example:\n    profiles: [p]\n${skills}`;
    expect(spliced(text(""), { "skills.A": null })).toBe(text("    skills: { A: null }\n"));
    expect(spliced(text("    skills: { B: 1 }\n"), { "skills.B": null })).toBe(text(""));
    expect(spliced(text("    skills: {}\n"), { "skills.B": 2 })).toBe(
      text("    skills: { B: 2, A: null }\n"),
    );
  });

  it("edits profiles and defaults", () => {
    const before =
      "version: 1\ndefaults: { title: A }\nprofiles: { p: { skills: { A: 1 } } }\nusers: { ada@x.example: {} }\n";
    expect(spliced(before, { title: "B" }, { kind: "defaults", file: "a.yaml" })).toBe(
      before.replace("title: A", "title: B"),
    );
    expect(spliced(before, { "skills.A": null }, { kind: "profile", name: "p" })).toBe(
      before.replace("A: 1", "A: null"),
    );
  });
});

describe("spliceDefinitions() at anchors and aliases", () => {
  const users = (ada: string, bob: string) =>
    `version: 1\nusers:\n  ada@x.example:\n    ${ada}\n  bob@x.example:\n    ${bob}\n`;

  it("writes a value out where an alias stands", () => {
    const before =
      "version: 1\nprofiles: { p: { title: &t Agent, skills: &s { A: 1, B: 2 } } }\nusers:\n  ada@x.example:\n    title: *t # t\n    skills: *s\n";
    expect(spliced(before, { title: "Lead", "skills.A": 3 })).toBe(
      before.replace("*t #", "Lead #").replace("*s", "{ A: 3, B: 2 }"),
    );
  });

  it("refuses to change what an alias repeats elsewhere, wherever in it the change is", () => {
    expect(spliced(users("title: &t Agent", "title: *t"), { title: "Lead" })).toBe("shared-anchor 4:15");
    expect(spliced(users("skills: &s { A: 1 }", "skills: *s"), { "skills.A": 2 })).toBe("shared-anchor 4:16");
    expect(spliced(users("skills: &s { A: 1 }", "skills: *s"), { "skills.B": 2 })).toBe("shared-anchor 4:16");
    expect(spliced(users("skills: { A: &a 1, B: 2 }", "skills: { A: *a }"), { "skills.A": null })).toBe(
      "shared-anchor 4:21",
    );
  });

  it("leaves an anchor that nobody repeats where it is", () => {
    expect(spliced(users("title: &t Agent", "title: x"), { title: "Lead" })).toBe(
      users("title: &t Lead", "title: x"),
    );
    expect(spliced(users("locations: &l\n      - &m Rome", "title: x"), { locations: null })).toBe(
      users("locations: &l []", "title: x"),
    );
  });
});
