import { describe, expect, it } from "vitest";
import { NameIndex } from "../../src/resolve/names.ts";
import { PLACE } from "../world.ts";

const ID = "0b5c0c2e-0000-4000-8000-000000000001";
const TWIN = "0b5c0c2e-0000-4000-8000-000000000002";
const RETIRED = "0b5c0c2e-0000-4000-8000-000000000003";

const index = new NameIndex("skills", [
  { spelling: "Billing", ref: { id: ID, name: "Billing" } },
  { spelling: "Café", ref: { id: "cafe", name: "Café" } },
  { spelling: "Twin", ref: { id: TWIN, name: "Twin" } },
  { spelling: "Twin", ref: { id: "other", name: "Twin" } },
  { spelling: undefined, ref: { id: RETIRED, name: "Retired" } },
]);

/** The id that a name stands for, or the problem with it. */
function find(name: string) {
  const found = index.find(name, PLACE);
  if (found.ok) return found.value.id;
  const [{ code, message, fix } = { code: "", message: "", fix: "" }] = found.problems;
  return `${code}: ${message}. ${fix}`;
}

describe("NameIndex.find()", () => {
  it("finds a name as it is spelled, and id:UUID in any case", () => {
    expect(find("Billing")).toBe(ID);
    expect(find(`id:${ID}`)).toBe(ID);
    expect(find(`id:${ID.toUpperCase()}`)).toBe(ID);
  });

  it("gives the right spelling of a name that differs in case or Unicode form alone", () => {
    expect(find("billing")).toContain(
      'unknown-skill: Cannot find skill "billing": it is spelled "Billing". Write "Billing"',
    );
    expect(find("Cafe\u0301")).toContain('it is spelled "Café". Write "Café"');
  });

  it("gives the nearest name, and none where nothing is near", () => {
    expect(find("Biling")).toContain('Write "Billing"');
    expect(find("Quantum physics")).toContain("Create the skill first");
  });

  it("lists the ids of a name that several have", () => {
    expect(find("Twin")).toContain(
      `ambiguous-skill: Cannot tell which skill "Twin" is: 2 have that name. Write one of "id:${TWIN}", "id:other"`,
    );
    expect(find(`id:${TWIN}`)).toBe(TWIN);
  });

  it("finds what is not active by its id only", () => {
    expect(find("Retired")).toContain("unknown-skill");
    expect(find(`id:${RETIRED}`)).toBe(RETIRED);
  });

  it("does not know an id of nobody", () => {
    expect(find("id:0b5c0c2e-0000-4000-8000-00000000000f")).toContain("unknown-skill");
  });
});

describe("NameIndex.spellingOf()", () => {
  it("is the name where that is enough, and id:UUID where it is not", () => {
    const spellings = [ID, TWIN, RETIRED].map((id) => index.spellingOf({ id, name: index.nameOf(id) ?? "" }));
    expect(spellings).toEqual(["Billing", `id:${TWIN}`, `id:${RETIRED}`]);
  });

  it("is id:UUID where the name is that of another one, which is active", () => {
    const again = new NameIndex("skills", [
      { spelling: "Billing", ref: { id: ID, name: "Billing" } },
      { spelling: undefined, ref: { id: RETIRED, name: "Billing" } },
    ]);
    const spellings = [ID, RETIRED].map((id) => again.spellingOf({ id, name: "Billing" }));
    expect(spellings).toEqual(["Billing", `id:${RETIRED}`]);
  });

  it("can be found again, whatever it is", () => {
    for (const id of [ID, TWIN, RETIRED, "cafe"])
      expect(find(index.spellingOf({ id, name: index.nameOf(id) ?? "" }))).toBe(id);
  });
});
