import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import type { WrittenUser } from "../../src/model/definitions.ts";
import type { LiveUser } from "../../src/model/state.ts";
import { resolveUsers } from "../../src/resolve/resolve.ts";
import { byUserId, idOf, liveUser, ref, writtenUser } from "../world.ts";

const ID = "0b5c0c2e-0000-4000-8000-000000000001";
const named = (name: string) => ({ ...ref(name), active: true });
const NAMES = {
  skills: [named("Billing"), { id: ID, name: "Chat", active: true }],
  languages: [named("English")],
  divisions: [named("EMEA")],
  locations: [named("Madrid"), { id: ID, name: "Berlin", active: true }],
};

function resolve(written: readonly WrittenUser[], live: readonly LiveUser[]) {
  const population = { users: byUserId(live), deleted: new Set<string>(), searched: true };
  return resolveUsers(written, population, NAMES, FIELDS);
}

/** The cells asked of one user, by cell id. */
function cellsOf(cells: Parameters<typeof writtenUser>[1]) {
  const resolved = resolve([writtenUser("a@x", cells)], [liveUser("a@x")]);
  if (!resolved.ok) return resolved.problems.map(({ code }) => code);
  return Object.fromEntries(
    [...(resolved.value.desired[0]?.cells ?? [])].map(([id, { value }]) => [id, value]),
  );
}

function problemsOf(written: readonly WrittenUser[], live: readonly LiveUser[]) {
  const resolved = resolve(written, live);
  return resolved.ok ? [] : resolved.problems;
}

describe("resolveUsers()", () => {
  it("turns names into ids where a field names things, and leaves the rest", () => {
    const cells = cellsOf([
      { field: "title", value: "Agent" },
      { field: "division", value: "EMEA" },
      { field: "skills", key: "Billing", value: 3 },
      { field: "phones", key: "WORK", value: { number: "+1" } },
      { field: "locations", value: ["Madrid"] },
      { field: "certifications", value: ["PCI"] },
    ]);
    expect(cells).toEqual({
      title: "Agent",
      division: ref("EMEA"),
      [`skills/${ref("Billing").id}`]: 3,
      "phones/WORK": { number: "+1" },
      locations: [ref("Madrid")],
      certifications: ["PCI"],
    });
  });

  it("keeps null, which clears", () => {
    expect(
      cellsOf([
        { field: "manager", value: null },
        { field: "skills", key: "Chat", value: null },
      ]),
    ).toEqual({
      manager: null,
      [`skills/${ID}`]: null,
    });
  });

  it("tells every problem at once, each with the field and the user", () => {
    const problems = problemsOf(
      [
        writtenUser("a@x", [
          { field: "division", value: "EMEAA" },
          { field: "skills", key: "Bill", value: 1 },
        ]),
        writtenUser("nobody@x"),
      ],
      [liveUser("a@x")],
    );
    expect(problems.map(({ code }) => code)).toEqual(["unknown-user", "unknown-division", "unknown-skill"]);
    expect(problems[1]?.message).toContain("(division of a@x)");
  });

  it.each([
    [
      "a skill",
      [
        { field: "skills", key: "Chat", value: 1 },
        { field: "skills", key: `id:${ID}`, value: 5 },
      ],
    ],
    ["a place", [{ field: "locations", value: ["Berlin", `id:${ID}`] }]],
  ])("refuses %s in two spellings, because either may be meant", (_, cells) => {
    expect(cellsOf(cells)).toEqual(["named-twice"]);
  });

  it("asks for the new login e-mail of a rename, and for no e-mail otherwise", () => {
    const renamed = resolve([writtenUser("b@x", [], { previously: "a@x" })], [liveUser("a@x")]);
    expect(renamed.ok && renamed.value.desired[0]?.cells.get("email")?.value).toBe("b@x");
    expect(cellsOf([])).toEqual({});
  });
});

describe("managers", () => {
  const manages = (email: string, manager: string | null, parts = {}) =>
    writtenUser(email, [{ field: "manager", value: manager }], parts);

  /** The manager that the first definition comes to. */
  function managerOf(written: readonly WrittenUser[], live: readonly LiveUser[]) {
    const resolved = resolve(written, live);
    if (!resolved.ok) return resolved.problems.map(({ code }) => code).join();
    const value = resolved.value.desired[0]?.cells.get("manager")?.value;
    return value && typeof value === "object" && "id" in value ? value.id : value;
  }

  it("are found by a key of the definitions first, then by live e-mail, then by previously", () => {
    const [a, b, c] = [liveUser("a@x"), liveUser("b@x"), liveUser("c@x")];
    const chain = [
      manages("a@x", "c@x"),
      writtenUser("c@x", [], { previously: "b@x" }),
      writtenUser("d@x", [], { previously: "c@x" }),
    ];
    expect(managerOf(chain, [a, b, c])).toBe(b.id);
    expect(managerOf([manages("a@x", "C@X")], [a, c])).toBe(c.id);
    expect(managerOf([manages("a@x", "b@x"), writtenUser("c@x", [], { previously: "b@x" })], [a, b])).toBe(
      b.id,
    );
    expect(managerOf([manages("a@x", "b@x"), writtenUser("c@x", [], { previously: "b@x" })], [a, c])).toBe(
      c.id,
    );
  });

  it("are found by id, and missed with the nearest address", () => {
    const grace = liveUser("grace@x", {}, { id: ID });
    expect(managerOf([manages("a@x", `id:${ID}`)], [liveUser("a@x"), grace])).toBe(ID);
    const [problem] = problemsOf([manages("a@x", "grase@x")], [liveUser("a@x"), grace]);
    expect(problem).toMatchObject({ code: "unknown-user", fix: 'Write "grace@x"' });
  });

  it("cannot be their own", () => {
    const [problem] = problemsOf([manages("a@x", "a@x")], [liveUser("a@x")]);
    expect(problem).toMatchObject({ code: "manager-self" });
  });

  it("cannot close a circle, be it with a live manager whom nobody manages", () => {
    const live = [
      liveUser("a@x"),
      liveUser("b@x", { manager: ref("c@x") }),
      liveUser("c@x", { manager: ref("a@x") }),
    ];
    const [problem] = problemsOf([manages("a@x", "b@x")], live);
    expect(problem?.code).toBe("manager-cycle");
    expect(problem?.message).toContain("a@x → b@x → c@x → a@x");
  });

  it("close no circle with a live manager who is cleared or replaced", () => {
    const live = [liveUser("a@x"), liveUser("b@x", { manager: ref("a@x") }), liveUser("c@x")];
    expect(problemsOf([manages("a@x", "b@x"), manages("b@x", null)], live)).toEqual([]);
    expect(problemsOf([manages("a@x", "b@x"), manages("b@x", "c@x")], live)).toEqual([]);
  });

  it("are told once for each who would be in the circle", () => {
    const live = [liveUser("a@x"), liveUser("b@x")];
    const found = problemsOf([manages("a@x", "b@x"), manages("b@x", "a@x")], live);
    expect(found.map(({ code }) => code)).toEqual(["manager-cycle", "manager-cycle"]);
    expect(idOf("a@x")).toBe(ref("a@x").id);
  });
});
