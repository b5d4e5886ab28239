import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, Operation, Plan } from "../../src/model/plan.ts";
import { cellId } from "../../src/model/state.ts";
import { expectValue, type Files, type Gus, type PlanSettings } from "./gus.ts";
import { people } from "./people.ts";
import { gusFor, WHILE_SHRINKING } from "./runs.ts";
import { cellsOf } from "./untouched.ts";
import { wishesFor, written } from "./wishes.ts";

/** An organisation, what definitions asked of it before, and what they ask now: often the same. */
const histories = people({ unwritable: false }).chain((drawn) =>
  fc
    .record({ before: wishesFor(drawn), other: wishesFor(drawn), same: fc.boolean() })
    .map(({ before, other, same }) => ({
      people: drawn,
      before: written(before),
      now: written(same ? before : other),
    })),
);

function executed({ operations }: Plan): readonly Change[] {
  return operations.flatMap(({ changes }) => changes);
}

function sorted(changes: readonly Change[]): readonly string[] {
  return changes.map(({ cause: _c, fingerprint: _f, ...change }) => JSON.stringify(change)).toSorted();
}

/** Which cells differ; a manager may be called something else by now. */
function cells(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => `${change.userId} ${cellId(change)}`).toSorted();
}

/** Which cells differ, and why. */
function judged(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => `${change.userId} ${cellId(change)} ${change.cause}`).toSorted();
}

function withoutCauses(operations: readonly Operation[]): unknown {
  return operations.map(({ changes, ...rest }) => ({
    ...rest,
    changes: changes.map(({ cause: _cause, ...change }) => change),
  }));
}

/** A plan, unless part of it cannot be made without what it leaves. */
async function planOrNot(gus: Gus, now: Files, settings: PlanSettings): Promise<Plan | undefined> {
  const made = await gus.plan(now, settings);
  if (made.ok) return made.value;
  expect(made.problems.map(({ code }) => code)).toContain("needs-what-is-left");
  return undefined;
}

describe("planning with a base", { timeout: WHILE_SHRINKING }, () => {
  it("splits the differences that a plan without one has, and executes all of them when told so", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom("pr", "drift"), async ({ before, now, ...one }, only) => {
        const gus = gusFor(one);
        const plain = expectValue(await gus.plan(now));
        const all = expectValue(await gus.plan(now, { base: before, only: "all" }));
        expect(withoutCauses(all.operations)).toEqual(withoutCauses(plain.operations));
        const drift = expectValue(await gus.plan(now, { base: before, kind: "drift" }));
        expect(sorted(drift.differences)).toEqual(sorted(executed(plain)));
        const plan = await planOrNot(gus, now, { base: before, only });
        if (!plan) return;
        expect(sorted([...executed(plan), ...plan.differences])).toEqual(sorted(executed(plain)));
      }),
      { numRuns: 40 },
    );
  });

  it("changes what it executes, and nothing of what it leaves", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom("pr", "drift"), async ({ before, now, ...one }, only) => {
        const gus = gusFor(one);
        const plan = await planOrNot(gus, now, { base: before, only });
        if (!plan) return;
        const was = new Map(gus.org.users().map((user) => [user.id, cellsOf(user)]));
        const result = expectValue(await gus.apply(plan));
        fc.pre(result.exitCode === 0);
        for (const change of plan.differences) {
          const is = cellsOf(gus.org.user(change.userId));
          const id = cellId(change);
          expect({ [id]: is[id] }).toEqual({ [id]: was.get(change.userId)?.[id] });
        }
        const open = expectValue(await gus.plan(now, { base: before, kind: "drift" }));
        // Once a rename by id is made, nothing tells any more who the base's entry was about.
        const how = executed(plan).some(({ field }) => field === "email") ? cells : judged;
        expect(how(open.differences)).toEqual(how(plan.differences));
      }),
      { numRuns: 40 },
    );
  });
});
