import { describe, expect, it } from "vitest";
import { FIELDS, registryOf } from "../../src/fields/registry.ts";
import { cellsOf, definitionsOf, read, readBody, userOf } from "./reading.ts";

const CONTRACT = `manage: { skills: exact, languages: at-least }
defaults: { division: EMEA, profiles: [agent] }
rails: { change: 120 }
profiles:
  agent:      { department: Care, languages: { English: 4 } }
  billing-l2: { skills: { Billing: 4, Retention: 2 } }
users:
  ada@example.com:
    profiles: [agent, billing-l2]
    name: Ada Lovelace
    manager: grace@example.com
    state: active
    acdAutoAnswer: true
    skills: { Spanish-Care: 5, Retention: null }
    languages: { English: 5 }
    phones: { WORK: "+34910000000", WORK2: { number: "+34910000001", extension: "4711" }, HOME: null }
    sms: { MOBILE: "+34600000000" }
    otherEmails: { HOME: ada@home.example }
    locations: [Madrid]
    employerInfo: { officialName: Ada King, employeeId: "0815" }
    previously: ada.byron@example.com`;

describe("readDefinitions() merges", () => {
  it("defaults, profiles in order and the user's own keys into cells", () => {
    const user = userOf(CONTRACT);
    expect(cellsOf(user)).toEqual({
      name: "Ada Lovelace",
      department: "Care",
      manager: "grace@example.com",
      division: "EMEA",
      state: "active",
      acdAutoAnswer: true,
      "skills.Billing": 4,
      "skills.Retention": null,
      "skills.Spanish-Care": 5,
      "languages.English": 5,
      "phones.HOME": null,
      "phones.WORK": { number: "+34910000000" },
      "phones.WORK2": { number: "+34910000001", extension: "4711" },
      "sms.MOBILE": { number: "+34600000000" },
      "otherEmails.HOME": { address: "ada@home.example" },
      locations: ["Madrid"],
      "employerInfo.officialName": "Ada King",
      "employerInfo.employeeId": "0815",
    });
    expect(user.previously?.value).toBe("ada.byron@example.com");
    expect([...user.exact.keys()]).toEqual(["skills"]);
  });

  it("with the place and the speaker of each value", () => {
    const { cells, source, exact } = userOf(CONTRACT);
    const from = (field: string, key?: string) => {
      const cell = cells.find((one) => one.field === field && one.key === key);
      return cell && [cell.from, cell.source.line, cell.source.column];
    };
    expect(source).toMatchObject({
      file: "a.yaml",
      line: 9,
      column: 3,
      text: "  ada@example.com:",
      length: 15,
    });
    expect(from("division")).toEqual(["defaults", 3, 23]);
    expect(from("department")).toEqual(["profile agent", 6, 29]);
    expect(from("skills", "Billing")).toEqual(["profile billing-l2", 7, 27]);
    expect(from("name")).toEqual(["user", 11, 11]);
    expect(from("phones", "WORK")).toEqual(["user", 17, 21]);
    expect(exact.get("skills")).toMatchObject({ line: 2, column: 11 });
  });

  it("accepted sizes with file and line", () => {
    expect(definitionsOf(readBody(CONTRACT)).accepted).toEqual([
      { rule: "change", upTo: 120, by: "a.yaml:4" },
    ]);
  });

  it.each(["null", "{}"])("a whole map of %s as: drop what profiles gave, and clear", (empty) => {
    const user = userOf(`profiles: { p: { skills: { A: 1 }, phones: { WORK: "+3491" } } }
users: { a@x.example: { profiles: [p], skills: ${empty}, phones: ${empty} } }`);
    expect(user.cells).toEqual([]);
    expect([...user.exact.keys()]).toEqual(["skills", "phones"]);
    expect([...user.managed]).toEqual(["skills", "phones"]);
  });

  it("keys that come after a cleared map, exactly", () => {
    const user = userOf(`manage: { skills: at-least }
defaults: { skills: { A: 1 } }
profiles: { none: { skills: null } }
users: { a@x.example: { profiles: [none], skills: { B: 2 } } }`);
    expect(cellsOf(user)).toEqual({ "skills.B": 2 });
    expect(user.exact.get("skills")?.line).toBe(4);
  });

  it.each(["null", "[]"])("a list of %s as an empty list, and null of a text as null", (empty) => {
    const user = userOf(`defaults: { title: Agent, certifications: [PCI] }
users: { a@x.example: { title: null, certifications: ${empty} } }`);
    expect(cellsOf(user)).toEqual({ title: null, certifications: [] });
  });

  it("exactness by default for skills and languages, and never for contacts", () => {
    const user = userOf(
      'users: { a@x.example: { skills: { A: 1 }, languages: { B: 1 }, phones: { WORK: "+3491" } } }',
    );
    expect([...user.exact.keys()]).toEqual(["skills", "languages"]);
  });

  it("nothing of fields taken out by unmanaged", () => {
    const user = userOf(`defaults: { title: Agent, skills: { A: 1 }, department: Care }
users: { a@x.example: { unmanaged: [title, skills] } }`);
    expect(cellsOf(user)).toEqual({ department: "Care" });
    expect([...user.managed]).toEqual(["department"]);
    expect(user.exact.size).toBe(0);
  });

  it("defaults' own keys over the profiles they name, and nested profiles below their own", () => {
    const user = userOf(`defaults: { profiles: [base], title: D }
profiles: { base: { title: B, department: B }, top: { profiles: [base], department: T } }
users: { a@x.example: {}  }`);
    expect(cellsOf(user)).toEqual({ title: "D", department: "B" });
    const nested =
      userOf(`profiles: { base: { title: B, department: B }, top: { profiles: [base], department: T } }
users: { a@x.example: { profiles: [top] } }`);
    expect(cellsOf(nested)).toEqual({ title: "B", department: "T" });
  });

  it("a profile named again in its later turn", () => {
    const user = userOf(`defaults: { profiles: [base] }
profiles: { base: { title: B }, other: { title: O } }
users: { a@x.example: { profiles: [other, base] } }`);
    expect(cellsOf(user)).toEqual({ title: "B" });
  });

  it("values that begin below their key with the place of the key", () => {
    const user = userOf("users:\n  a@x.example:\n    locations:\n      - Madrid\n    title: >\n      Boss");
    expect(user.cells.map(({ source }) => [source.line, source.column])).toEqual([
      [6, 12],
      [4, 5],
    ]);
  });

  it("manage and defaults into the users of their own file, profiles into all", () => {
    const { users } = definitionsOf(
      read({
        "a.yaml":
          "version: 1\nmanage: { skills: at-least }\ndefaults: { title: A }\nusers: { a@x.example: { skills: { S: 1 } } }",
        "b.yaml":
          "version: 1\nprofiles: { p: { skills: { T: 2 } } }\nusers: { b@x.example: { profiles: [p] } }",
      }),
    );
    expect(users.map((user) => [cellsOf(user), [...user.exact.keys()]])).toEqual([
      [{ title: "A", "skills.S": 1 }, []],
      [{ "skills.T": 2 }, ["skills"]],
    ]);
  });

  it("names from source text, whatever YAML would make of them", () => {
    const user = userOf(`profiles: { 007: { skills: { No: 1, 0815: 2, ~: 3, 1.50: 4, null: 5 } } }
users: { a@x.example: { profiles: ["007"] } }`);
    expect(cellsOf(user)).toEqual({
      "skills.No": 1,
      "skills.0815": 2,
      "skills.~": 3,
      "skills.1.50": 4,
      "skills.null": 5,
    });
  });

  it("aliases as if written out", () => {
    const user = userOf(`profiles: { p: { skills: &s { A: 1 } }, q: { title: &t Boss } }
users: { a@x.example: { skills: *s, title: *t } }`);
    expect(cellsOf(user)).toEqual({ title: "Boss", "skills.A": 1 });
  });

  it("a user with nothing managed", () => {
    expect(userOf("users: { a@x.example: {} }")).toMatchObject({ email: "a@x.example", cells: [] });
  });

  it("id and renameEmail as they stand", () => {
    const id = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";
    const user = userOf(`users: { a@x.example: { id: ${id}, renameEmail: true } }`);
    expect(user.id).toMatchObject({ value: id, source: { line: 2 } });
    expect(user.renameEmail).toBe(true);
  });

  it("a field that only the registry knows", () => {
    const shoe = { ...FIELDS.get("title"), name: "shoeSize" } as never;
    const files = { "a.yaml": "version: 1\nusers: { a@x.example: { shoeSize: L } }" };
    const [user] = definitionsOf(read(files, registryOf([...FIELDS.values(), shoe]))).users;
    expect(user && cellsOf(user)).toEqual({ shoeSize: "L" });
    expect(read(files).ok).toBe(false);
  });

  it("a warning when an entry sets what it leaves unmanaged", () => {
    const { warnings } = readBody("users: { a@x.example: { title: A, unmanaged: [title] } }");
    expect(warnings.map(({ code, at }) => [code, at?.column])).toEqual([["unmanaged-own-key", 25]]);
  });

  it("files with a byte order mark and with CR LF", () => {
    const body = "\ufeffversion: 1\r\nusers:\r\n  a@x.example:\r\n    title: Boss\r\n";
    const [user] = definitionsOf(read({ "a.yaml": body })).users;
    expect(user?.cells[0]).toMatchObject({ value: "Boss", source: { line: 4, text: "    title: Boss" } });
  });
});
