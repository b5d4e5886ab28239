import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Change } from "../../src/model/plan.ts";
import { cellId, type LiveUser, type Ref, type Value } from "../../src/model/state.ts";
import { turnBack } from "../../src/rollback/turn-back.ts";
import { byUserId, idOf, type LiveParts, liveUser, ref, type State } from "../world.ts";

const ADA = "ada@x";
const BOB = "bob@x";
const CAY = "cay@x";

/** What a run wrote. */
function wrote(email: string, field: string, before: Value, after: Value, key?: Ref): Change {
  return { userId: idOf(email), field, ...(key ? { key } : {}), before, after };
}

interface Scene {
  readonly written: readonly Change[];
  readonly live: readonly LiveUser[];
  /** Ids that nobody can be given any more. */
  readonly gone?: readonly string[];
}

/** What becomes of each change: its desired value, or why it stays. */
function turned({ written, live, gone = [] }: Scene) {
  const users = byUserId(live);
  const { desired, notUndone } = turnBack(
    written.map((change, index) => ({ change, email: "an@old.address", line: index + 2 })),
    { live: users, registry: FIELDS, journal: "r.ndjson", has: (_list, id) => !gone.includes(id) },
  );
  const back = desired.flatMap(({ id, cells }) =>
    [...cells].map(([cell, { value, source }]) => [`${id} ${cell}`, { value, line: source.line }]),
  );
  const stays = notUndone.map((entry) => [`${entry.userId} ${cellId(entry)}`, entry]);
  return { back: Object.fromEntries(back), stays: Object.fromEntries(stays) };
}

/** One change of Ada's, with what is live of her by now. */
function ofAda(
  change: Omit<Change, "userId">,
  state: State,
  parts: LiveParts & { gone?: readonly string[] } = {},
) {
  const { gone = [], ...live } = parts;
  const written = [{ ...change, userId: idOf(ADA) }];
  const { back, stays } = turned({ written, live: [liveUser(ADA, state, live)], gone });
  return { back: Object.values(back)[0], stays: Object.values(stays)[0] };
}

describe("turnBack()", () => {
  const title = { field: "title", before: "Agent", after: "Lead" };

  it("asks for what was there before, where live is as the run left it, and names the line", () => {
    expect(ofAda(title, { title: "Lead" })).toEqual({ back: { value: "Agent", line: 2 } });
    expect(ofAda({ ...title, before: null }, { title: "Lead" })).toEqual({ back: { value: null, line: 2 } });
  });

  it("asks for nothing where live is as before", () => {
    expect(ofAda(title, { title: "Agent" })).toEqual({});
    expect(ofAda({ ...title, before: null }, {})).toEqual({});
  });

  it("leaves alone and tells what somebody made something else of", () => {
    expect(ofAda(title, { title: "CEO" }).stays).toEqual({
      userId: idOf(ADA),
      email: ADA,
      field: "title",
      base: "Lead",
      live: "CEO",
      desired: "Agent",
      kind: "changed-since",
      why: "somebody changed it since",
    });
    expect(ofAda(title, {}).stays).toMatchObject({ kind: "changed-since", live: null });
  });

  it("asks for what could not be read as well, so that it is listed as unread", () => {
    expect(ofAda(title, {}, { unread: ["title"] })).toEqual({ back: { value: "Agent", line: 2 } });
  });

  it("compares references by id and lists as sets", () => {
    const list = { field: "certifications", before: ["A"], after: ["A", "B"] };
    expect(ofAda(list, { certifications: ["B", "A"] }).back).toMatchObject({ value: ["A"] });
    const division = { field: "division", before: ref("EMEA"), after: ref("APAC") };
    const renamed = { ...ref("APAC"), name: "Asia" };
    expect(ofAda(division, { division: renamed }).back).toMatchObject({ value: ref("EMEA") });
  });

  const skill = { field: "skills", key: ref("Billing") };

  it.each([
    ["a skill that is gone", { ...skill, before: 3, after: null }, {}, "Billing"],
    [
      "a division that is gone",
      { field: "division", before: ref("EMEA"), after: ref("APAC") },
      { division: ref("APAC") },
      "EMEA",
    ],
    ["a location that is gone", { field: "locations", before: [ref("Rome")], after: null }, {}, "Rome"],
    ["a manager who is gone", { field: "manager", before: ref("eve@x"), after: null }, {}, "eve@x"],
  ] as const)("cannot give %s", (_what, change, state, name) => {
    const { back, stays } = ofAda(change, state, { gone: [ref(name).id] });
    expect(back).toBeUndefined();
    expect(stays).toMatchObject({
      kind: "impossible",
      why: `${name} is gone, not active, or hidden from this client`,
    });
  });

  it("can change the proficiency of a skill that nobody can be given any more, and take it away", () => {
    const gone = [ref("Billing").id];
    const held = { skills: { Billing: 5 } };
    expect(ofAda({ ...skill, before: 3, after: 5 }, held, { gone }).back).toMatchObject({ value: 3 });
    expect(ofAda({ ...skill, before: null, after: 5 }, held, { gone }).back).toMatchObject({ value: null });
  });

  it.each(["state", "acdAutoAnswer", "division", "name"])("cannot clear %s", (field) => {
    const after = { state: "active", acdAutoAnswer: true, division: ref("EMEA"), name: "Ada" }[field] ?? null;
    const { stays } = ofAda({ field, before: null, after }, { [field]: after });
    expect(stays).toMatchObject({ kind: "impossible", why: "it was unset, and cannot be cleared" });
  });

  it("cannot do anything about a user who is not shown any more", () => {
    const { stays } = turned({ written: [wrote(ADA, "title", "Agent", "Lead")], live: [] });
    const [entry] = Object.values(stays);
    expect(entry).toMatchObject({ kind: "impossible", email: "an@old.address" });
    expect(entry).not.toHaveProperty("live");
  });

  it("does not know fields of other versions", () => {
    const { stays } = ofAda({ field: "shoeSize", before: "40", after: "41" }, { shoeSize: "41" });
    expect(stays).toMatchObject({ kind: "impossible" });
  });
});

