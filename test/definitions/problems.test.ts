import { describe, expect, it } from "vitest";
import { CODES } from "../../src/definitions/codes.ts";
import { line, problemsOf, read, readBody } from "./reading.ts";

/** What stands in a user's entry, and the problem: `line:column code`, and a part of the fix. */
const IN_A_USER: readonly (readonly [string, string, string])[] = [
  ["titel: Boss", "4:5 unknown-key", '"title"'],
  ["Title: Boss", "4:5 unknown-key", '"title"'],
  ["title: No", "4:12 needs-quotes", '"No"'],
  ["title: 0815", "4:12 needs-quotes", '"0815"'],
  ["title: 2024-01-31", "4:12 needs-quotes", '"2024-01-31"'],
  ["title: 12:30", "4:12 needs-quotes", '"12:30"'],
  ["title: true", "4:12 needs-quotes", '"true"'],
  ["title: ~", "4:12 needs-quotes", '"~"'],
  ["title:", "4:11 no-value", "null to clear it"],
  ['title: ""', "4:12 bad-value", "not empty; null clears it"],
  ["title: [a]", "4:12 wrong-type", "a text"],
  ["name: null", "4:11 cannot-clear", "remove the line"],
  ["division: null", "4:15 cannot-clear", "remove the line"],
  ["state: null", "4:12 cannot-clear", "remove the line"],
  ["acdAutoAnswer: null", "4:20 cannot-clear", "remove the line"],
  ["acdAutoAnswer: yes", "4:20 wrong-type", "true"],
  ['acdAutoAnswer: "false"', "4:20 wrong-type", "false, without quotes"],
  ["state: actve", "4:12 bad-value", "active"],
  ["skills: { Billing: 6 }", "4:24 out-of-range", "from 0 to 5"],
  ["skills: { Billing: -1 }", "4:24 out-of-range", "from 0 to 5"],
  ["languages: { English: 4.5 }", "4:27 wrong-type", "a whole number from 0 to 5"],
  ['skills: { Billing: "4" }', "4:24 number-as-text", "4 without quotes"],
  ["skills: { Billing: high }", "4:24 wrong-type", "a number from 0 to 5"],
  ["skills: { Billing: }", "4:24 no-value", "null to clear"],
  ["skills: { Billing }", "4:22 no-value", "null to clear"],
  ["skills: { Billing: ~ }", "4:24 needs-quotes", "null to clear"],
  ['skills: { "": 4 }', "4:15 bad-value", "Write a name"],
  ["skills: [{ name: Billing, level: 4 }]", "4:13 list-for-map", "skills: { Billing: 4 }"],
  ["skills: Billing", "4:13 wrong-type", "a map of names and numbers"],
  ["phones: { WORK: +34910000000 }", "4:21 needs-quotes", '"+34910000000"'],
  ['phones: { WORK: "0034 910" }', "4:21 bad-value", "E.164"],
  ['phones: { WRK: "+34910000000" }', "4:15 unknown-key", '"WORK"'],
  ['phones: { PRIMARY: "+34910000000" }', "4:15 read-only", "WORK"],
  ['phones: { WORK: { number: "+34910000000", extension: 12 } }', "4:58 needs-quotes", '"12"'],
  ['phones: { WORK: { number: "+34910000000", ext: "12" } }', "4:47 unknown-key", "Remove the key"],
  ["phones: { WORK: {} }", "4:21 bad-value", "Add number"],
  ["sms: { MOBILE: [1] }", "4:20 wrong-type", "a text"],
  ["otherEmails: { HOME: ada }", "4:26 bad-value", "an e-mail address"],
  ["locations: Madrid", "4:16 wrong-type", "a list"],
  ["locations: [Madrid, Madrid]", "4:25 duplicate-item", "Remove one"],
  ["certifications: [ISO, 9001]", "4:27 needs-quotes", '"9001"'],
  ["employerInfo: { employeeId: 0815 }", "4:33 needs-quotes", '"0815"'],
  ["employerInfo: { employeeType: Fulltime }", "4:35 bad-value", "Full-time"],
  ['employerInfo: { dateHire: "31.1.2024" }', "4:31 bad-value", "YYYY-MM-DD"],
  ["employerInfo: { employeeID: x }", "4:21 unknown-key", '"employeeId"'],
  ["queues: [Care]", "4:5 queue-side", "at the queue"],
  ["wrapUpCodes: [Done]", "4:5 queue-side", "at the queue"],
  ["teams: [A]", "4:5 not-managed", "Remove"],
  ["Teams: [A]", "4:5 not-managed", "Remove"],
  ["groups: [A]", "4:5 not-managed", "Remove"],
  ["roles: [A]", "4:5 not-managed", "Remove"],
  ["customAttributes: {}", "4:5 not-managed", "Remove"],
  ["utilization: {}", "4:5 not-managed", "Remove"],
  ["voicemail: {}", "4:5 not-managed", "Remove"],
  ["station: x", "4:5 not-managed", "Remove"],
  ["password: x", "4:5 not-managed", "Remove"],
  ["username: x", "4:5 not-managed", "Remove"],
  ["biography: x", "4:5 not-managed", "Remove"],
  ["routingStatus: IDLE", "4:5 run-time-state", "Remove"],
  ["presence: Away", "4:5 run-time-state", "Remove"],
  ["routing: { userStatus: IDLE }", "4:5 run-time-state", "Remove"],
  ["routing.userStatus: IDLE", "4:5 run-time-state", "Remove"],
  ["email: ada@x.example", "4:5 misplaced-key", "previously"],
  ["manage: { skills: exact }", "4:5 misplaced-key", "top of the file"],
  ["id: 4711-0815", "4:9 bad-value", "UUID"],
  ["renameEmail: true", "4:5 rename-without-id", "Add id"],
  ["previously: ADA@example.com", "4:17 previously-self", "Remove previously"],
  ["profiles: [nobody]", "4:16 unknown-profile", "Define it"],
  ["profiles: nobody", "4:15 wrong-type", "a list"],
  ["unmanaged: [titel]", "4:17 unknown-key", "title"],
  ["unmanaged: title", "4:16 wrong-type", "a list"],
  ["title: !!str 5", "4:18 yaml-tag", "Remove the tag"],
  ["<<: { title: A }", "4:5 merge-key", "profile"],
  ["title: *nowhere", "4:12 unknown-alias", "&nowhere"],
  ["? [a]\n    : b", "4:7 key-not-text", "as a text"],
  ["title: A\n    title: B", "5:5 duplicate-key", "Keep one"],
  ["__proto__: { admin: true }", "4:5 reserved-key", "Rename"],
  ["skills: { constructor: 5 }", "4:15 reserved-key", "Rename"],
  ["skills: { prototype: 5 }", "4:15 reserved-key", "Rename"],
];

