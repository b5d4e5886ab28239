import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interference, secondWriter } from "./edits.ts";
import { expectValue } from "./gus.ts";
import { convergesOrSaysSo, leavesTheRestAlone, losesNoEdit, sendsOnlyThePlan } from "./laws.ts";
import { people } from "./people.ts";
import { applied, WHILE_SHRINKING, writesOf } from "./runs.ts";
import { cases } from "./wishes.ts";

describe("applying any plan", { timeout: WHILE_SHRINKING }, () => {
  it("leaves nothing to do that it does not report, sends only the plan, and touches nothing unmanaged", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), async (one) => {
        const run = await applied(one);
        convergesOrSaysSo(run);
        sendsOnlyThePlan(run);
        leavesTheRestAlone(run);
      }),
      { numRuns: 60 },
    );
  });

  it("does so while somebody else edits a user, and loses nothing of that edit", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), interference, async (one, [edit, , nth]) => {
        const run = await applied(one, {}, [secondWriter(edit, nth)]);
        convergesOrSaysSo(run);
        sendsOnlyThePlan(run);
        leavesTheRestAlone(run);
        losesNoEdit(run);
      }),
      { numRuns: 50 },
    );
  });

  it("makes as many writes as estimated, and once more sends nothing, since live is as planned", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people({ unwritable: false })), async (one) => {
        const { gus, plan, result } = await applied(one);
        fc.pre(result.exitCode === 0);
        expect(result.calls.writes).toBe(plan.estimate.writes);
        const sent = writesOf(gus.org).length;
        const again = expectValue(await gus.apply(plan));
        expect(writesOf(gus.org)).toHaveLength(sent);
        expect(again.outcomes.filter(({ status }) => status !== "already-applied")).toEqual([]);
        expect(again.exitCode).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
