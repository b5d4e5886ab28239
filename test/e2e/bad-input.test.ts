import { mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idOf, type Parts, worldOf } from "../../src/simulator/build.ts";
import { type Block, blocksOf } from "./problem-blocks.ts";
import { onStage, spawnGus, writesIn } from "./stage.ts";

/** One line in a user's entry, the column that is marked there, the code, and a part of the fix. */
const IN_A_USER: readonly (readonly [entry: string, column: number, code: string, fix: string])[] = [
  ["titel: Boss", 5, "unknown-key", '"title"'],
  ["title: No", 12, "needs-quotes", '"No"'],
  ["title: 0815", 12, "needs-quotes", '"0815"'],
  ["title: 2024-01-31", 12, "needs-quotes", '"2024-01-31"'],
  ["title: ~", 12, "needs-quotes", '"~"'],
  ["title: [a]", 12, "wrong-type", "text"],
  ["title:", 11, "no-value", "null"],
  ["title: A   # note\n    title: B", 5, "duplicate-key", "Keep one"],
  ["name: null", 11, "cannot-clear", "Write a value"],
  ["state: actve", 12, "bad-value", "active"],
  ["acdAutoAnswer: yes", 20, "wrong-type", "true"],
  ["skills: { Billing: 6 }", 24, "out-of-range", "0 to 5"],
  ['skills: { Billing: "4" }', 24, "number-as-text", "without quotes"],
  ["skills: [{ name: Billing, level: 4 }]", 13, "list-for-map", "{ Billing: 4 }"],
  ["phones: { WORK: +34910000000 }", 21, "needs-quotes", '"+34910000000"'],
  ['phones: { PRIMARY: "+34910000000" }', 15, "read-only", "WORK"],
  ['phones: { WRK: "+34910000000" }', 15, "unknown-key", '"WORK"'],
  ["locations: [Madrid, Madrid]", 25, "duplicate-item", "Remove one"],
  ['employerInfo: { dateHire: "31.1.2024" }', 31, "bad-value", "YYYY-MM-DD"],
  ["queues: [Care]", 5, "queue-side", "queue"],
  ["wrapUpCodes: [Done]", 5, "queue-side", "queue"],
  ["teams: [A]", 5, "not-managed", "Remove"],
  ["groups: [A]", 5, "not-managed", "Remove"],
  ["roles: [A]", 5, "not-managed", "Remove"],
  ["customAttributes: {}", 5, "not-managed", "Remove"],
  ["utilization: {}", 5, "not-managed", "Remove"],
  ["voicemail: {}", 5, "not-managed", "Remove"],
  ["station: x", 5, "not-managed", "Remove"],
  ["password: x", 5, "not-managed", "Remove"],
  ["username: x", 5, "not-managed", "Remove"],
  ["biography: x", 5, "not-managed", "Remove"],
  ["routingStatus: IDLE", 5, "run-time-state", "Remove"],
  ["presence: Away", 5, "run-time-state", "Remove"],
  ["routing: { userStatus: IDLE }", 5, "run-time-state", "Remove"],
  ["id: abc", 9, "bad-value", "UUID"],
  ["renameEmail: true", 5, "rename-without-id", "Add id"],
  ["title: !!str 5", 18, "yaml-tag", "Remove the tag"],
  ["<<: { title: A }", 5, "merge-key", "profile"],
  ["title: *nowhere", 12, "unknown-alias", "&nowhere"],
  ["__proto__: { admin: true }", 5, "reserved-key", "Rename"],
];