/** What stands after `version: 1`, with one valid user after it. */
const IN_A_FILE: readonly (readonly [string, string, string])[] = [
  ["usrs: {}", "a.yaml:2:1 unknown-key", '"users"'],
  ["skills: { A: 1 }", "a.yaml:2:1 misplaced-key", "a user, a profile or defaults"],
  ["manage: { skills: exactly }", "a.yaml:2:19 bad-value", "exact"],
  ["manage: { phones: exact }", "a.yaml:2:11 unknown-key", "Remove"],
  ["rails: { chnge: 1 }", "a.yaml:2:10 unknown-rail", '"change"'],
  ['rails: { change: "1" }', "a.yaml:2:18 number-as-text", "1 without quotes"],
  ["rails: { change: 1.5 }", "a.yaml:2:18 wrong-type", "whole number"],
  ["rails: { change: -1 }", "a.yaml:2:18 out-of-range", "from 0 up"],
  ["expect: { users: 2 }", "a.yaml:2:11 too-few-users", "Restore"],
  ["expect: { users: 0 }", "a.yaml:2:18 out-of-range", "from 1 up"],
  ["defaults: { name: A }", "a.yaml:2:13 identity-key", "the user's own entry"],
  ["defaults: { profiles: [gone] }", "a.yaml:2:24 unknown-profile", "Define it"],
  ["profiles: { p: { id: x } }", "a.yaml:2:18 identity-key", "the user's own entry"],
  ["profiles: { p: { previously: x } }", "a.yaml:2:18 identity-key", "the user's own entry"],
  ["profiles: { p: { renameEmail: true } }", "a.yaml:2:18 identity-key", "the user's own entry"],
  ["profiles: { p: { email: a@x.example } }", "a.yaml:2:18 identity-key", "the user's own entry"],
  ["profiles: { p: { unmanaged: [title] } }", "a.yaml:2:18 misplaced-key", "a user"],
  ["profiles: { p: }", "a.yaml:2:16 no-value", "{}"],
  ["profiles: { p: { profiles: [p] } }", "a.yaml:2:29 profile-loop", "Take one"],
  ["profiles: { p: { profiles: [q] }, q: { profiles: [p] } }", "a.yaml:2:51 profile-loop", "Take one"],
  ["profiles: { agent: {}, p: { profiles: [agnet] } }", "a.yaml:2:40 unknown-profile", '"agent"'],
];

