import { describe, expect, it } from "vitest";
import { readList } from "../../src/live/lists.ts";
import { readNames } from "../../src/live/names.ts";
import { worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { callsTo, readerOn, scripted } from "./reading.ts";

const entity = (id: number) => ({ id: String(id) });
const from = (start: number, count: number) =>
  Array.from({ length: count }, (_, index) => entity(start + index));

/** A list of so many entities, of which the first reading misses what `missed` says. */
function listOf(
  total: number,
  size: number,
  missed: (page: number, reading: number) => readonly object[] | undefined,
) {
  let reading = 0;
  return scripted((_, query) => {
    const page = Number(query.pageNumber);
    if (page === 1) reading += 1;
    const all = from((page - 1) * size, Math.min(size, total - (page - 1) * size));
    return { entities: (missed(page, reading) ?? all) as typeof all, total };
  });
}

describe("readList()", () => {
  it("reads every page once, and nothing twice that two pages show", async () => {
    const list = listOf(25, 10, (page) => (page === 2 ? [...from(8, 4), ...from(12, 8)] : undefined));
    const { entities, total } = await readList(list, "/api/v2/things", { sortOrder: "ASC" }, 10);
    expect(entities.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(
      from(0, 25).map(({ id }) => Number(id)),
    );
    expect(total).toBe(25);
    expect(list.asked).toHaveLength(3);
    expect(list.asked[0]).toBe('/api/v2/things {"sortOrder":"ASC","pageSize":10,"pageNumber":1}');
  });

  it("reads a list that comes back short once more, and believes the second reading", async () => {
    const once = listOf(20, 10, (page, reading) => (page === 2 && reading === 1 ? from(10, 9) : undefined));
    expect((await readList(once, "/api/v2/things", {}, 10)).entities).toHaveLength(20);
    expect(once.asked).toHaveLength(4);
    const always = listOf(20, 10, (page) => (page === 2 ? from(10, 9) : undefined));
    expect(await readList(always, "/api/v2/things", {}, 10)).toMatchObject({
      total: 20,
      entities: { length: 19 },
    });
    expect(always.asked).toHaveLength(4);
  });

  it("reads a list without a total as one page", async () => {
    const bare = scripted(() => ({ entities: from(0, 3) }));
    expect((await readList(bare, "/api/v2/things", {}, 10)).entities).toHaveLength(3);
    expect(bare.asked).toHaveLength(1);
  });
});

describe("readNames()", () => {
  const skills = Array.from({ length: 501 }, (_, index) => `Skill ${String(index).padStart(3, "0")}`);
  const world = worldOf({
    users: [],
    skills,
    languages: ["English"],
    divisions: ["EMEA"],
    locations: ["Madrid"],
  });

  it("reads just the lists that are wanted, in the largest pages", async () => {
    const org = createOrg({ world });
    const names = await readNames(readerOn(org), new Set(["skills", "locations"]));
    expect(names.skills).toHaveLength(501);
    expect(names).toMatchObject({ locations: [{ name: "Madrid" }], languages: [], divisions: [] });
    expect(callsTo(org).toSorted()).toEqual([
      "GET /locations page 1",
      "GET /routing/skills page 1",
      "GET /routing/skills page 2",
    ]);
  });

  it("keeps inactive entries apart, and leaves deleted ones out", async () => {
    const [billing, chat, fax] = ["Billing", "Chat", "Fax"].map((name) => ({ id: name, name }));
    if (!billing || !chat || !fax) throw new Error("three skills");
    const states = [billing, { ...chat, state: "inactive" as const }, { ...fax, state: "deleted" as const }];
    const org = createOrg({ world: { ...world, skills: states } });
    const { skills: read } = await readNames(readerOn(org), new Set(["skills"]));
    expect(read.map(({ name, active }) => `${name} ${active}`)).toEqual(["Billing true", "Chat false"]);
    const all = scripted(() => ({ entities: states.map((one) => ({ state: "active", ...one })) }));
    expect((await readNames(all, new Set(["skills"]))).skills.map(({ name }) => name)).toEqual([
      "Billing",
      "Chat",
    ]);
  });
});