/** Whole files, and where and how each is wrong. */
const FILES: readonly (readonly [name: string, content: string | Uint8Array, where: string, code: string])[] =
  [
    ["no-version.yaml", "users: { n@example.com: {} }", "1:1", "version-missing"],
    ["version-2.yaml", "version: 2\nusers: { v@example.com: {} }", "1:10", "version-unknown"],
    ["list.yaml", "- version: 1", "1:1", "wrong-type"],
    ["empty.yaml", "", "1:1", "version-missing"],
    ["tabs.yaml", "version: 1\nusers:\n\tt@example.com: {}", "3:1", "yaml-syntax"],
    ["open.yml", "version: 1\nusers: { o@example.com: {", "2:26", "yaml-syntax"],
    ["two.yaml", "version: 1\nusers: { w@example.com: {} }\n---\nversion: 1", "3:1", "several-documents"],
    ["binary.yaml", new Uint8Array([65, 10, 0, 66]), "2:1", "binary-file"],
    ["latin1.yaml", new Uint8Array([65, 10, 65, 0xfc, 65]), "2:2", "not-utf8"],
    ["alias-bomb.yaml", aliasBomb(), "18:14", "alias-limit"],
    ["huge.yaml", "", "1:1", "file-too-large"],
    ["nesting.yaml", "[".repeat(5000), "1:61", "too-deep"],
    ["email.yaml", "version: 1\nusers: { ada: {} }", "2:10", "bad-user-key"],
    ["case.yaml", "version: 1\nusers: { c@x.example: {}, C@X.example: {} }", "2:27", "duplicate-user"],
    ["x-second.yaml", "version: 1\nusers: { U0@example.com: {} }", "2:10", "duplicate-user"],
    [
      "loop.yaml",
      "version: 1\nprofiles: { p: { profiles: [q] }, q: { profiles: [p] } }",
      "2:51",
      "profile-loop",
    ],
    ["profile-id.yaml", "version: 1\nprofiles: { r: { id: x } }", "2:18", "identity-key"],
    ["profile-name.yaml", "version: 1\nprofiles: { s: { name: x } }", "2:18", "identity-key"],
    [
      "expect.yaml",
      "version: 1\nexpect: { users: 10 }\nusers: { e@example.com: {} }",
      "2:11",
      "too-few-users",
    ],
    ["rail.yaml", "version: 1\nrails: { chnge: 1 }", "2:10", "unknown-rail"],
    ["misplaced.yaml", "version: 1\nskills: { A: 1 }", "2:1", "misplaced-key"],
  ];

function aliasBomb(): string {
  const lines = Array.from(
    { length: 30 },
    (_, index) => `  a${index}: &a${index} [${index === 0 ? "x" : `*a${index - 1}, *a${index - 1}`}]`,
  );
  return `version: 1\nprofiles:\n${lines.join("\n")}\nusers: { bomb@example.com: {} }`;
}

let dir = "";
let stderr = "";
let stdout = "";
let exit: number | null = null;
let blocks: readonly Block[] = [];

const fileOf = (index: number) => `u${index}.yaml`;
const textOf = (index: number, entry: string) =>
  `version: 1\nusers:\n  u${index}@example.com:\n    ${entry}\n`;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "gus-e2e-"));
  await mkdir(join(dir, "bad"));
  await Promise.all([
    ...IN_A_USER.map(([entry], index) => writeFile(join(dir, "bad", fileOf(index)), textOf(index, entry))),
    ...FILES.map(([name, content]) => writeFile(join(dir, "bad", name), content)),
  ]);
  await truncate(join(dir, "bad", "huge.yaml"), 64 * 1024 * 1024 + 1);
  ({ exit, stdout, stderr } = await spawnGus(["validate", "-f", "bad"], dir).ended);
  blocks = blocksOf(stderr);
});

afterAll(() => rm(dir, { recursive: true, force: true }));

describe("gus validate, on a folder in which every file is wrong", () => {
  it("exits 1 with nothing on stdout, no stack trace, and the count at the end", () => {
    expect(exit).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^\d+ problems in \d+ files\.$/);
  });

  it.each(IN_A_USER.map((row, index) => [...row, index] as const))(
    "says where and why `%s` is wrong, and what to write instead",
    (entry, column, code, fix, index) => {
      const found = blocks.find(({ file, code: its }) => file === `bad/${fileOf(index)}` && its === code);
      expect(found).toMatchObject({ severity: "error", code, column });
      expect(found?.source).toBe(textOf(index, entry).split("\n")[(found?.line ?? 0) - 1]);
      expect(found?.caretColumn).toBe(column);
      expect(found?.message).not.toBe("");
      expect(found?.fix).toContain(fix);
    },
  );

  it.each(FILES)("says where %s is wrong", (name, _content, where, code) => {
    const found = blocks.filter(({ file }) => file === `bad/${name}`);
    expect(found.map(({ line, column, code: its }) => `${line}:${column} ${its}`)).toContain(
      `${where} ${code}`,
    );
    expect(found.every(({ fix }) => fix !== "")).toBe(true);
  });
});