describe("turnBack(), across users,", () => {
  /** Ada took Bob's address when he took another one. */
  const chain = [wrote(BOB, "email", "bob@x", "robert@x"), wrote(ADA, "email", "ada@x", "bob@x")];
  const robert = liveUser("robert@x", { email: "robert@x" }, { id: idOf(BOB) });
  const ada = liveUser("bob@x", { email: "bob@x" }, { id: idOf(ADA) });

  it("gives addresses back along a chain", () => {
    const { back, stays } = turned({ written: chain, live: [robert, ada] });
    expect(stays).toEqual({});
    expect(back).toMatchObject({
      [`${idOf(BOB)} email`]: { value: "bob@x" },
      [`${idOf(ADA)} email`]: { value: "ada@x" },
    });
  });

  it("keeps a chain from moving whose last address somebody else has by now", () => {
    const eve = liveUser("ada@x", { email: "ada@x" }, { id: "eve" });
    const { back, stays } = turned({ written: chain, live: [robert, ada, eve] });
    expect(back).toEqual({});
    expect(stays).toMatchObject({
      [`${idOf(ADA)} email`]: { kind: "impossible", why: "user eve has that address by now" },
      [`${idOf(BOB)} email`]: { kind: "impossible", why: `user ${idOf(ADA)} has that address by now` },
    });
  });

  const boss = (email: string) => ref(email);

  it("turns a hierarchy round again", () => {
    const written = [wrote(ADA, "manager", null, boss(BOB)), wrote(BOB, "manager", boss(ADA), null)];
    const live = [liveUser(ADA, { manager: boss(BOB) }), liveUser(BOB)];
    const { back, stays } = turned({ written, live });
    expect(stays).toEqual({});
    expect(back).toMatchObject({ [`${idOf(ADA)} manager`]: { value: null } });
    expect(back).toMatchObject({ [`${idOf(BOB)} manager`]: { value: boss(ADA) } });
  });

  it("closes no circle where somebody changed a manager since", () => {
    const written = [wrote(ADA, "manager", null, boss(BOB)), wrote(BOB, "manager", boss(ADA), null)];
    const live = [
      liveUser(ADA, { manager: boss(CAY) }),
      liveUser(CAY, { manager: boss(BOB) }),
      liveUser(BOB),
    ];
    const { back, stays } = turned({ written, live });
    expect(back).toEqual({});
    expect(stays).toMatchObject({
      [`${idOf(ADA)} manager`]: { kind: "changed-since" },
      [`${idOf(BOB)} manager`]: { kind: "impossible", why: "it would close a circle of managers" },
    });
  });
});
