import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exitOfPlan } from "../../src/model/exit.ts";
import type { FailOn } from "../../src/model/known.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { DesiredUser } from "../../src/model/state.ts";
import { fingerprintOf } from "../../src/plan/hashes.ts";
import { redactPlan } from "../../src/review/redact.ts";
import { desiredUser, idOf, liveUser, ref, type State } from "../world.ts";
import type { Pair } from "./pairs.ts";
import { planFor } from "./samples.ts";

interface Before {
  readonly before?: Plan;
  readonly failOn?: FailOn;
  readonly unselected?: readonly string[];
}

/** Drift of these users, compared with what was known. */
function drift(pairs: readonly Pair[], known?: Before): Plan {
  const { before, failOn = "any", unselected = [] } = known ?? {};
  const input = { ...(before && { before }), failOn, unselected: new Set(unselected.map(idOf)) };
  return planFor(pairs, { kind: "drift", ...(known && { known: input }) });
}

function user(email: string, live: State, desired: State, unread: readonly string[] = []): Pair {
  return [liveUser(email, live, { unread }), desiredUser(email, desired)];
}

/** `a@x title new`, for each difference; the others by what has become of them. */
function told({ differences, gone = [], notCompared = [] }: Plan): readonly string[] {
  const emailOf = (userId: string) => userId.replace("id-of-", "");
  return [
    ...differences.map(({ userId, field, age }) => `${emailOf(userId)} ${field} ${age}`),
    ...gone.map(({ email, field }) => `${email} ${field} gone`),
    ...notCompared.map(({ email, field, kind }) => `${email} ${field} ${kind}`),
  ].toSorted();
}

const WANTED = { title: "Agent", department: "Care" };