describe("gus validate, on files that can all be read", () => {
  it("finds what no file defines, wherever it might have stood", async () => {
    const good = join(dir, "good");
    await mkdir(good);
    await writeFile(
      join(good, "a.yaml"),
      "version: 1\nprofiles: { agent: {} }\nusers: { a@example.com: {} }\n",
    );
    await writeFile(join(good, "b.yml"), "version: 1\nusers: { b@example.com: { profiles: [agnet] } }\n");
    const run = await spawnGus(["validate", "-f", "good"], dir).ended;
    expect(run.exit).toBe(1);
    const [block, ...more] = blocksOf(run.stderr);
    expect(more).toEqual([]);
    expect(block).toMatchObject({ file: "good/b.yml", line: 2, column: 38, code: "unknown-profile" });
    expect(block?.fix).toContain('"agent"');
  });

  it("says that there are none, or no users in them", async () => {
    await mkdir(join(dir, "empty"));
    await mkdir(join(dir, "nobody"));
    await writeFile(join(dir, "nobody", "a.yaml"), "version: 1\nprofiles: { agent: {} }\n");
    const codes = async (...args: readonly string[]) => {
      const run = await spawnGus(["validate", ...args], dir).ended;
      return [run.exit, ...blocksOf(run.stderr).map(({ code }) => code)];
    };
    expect(await codes("-f", "empty")).toEqual([1, "no-files"]);
    expect(await codes("-f", "nobody")).toEqual([1, "no-users"]);
    expect(await codes()).toEqual([1, "path-missing"]);
    const fixes = blocksOf((await spawnGus(["plan"], dir).ended).stderr).map(({ fix }) => fix);
    expect(fixes).toContainEqual(expect.stringContaining("`gus init`"));
  });
});

describe("gus plan, on names that the organisation does not have", () => {
  it("lists them all with places and nearest names, and writes no plan", async () => {
    const twins = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
    const world = worldOf(PARTS);
    const skills = [...world.skills, ...twins.map((id) => ({ id, name: "Twin" }))];
    await onStage({ parts: PARTS, world: { ...world, skills } }, async ({ org, write, gus, read }) => {
      await write("users.yaml", MISNAMED);
      const run = await gus(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).not.toMatch(/^\s+at /m);
      const found = blocksOf(run.stderr).map(({ line, column, code, fix }) => [line, column, code, fix]);
      expect(found).toEqual([
        [4, 15, "unknown-skill", expect.stringContaining('"Billing"')],
        [4, 26, "unknown-skill", expect.stringContaining('"Billing"')],
        [4, 38, "ambiguous-skill", expect.stringContaining(`"id:${twins[0]}"`)],
        [5, 18, "unknown-language", expect.stringContaining('"English"')],
        [6, 15, "unknown-division", expect.stringContaining('"EMEA"')],
        [7, 16, "unknown-location", expect.stringContaining('"Madrid"')],
        [8, 14, "unknown-user", expect.stringContaining('"bob@example.com"')],
        [9, 3, "unknown-user", expect.stringContaining("Check the address")],
        [10, 31, "manager-self", expect.stringContaining("Name a manager")],
        [11, 34, "rename-both-live", expect.stringContaining("delete `previously`")],
        [12, 3, "user-claimed-twice", expect.stringContaining("Merge")],
        [14, 26, "email-taken", expect.stringContaining("Free the address")],
        [15, 28, "id-email-mismatch", expect.stringContaining("renameEmail: true")],
      ]);
      await expect(read("plan.json")).rejects.toThrow("ENOENT");
      expect(writesIn(org.log)).toEqual([]);
    });
  });
});

const PARTS: Parts = {
  divisions: ["EMEA"],
  languages: ["English"],
  locations: ["Madrid"],
  skills: ["Billing"],
  users: ["ada", "bob", "cay", "dee", "eve", "fay", "gil", "hal"].map((name) => ({
    email: `${name}@example.com`,
    name,
  })),
};

const idOfUser = (name: string) => idOf("user", `${name}@example.com`);

const MISNAMED = `version: 1
users:
  ada@example.com:
    skills: { Biling: 1, billing: 2, Twin: 3 }
    languages: { Englsh: 5 }
    division: EMAE
    locations: [Madird]
    manager: bbo@example.com
  nobody@example.com: { title: A }
  bob@example.com: { manager: bob@example.com }
  cay@example.com: { previously: eve@example.com }
  dee@example.com: {}
  dee.2@example.com: { id: ${idOfUser("dee")}, renameEmail: true }
  fay@example.com: { id: ${idOfUser("gil")}, renameEmail: true }
  hal.2@example.com: { id: ${idOfUser("hal")} }
`;
