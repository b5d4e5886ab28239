import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causeOf, divide, withCauses } from "../../src/diff/cause.ts";
import { diffUsers } from "../../src/diff/diff.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { BaseUser } from "../../src/model/base.ts";
import { CAUSES, type Cause, ONLY, type Only } from "../../src/model/cause.ts";
import type { Change, Diff } from "../../src/model/plan.ts";
import type { Value } from "../../src/model/state.ts";
import { byUserId, desiredUser, idOf, liveUser, ref, type State } from "../world.ts";

const EMAIL = "a@x";
const KEYS = ["A", "B", "C"] as const;

/** What one side says of a title, a list and three skills; what is absent is unmanaged, or unset for live. */
interface Side {
  readonly title?: string | null;
  readonly certifications?: readonly string[];
  readonly skills: Readonly<Partial<Record<(typeof KEYS)[number], number | null>>>;
  readonly exact: boolean;
}

const level = fc.constantFrom(null, 1, 2);
const side: fc.Arbitrary<Side> = fc.record(
  {
    title: fc.constantFrom(null, "Agent", "Lead"),
    certifications: fc.subarray(["PCI", "GDPR"]),
    skills: fc.record({ A: level, B: level, C: level }, { requiredKeys: [] }),
    exact: fc.boolean(),
  },
  { requiredKeys: ["skills", "exact"] },
);

/** Undefined for what a side does not manage. Lists are told by their items, an empty one is unset. */
function saidOf({ title, certifications, skills, exact }: Side): ReadonlyMap<string, unknown> {
  const said = new Map<string, unknown>();
  if (title !== undefined) said.set("title", title);
  if (certifications) said.set("certifications", certifications.toSorted().join() || null);
  for (const key of KEYS) {
    if (skills[key] !== undefined) said.set(`skills.${key}`, skills[key]);
    else if (exact) said.set(`skills.${key}`, null);
  }
  return said;
}

/** The table of the manual, read row by row. */
function expectedCause(b: unknown, h: unknown, l: unknown): Cause | undefined {
  if (h === undefined || h === l) return undefined;
  if (b === undefined) return "pr";
  if (b === h) return "drift";
  return l === b ? "pr" : "both";
}

function expectedCauses(base: Side, now: Side, live: Side): Readonly<Record<string, Cause>> {
  const [b, h, l] = [base, now, { ...live, exact: false }].map(saidOf);
  const cells = ["title", "certifications", ...KEYS.map((key) => `skills.${key}`)];
  const judged = cells.map((cell) => [cell, expectedCause(b?.get(cell), h?.get(cell), l?.get(cell) ?? null)]);
  return Object.fromEntries(judged.filter(([, cause]) => cause !== undefined));
}

function stateOf({ exact: _exact, ...state }: Side): State {
  return state as State;
}

/** Genesys reports an empty list as unset. */
function liveStateOf({ certifications = [], ...rest }: Side): State {
  return stateOf(certifications.length > 0 ? { ...rest, certifications } : rest);
}

function userOf(said: Side) {
  return desiredUser(EMAIL, stateOf(said), said.exact ? ["skills"] : []);
}

function baseOf(said: Side): BaseUser {
  const managed = ["title", "certifications"].filter((field) => field in said);
  return { ...userOf(said), managed: new Set([...managed, "skills"]) };
}

function compared(base: Side, now: Side, live: Side): Diff {
  const diff = diffUsers([userOf(now)], byUserId([liveUser(EMAIL, liveStateOf(live))]), FIELDS);
  return withCauses(diff, { users: new Map([[idOf(EMAIL), baseOf(base)]]), unknown: [] });
}

function causes(changes: readonly Change[]): Readonly<Record<string, Cause | undefined>> {
  return Object.fromEntries(
    changes.map(({ field, key, cause }) => [key ? `${field}.${key.name}` : field, cause]),
  );
}

describe("withCauses()", () => {
  it("judges every cell by the table of base, definitions and live", () => {
    fc.assert(
      fc.property(side, side, side, (base, now, live) => {
        const changes = compared(base, now, live).users.flatMap((user) => user.changes);
        expect(causes(changes)).toEqual(expectedCauses(base, now, live));
      }),
      { numRuns: 2000 },
    );
  });

  it("counts everything of a user whom the base did not have as a change of the definitions", () => {
    const diff = diffUsers([desiredUser("new@x", { title: "Lead" })], byUserId([liveUser("new@x")]), FIELDS);
    const judged = withCauses(diff, { users: new Map(), unknown: [] });
    expect(judged.users[0]?.changes[0]?.cause).toBe("pr");
  });
});

describe("divide()", () => {
  const executed: Readonly<Record<Only, readonly Cause[]>> = {
    pr: ["pr", "both"],
    drift: ["drift"],
    all: CAUSES,
  };

  it.each(ONLY)("with %s executes what it names, leaves the rest, and loses nothing", (only) => {
    fc.assert(
      fc.property(side, side, side, (base, now, live) => {
        const whole = compared(base, now, live);
        const divided = divide(whole, only);
        const all = whole.users.flatMap((user) => user.changes);
        const done = divided.users.flatMap((user) => user.changes);
        const left = divided.users.flatMap((user) => user.left ?? []);
        expect(done).toEqual(all.filter(({ cause = "pr" }) => executed[only].includes(cause)));
        expect(left).toEqual(all.filter(({ cause = "pr" }) => !executed[only].includes(cause)));
      }),
    );
  });
});

describe("causeOf()", () => {
  const judge = (field: string, b: Value, h: Value, l: Value) => {
    const base = { ...desiredUser(EMAIL, { [field]: b }), managed: new Set([field]) };
    return causeOf({ userId: idOf(EMAIL), field, before: l, after: h }, base);
  };

  it("compares by meaning: references by id, lists as sets", () => {
    expect(judge("division", { ...ref("EMEA"), name: "as it was called" }, ref("EMEA"), ref("Home"))).toBe(
      "drift",
    );
    expect(judge("certifications", ["a", "b"], ["c"], ["b", "a"])).toBe("pr");
  });

  it("takes login addresses for the same in any case", () => {
    expect(judge("email", "ADA@x", "ada.king@x", "ada@x")).toBe("pr");
    expect(judge("email", "Ada.King@x", "ada.king@x", "ada@x")).toBe("drift");
  });
});