describe("fingerprintOf()", () => {
  const cell = { userId: "u", field: "skills", key: ref("Billing") };

  it("is the same whatever the values and names are", () => {
    const renamed = {
      ...cell,
      key: { ...cell.key, name: "Invoices" },
      before: 1,
      after: 2,
      cause: "pr" as const,
    };
    expect(fingerprintOf("o", renamed)).toBe(fingerprintOf("o", cell));
    expect(fingerprintOf("o", cell)).toMatch(/^[0-9a-f]{16}$/);
  });

  it("differs with organisation, user, field and key", () => {
    const { key: _key, ...whole } = cell;
    const all = [
      fingerprintOf("o", cell),
      fingerprintOf("p", cell),
      fingerprintOf("o", { ...cell, userId: "v" }),
      fingerprintOf("o", { ...cell, field: "languages" }),
      fingerprintOf("o", { ...cell, key: ref("Chat") }),
      fingerprintOf("o", whole),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("stands in drift documents alone", () => {
    const pairs = [user("a@x", { title: "Boss" }, WANTED)];
    const { differences } = drift(pairs);
    expect(differences.map(({ fingerprint }) => fingerprint)).toEqual(
      differences.map((change) => fingerprintOf("org-1", change)),
    );
    expect(JSON.stringify(planFor(pairs))).not.toContain("fingerprint");
  });
});

describe("drift with what was known", () => {
  const before = drift([user("a@x", { title: "Boss", department: "Care" }, WANTED), user("b@x", {}, WANTED)]);

  it("says nothing of before unless it is asked", () => {
    expect(before).not.toHaveProperty("known");
    expect(before).not.toHaveProperty("gone");
    expect(before.differences.every(({ age }) => age === undefined)).toBe(true);
  });

  it("is all new when there was no document", () => {
    const first = drift([user("a@x", { title: "Boss", department: "Care" }, WANTED)], {});
    expect(told(first)).toEqual(["a@x title new"]);
    expect(first).toMatchObject({ known: { failOn: "any" }, gone: [], notCompared: [] });
    expect(first.known).not.toHaveProperty("planHash");
  });

  it("tells new, still there and gone, and where a value has moved on", () => {
    const now = drift(
      [
        user("a@x", { title: "Chief", department: "Sales" }, WANTED),
        user("b@x", { department: "Care" }, WANTED),
      ],
      { before },
    );
    expect(told(now)).toEqual([
      "a@x department new",
      "a@x title still-there",
      "b@x department gone",
      "b@x title still-there",
    ]);
    expect(now.differences.map(({ field, was }) => [field, was])).toEqual([
      ["title", "Boss"],
      ["department", undefined],
      ["title", undefined],
    ]);
    expect(now.gone).toMatchObject([{ userId: idOf("b@x"), before: null, after: "Care" }]);
    expect(now.known).toEqual({ planHash: before.planHash, madeAt: before.made.at, failOn: "any" });
  });

  it("never calls gone what was not compared, and says why", () => {
    const now = drift([user("a@x", { department: "Care" }, WANTED, ["title"])], {
      before,
      unselected: ["b@x"],
    });
    expect(told(now)).toEqual(["a@x title unread", "b@x department not-selected", "b@x title not-selected"]);
    const narrower = drift([user("a@x", { title: "Boss" }, { department: "Care" })], { before });
    expect(told(narrower)).toEqual([
      "a@x department new",
      "a@x title not-managed",
      "b@x department not-managed",
      "b@x title not-managed",
    ]);
  });

  it("remembers what could not be compared, and forgets what is not managed any more", () => {
    const unread = drift([user("a@x", { department: "Care" }, WANTED, ["title"])], { before });
    const again = [user("a@x", { title: "Boss", department: "Care" }, WANTED), user("b@x", {}, WANTED)];
    expect(told(drift(again, { before: unread }))).toEqual([
      "a@x title still-there",
      "b@x department new",
      "b@x title new",
    ]);
  });

  it("takes a key of a list that is exact for compared, and the login of whoever is managed", () => {
    const listed: Pair = [
      liveUser("c@x", { skills: { Chat: 2 } }),
      desiredUser("c@x", { skills: {} }, ["skills"]),
    ];
    const renamed: Pair = [liveUser("d@x", { email: "old@x" }), desiredUser("d@x", { email: "d@x" })];
    const known = drift([listed, renamed]);
    const exact: DesiredUser = desiredUser("c@x", {}, ["skills"]);
    const now = drift([[liveUser("c@x"), exact], user("d@x", {}, {})], { before: known });
    expect(told(now)).toEqual(["c@x skills gone", "d@x email gone"]);
    const kept = drift([[liveUser("c@x"), desiredUser("c@x")]], { before: known });
    expect(told(kept)).toEqual(["c@x skills not-managed", "d@x email not-managed"]);
  });

  it.each(["values", "people"] as const)(
    "knows the same from a document redacted of %s, but no live value",
    (level) => {
      // The ids of users in these tests hold their e-mails, and one with an at sign would be hidden as such.
      const known = drift([
        user("ada", { title: "Boss", department: "Care" }, WANTED),
        user("bob", {}, WANTED),
      ]);
      const pairs = [user("ada", { title: "Chief", department: "Care" }, WANTED)];
      const now = drift(pairs, { before: redactPlan(known, level), unselected: ["bob"] });
      expect(now.differences).toMatchObject([{ field: "title", age: "still-there" }]);
      expect(now.differences[0]).not.toHaveProperty("was");
      expect(now.notCompared?.map(({ userId, field, before }) => [userId, field, before])).toEqual([
        [idOf("bob"), "department", null],
        [idOf("bob"), "title", null],
      ]);
      expect(JSON.stringify(now)).not.toContain("(hidden)");
    },
  );

  it("earns exit 2 for new differences alone when told so, and 3 whatever was known", () => {
    const same = [user("a@x", { title: "Boss", department: "Care" }, WANTED), user("b@x", {}, WANTED)];
    const more = [user("a@x", { title: "Boss" }, WANTED), user("b@x", {}, WANTED)];
    const unread = [user("a@x", { department: "Care" }, WANTED, ["title"]), user("b@x", {}, WANTED)];
    const exit = (pairs: readonly Pair[], failOn: FailOn) =>
      exitOfPlan(drift(pairs, { before, failOn }), true);
    expect([exit(same, "any"), exit(same, "new")]).toEqual([2, 0]);
    expect([exit(more, "any"), exit(more, "new")]).toEqual([2, 2]);
    expect([exit(unread, "any"), exit(unread, "new")]).toEqual([3, 3]);
    expect(exitOfPlan(drift(more, { failOn: "new" }), true)).toBe(2);
  });
});

describe("any two days", () => {
  const value = fc.constantFrom(null, "x", "y", "z");
  const state = fc.record({ title: value, department: value });
  const emails = ["a@x", "b@x", "c@x"] as const;
  const day = fc.array(
    fc.record({
      live: state,
      wanted: state,
      unread: fc.subarray(["title", "department"]),
      there: fc.boolean(),
    }),
    { minLength: emails.length, maxLength: emails.length },
  );
  type Day = typeof day extends fc.Arbitrary<infer T> ? T : never;

  const pairsOf = (users: Day): readonly Pair[] =>
    users.flatMap(({ live, wanted, unread, there }, index) => {
      const read: State = Object.fromEntries(
        Object.entries(live).filter(([field]) => !unread.includes(field)),
      );
      return there ? [user(emails[index] ?? "", read, wanted, unread)] : [];
    });

  it("account for each known difference once, and call each of today's new or still there", () => {
    fc.assert(
      fc.property(day, day, day, (first, second, third) => {
        const [one, two] = [
          drift(pairsOf(first), {}),
          drift(pairsOf(second), { before: drift(pairsOf(first)) }),
        ];
        const three = drift(pairsOf(third), { before: two });
        const open = (two.notCompared ?? []).filter(({ kind }) => kind !== "not-managed");
        const known = [...two.differences, ...open].map(({ fingerprint }) => fingerprint).toSorted();
        const still = three.differences.filter(({ age }) => age === "still-there");
        const kept = [...still, ...(three.gone ?? []), ...(three.notCompared ?? [])];
        expect(kept.map(({ fingerprint }) => fingerprint).toSorted()).toEqual(known);
        expect(
          three.differences.every(
            ({ age, fingerprint = "" }) => (age === "new") !== known.includes(fingerprint),
          ),
        ).toBe(true);
        expect(one.differences.every(({ age }) => age === "new")).toBe(true);
      }),
    );
  });

  it("have nothing new and nothing gone when they are the same", () => {
    fc.assert(
      fc.property(day, (users) => {
        const again = drift(pairsOf(users), { before: drift(pairsOf(users)) });
        expect(again.differences.every(({ age, was }) => age === "still-there" && was === undefined)).toBe(
          true,
        );
        expect([again.gone, again.notCompared]).toEqual([[], []]);
      }),
    );
  });
});