/** Whole files, each with every problem in it. */
const FILES: readonly (readonly [
  string,
  Readonly<Record<string, string | Uint8Array>>,
  readonly string[],
])[] = [
  ["no version", { "a.yaml": "users: { a@x.example: {} }" }, ["a.yaml:1:1 version-missing"]],
  ["an empty file", { "a.yaml": "" }, ["a.yaml:1:1 version-missing"]],
  ["comments alone", { "a.yaml": "# later\n" }, ["a.yaml:1:1 version-missing"]],
  [
    "an unknown version",
    { "a.yaml": "version: 2\nusers: { a@x.example: {} }" },
    ["a.yaml:1:10 version-unknown"],
  ],
  [
    "a quoted version",
    { "a.yaml": 'version: "1"\nusers: { a@x.example: {} }' },
    ["a.yaml:1:10 number-as-text"],
  ],
  ["a list", { "a.yaml": "- version: 1" }, ["a.yaml:1:1 wrong-type"]],
  ["no users", { "a.yaml": "version: 1\nprofiles: {}" }, ["a.yaml:1:1 no-users"]],
  [
    "users that are null",
    { "a.yaml": "version: 1\nusers: null" },
    ["a.yaml:1:1 no-users", "a.yaml:2:8 wrong-type"],
  ],
  [
    "two documents",
    { "a.yaml": "version: 1\nusers: { a@x.example: {} }\n---\nversion: 1\n" },
    ["a.yaml:3:1 several-documents"],
  ],
  [
    "a key that is no e-mail",
    { "a.yaml": "version: 1\nusers: { ada: { titel: A } }" },
    ["a.yaml:2:10 bad-user-key", "a.yaml:2:17 unknown-key"],
  ],
  [
    "a field that lost its indentation",
    { "a.yaml": "version: 1\nusers:\n  a@x.example: {}\n  title: A" },
    ["a.yaml:4:3 misplaced-key"],
  ],
  ["a user without a body", { "a.yaml": "version: 1\nusers:\n  a@x.example:\n" }, ["a.yaml:3:15 no-value"]],
  [
    "one user by case",
    { "a.yaml": "version: 1\nusers: { a@x.example: {}, A@x.example: {} }" },
    ["a.yaml:2:27 duplicate-user"],
  ],
  [
    "one user in two files",
    {
      "b.yaml": "version: 1\nusers: { a@x.example: {} }",
      "a.yaml": "version: 1\nusers: { A@x.example: {} }",
    },
    ["b.yaml:2:10 duplicate-user"],
  ],
  [
    "one profile in two files",
    {
      "a.yaml": "version: 1\nprofiles: { p: {} }\nusers: { a@x.example: {} }",
      "b.yaml": "version: 1\nprofiles: { p: {} }",
    },
    ["b.yaml:2:13 duplicate-profile"],
  ],
  [
    "one id and one previous e-mail for two users",
    {
      "a.yaml": `version: 1
users:
  a@x.example: { id: 6f9619ff-8b86-4011-b42d-00cf4fc964ff, previously: old@x.example }
  b@x.example: { id: 6F9619FF-8b86-4011-b42d-00cf4fc964ff, previously: OLD@x.example }`,
    },
    ["a.yaml:4:22 duplicate-id", "a.yaml:4:72 duplicate-previously"],
  ],
  [
    "a misspelled member that must be there",
    { "a.yaml": "version: 1\nexpect: { user: 1 }\nusers: { a@x.example: {} }" },
    ["a.yaml:2:9 bad-value", "a.yaml:2:11 unknown-key"],
  ],
  ["NUL bytes", { "a.yaml": new Uint8Array([10, 65, 0]) }, ["a.yaml:2:2 binary-file"]],
  [
    "a byte that is not UTF-8",
    { "a.yaml": new Uint8Array([65, 10, 65, 0xc3, 0x28]) },
    ["a.yaml:2:3 not-utf8"],
  ],
  ["UTF-16", { "a.yaml": new Uint8Array([0xff, 0xfe, 65, 0]) }, ["a.yaml:1:1 not-utf8"]],
  ["absurd nesting", { "a.yaml": "[".repeat(50_000) }, ["a.yaml:1:61 too-deep"]],
  [
    "several syntax errors",
    { "a.yaml": 'version: 1\nusers:\n\ta: b\nx: "\\q"\nz: @at\n' },
    ["a.yaml:3:1 yaml-syntax", "a.yaml:4:5 yaml-syntax", "a.yaml:5:4 yaml-syntax"],
  ],
];

