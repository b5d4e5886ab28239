import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffUsers } from "../../src/diff/diff.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Operation } from "../../src/model/plan.ts";
import type { LiveUser } from "../../src/model/state.ts";
import { planOperations } from "../../src/plan/operations.ts";
import { CALL_SIZES, type CallSizes } from "../../src/plan/sizes.ts";
import { byUserId, desiredUser, liveUser, ref, type State } from "../world.ts";
import {
  type Entries,
  fewestDivisionCalls,
  fewestFlipCalls,
  fewestRatedCalls,
  keepsWhatBothHave,
} from "./oracle.ts";

const SMALL: CallSizes = {
  ...CALL_SIZES,
  skills: 3,
  languages: 2,
  divisionUsers: 2,
  bulkUsers: 3,
  readUsers: 6,
};

const entries: fc.Arbitrary<Entries> = fc.dictionary(
  fc.constantFrom("A", "B", "C", "D", "E", "F"),
  fc.constantFrom(1, 2),
  { noNullPrototype: true },
);

describe("planOperations() makes as few calls as the best of all sequences", () => {
  it("for skills, and no skill or proficiency that stays is missing on the way", () => {
    fc.assert(
      fc.property(entries, entries, (live, desired) => {
        const calls = planned({ skills: live }, { skills: desired }, ["skills"]);
        const rules = { perCall: SMALL.skills, put: true };
        expect(calls).toHaveLength(fewestRatedCalls(live, desired, rules));
        expect(walk(calls, live, desired)).toEqual(desired);
        const replaces = calls.some(({ method }) => method === "PUT");
        const apart = fewestRatedCalls(live, desired, { ...rules, put: false });
        expect(replaces).toBe(calls.length < apart);
      }),
      { numRuns: 150 },
    );
  });

  it("for languages", () => {
    fc.assert(
      fc.property(entries, entries, (live, desired) => {
        const calls = planned({ languages: live }, { languages: desired }, ["languages"]);
        const rules = { perCall: SMALL.languages, put: false };
        expect(calls).toHaveLength(fewestRatedCalls(live, desired, rules));
        expect(walk(calls, live, desired)).toEqual(desired);
      }),
      { numRuns: 100 },
    );
  });

  it("for divisions of several users", () => {
    const divisions = fc.array(fc.tuple(division, division), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(divisions, (moves) => {
        const users = moves.map(([from, to]) => [{ division: ref(from) }, { division: ref(to) }] as const);
        const calls = plannedFor(users);
        const from = moves.map(([home]) => home);
        const to = moves.map(([, target]) => target);
        expect(calls).toHaveLength(fewestDivisionCalls(from, to, SMALL.divisionUsers));
        expect(calls.flatMap(({ body }) => body)).toHaveLength(moves.filter(([a, b]) => a !== b).length);
      }),
    );
  });

  it("for acdAutoAnswer, alone, beside other fields and before an activation, with the reads that compare", () => {
    const fate = fc.constantFrom("stays", "stays", "activated", "deactivated");
    const flips = fc.array(fc.record({ others: fc.boolean(), fate }), { maxLength: 9 });
    fc.assert(
      fc.property(flips, (all) => {
        const users = all.map(({ others, fate: end }) => {
          const [from, to] = STATES[end];
          const before = { acdAutoAnswer: false, state: from, title: "Agent" };
          return [before, { acdAutoAnswer: true, state: to, title: others ? "Lead" : "Agent" }] as const;
        });
        const calls = plannedFor(users).filter(({ kind }) => kind === "update" || kind === "auto-answer");
        const bulk = calls.filter(({ kind }) => kind === "auto-answer").flatMap((call) => call.users);
        const reads = Math.ceil(bulk.length / SMALL.readUsers);
        const { bulkUsers, readUsers } = SMALL;
        const rules = all.map(({ others, fate: end }) => ({ others, activated: end === "activated" }));
        expect(calls.length + reads).toBe(fewestFlipCalls(rules, bulkUsers, readUsers));
      }),
      { numRuns: 200 },
    );
  });

  it("with ties going to calls that are pinned, or that touch only what they name", () => {
    const flip = [{ acdAutoAnswer: false }, { acdAutoAnswer: true }] as const;
    expect(plannedFor([flip, flip]).map(({ kind }) => kind)).toEqual(["update", "update"]);
    expect(plannedFor([flip, flip, flip]).map(({ kind }) => kind)).toEqual(["auto-answer"]);
    const removal = planned({ skills: { A: 1, B: 1 } }, { skills: { B: 1 } }, ["skills"]);
    expect(removal.map(({ kind }) => kind)).toEqual(["remove-skill"]);
  });

  it("for profile fields: one pinned PATCH, and one more for the state", () => {
    const texts = fc.record({ title: text, department: text, preferredName: text, state: text.map(asState) });
    fc.assert(
      fc.property(texts, texts, (live, desired) => {
        const calls = planned(live, desired, []);
        const changed = (["title", "department", "preferredName"] as const).some(
          (f) => live[f] !== desired[f],
        );
        expect(calls).toHaveLength(Number(changed) + Number(live.state !== desired.state));
        for (const call of calls) {
          expect(call.method).toBe("PATCH");
          expect(call.users.every((user) => user.expectedVersion !== undefined)).toBe(true);
        }
      }),
    );
  });
});

const STATES = {
  stays: ["active", "active"],
  activated: ["inactive", "active"],
  deactivated: ["active", "inactive"],
} as const;
const division = fc.constantFrom("Home", "EMEA", "APAC");
const text = fc.constantFrom("a", "b");

function asState(letter: string): string {
  return letter === "a" ? "active" : "inactive";
}

function planned(live: State, desired: State, exact: readonly string[]): readonly Operation[] {
  return plannedFor([[live, desired]], exact);
}

function plannedFor(users: readonly (readonly [State, State])[], exact: readonly string[] = []) {
  const live = byUserId(users.map(([state], index): LiveUser => liveUser(`u${index}@x.example`, state)));
  const desired = users.map(([, state], index) => desiredUser(`u${index}@x.example`, state, exact));
  return planOperations(diffUsers(desired, live, FIELDS).users, live, FIELDS, SMALL);
}

/** What the calls leave, step by step as the API would carry them out. */
function walk(calls: readonly Operation[], live: Entries, desired: Entries): Entries {
  let state = live;
  for (const { method, path, body } of calls) {
    const listed = Object.fromEntries(
      ((body ?? []) as readonly { readonly id: string; readonly proficiency: number }[]).map((entry) => [
        nameOf(entry.id),
        entry.proficiency,
      ]),
    );
    const gone = method === "DELETE" ? nameOf(path.split("/").at(-1) ?? "") : "";
    const base = method === "PUT" ? {} : state;
    state = Object.fromEntries(Object.entries({ ...base, ...listed }).filter(([key]) => key !== gone));
    expect(keepsWhatBothHave(state, live, desired)).toBe(true);
    expect(Object.keys(listed).length).toBeLessThanOrEqual(3);
  }
  return state;
}

function nameOf(id: string): string {
  return id.replace("id-of-", "");
}