describe("readDefinitions() reports", () => {
  it.each(IN_A_USER)("%s in a user", (entry, where, fix) => {
    const problems = problemsOf(readBody(`users:\n  ada@example.com:\n    ${entry}`));
    expect(problems.map(line)).toEqual([`a.yaml:${where}`]);
    expect(problems[0]?.fix).toContain(fix);
  });

  it.each(IN_A_FILE)("%s at the top", (part, where, fix) => {
    const problems = problemsOf(readBody(`${part}\nusers: { ada@example.com: {} }`));
    expect(problems.map(line)).toEqual([where]);
    expect(problems[0]?.fix).toContain(fix);
  });

  it.each(FILES)("%s", (_, files, wanted) => {
    expect(problemsOf(read(files)).map(line)).toEqual(wanted);
  });

  it("both places of a user who stands in two files", () => {
    const [problem] = problemsOf(
      read({
        "a.yaml": "version: 1\nusers: { a@x.example: {} }",
        "b.yaml": "version: 1\nusers: { a@x.example: {} }",
      }),
    );
    expect(problem?.message).toContain("a.yaml:2");
    expect(problem?.at).toMatchObject({ file: "b.yaml", line: 2, column: 10 });
  });

  it("the whole chain of a profile loop", () => {
    const [problem] = problemsOf(
      readBody(
        "profiles: { a: { profiles: [b] }, b: { profiles: [c] }, c: { profiles: [a] } }\nusers: { a@x.y: {} }",
      ),
    );
    expect(problem?.message).toContain('"a" → "b" → "c" → "a"');
  });

  it("the source line and the length of the caret", () => {
    const [problem] = problemsOf(readBody("users:\n  a@x.example: { title: 0815 }"));
    expect(problem?.at).toMatchObject({ text: "  a@x.example: { title: 0815 }", length: 4 });
  });

  it("problems of all kinds and files at once, by place", () => {
    const problems = problemsOf(
      read({
        "b.yaml": "version: 1\nusers: { a@x.example: { titel: A, title: 5, skills: { A: 9 } } }",
        "a.yaml": "version: 1\nusers: { a@x.example: { <<: {}, state: up } }",
        "c.yaml": "version: [",
      }),
    );
    expect(problems.map(line)).toEqual([
      "a.yaml:2:25 merge-key",
      "a.yaml:2:40 bad-value",
      "b.yaml:2:10 duplicate-user",
      "b.yaml:2:25 unknown-key",
      "b.yaml:2:42 needs-quotes",
      "b.yaml:2:58 out-of-range",
      "c.yaml:1:11 yaml-syntax",
    ]);
  });

  it("no missing profile while a file that may define it cannot be read", () => {
    const files = {
      "a.yaml": "version: 1\nusers: { a@x.example: { profiles: [p] } }",
      "b.yaml": "profiles: [",
    };
    expect(problemsOf(read(files)).map(({ code }) => code)).toEqual(["yaml-syntax"]);
  });

  it("an alias bomb without building it", () => {
    const steps = Array.from(
      { length: 30 },
      (_, i) => `  a${i}: &a${i} [${i ? `*a${i - 1}, *a${i - 1}` : "x"}]`,
    );
    const codes = problemsOf(readBody(`profiles:\n${steps.join("\n")}`)).map(({ code }) => code);
    expect(codes).toContain("alias-limit");
  });

  it("profiles that build on one another without end, and takes any number side by side", () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => `  p${i}: { profiles: [${i ? `p${i - 1}` : ""}] }`);
    const body = (lines: readonly string[]) => `profiles:\n${lines.join("\n")}\nusers: { a@x.example: {} }`;
    expect(readBody(body(chain(20))).ok).toBe(true);
    for (const lines of [chain(300), chain(300).toReversed()])
      expect(problemsOf(readBody(body(lines))).map(({ code }) => code)).toEqual(["too-deep"]);
  });

  it("nothing that reaches an object's prototype", () => {
    readBody(
      'users: { a@x.example: { "__proto__": { polluted: true }, skills: { __proto__: { polluted: 1 } } } }',
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("a collection as far as it reaches, without the comment behind it", () => {
    for (const value of ["{ a: b }", "\n      a: b", "[a]", "\n      - b"]) {
      const [problem] = problemsOf(readBody(`users:\n  a@x.example:\n    title: ${value} # c`));
      expect(problem?.at?.text?.slice(problem.at.column - 1)).toMatch(/ # c$/);
      expect(problem?.at?.length).toBe(value.trim().length);
    }
  });

  it("long source lines without repeating them", () => {
    const [problem] = problemsOf(readBody(`users: { a@x.example: { titel: ${"x".repeat(5000)} } }`));
    expect(problem?.at?.text).toBeUndefined();
    expect(problem?.message.length).toBeLessThan(200);
  });

  it("each code with a meaning, in sentences", () => {
    for (const meaning of Object.values(CODES)) expect(meaning).toMatch(/^(?:\p{Lu}|null|renameEmail).*\.$/u);
  });
});
