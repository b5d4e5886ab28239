import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { readSnapshot, type Snapshot, writeSnapshot } from "../../src/index.ts";
import type { Plan } from "../../src/model/plan.ts";
import { expectValue } from "./gus.ts";
import { hasOnlyRead } from "./laws.ts";
import { people } from "./people.ts";
import { gusFor, WHILE_SHRINKING } from "./runs.ts";
import { cases, wishesFor, written } from "./wishes.ts";

/** As a file keeps it. */
function keptOf(snapshot: Snapshot): Snapshot {
  return expectValue(readSnapshot(writeSnapshot(snapshot), "live.json"));
}

/** What a plan says, but for what it was made from. Nobody asks live twice what stays of users who leave; a snapshot has asked of all. */
function sayingOf({ made: _made, planHash: _hash, applyable: _applyable, ...rest }: Plan): unknown {
  const { snapshot: _snapshot, ...source } = rest.source;
  const leaving = rest.leaving?.map(({ stays: _stays, ...entry }) => entry);
  return { ...rest, source, leaving };
}

const CHANGED = (plan: Plan) =>
  [...plan.operations.flatMap(({ changes }) => changes), ...plan.differences].map((change) =>
    JSON.stringify(change),
  );

const fields = [...FIELDS.values()].filter(({ inDefinitions }) => inDefinitions).map(({ name }) => name);
const leftOut = fc.subarray(fields, { maxLength: 4 });
const globs = fc.subarray(["u0*", "u1*", "*2@x.example"], { minLength: 0 });

describe("planning from a snapshot", { timeout: WHILE_SHRINKING }, () => {
  it("makes the plan that live users make at that moment, but for applying it", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), fc.constantFrom("plan", "drift"), async (one, kind) => {
        const gus = gusFor(one);
        const files = written(one.wishes);
        const snapshot = keptOf(expectValue(await gus.snapshot()));
        hasOnlyRead(gus);
        const live = expectValue(await gus.plan(files, { kind }));
        const saved = expectValue(await gus.plan(files, { kind, snapshot }));
        expect(sayingOf(saved)).toEqual(sayingOf(live));
        expect(saved.reviewHash).toBe(live.reviewHash);
        expect(saved.applyable).toBe(false);
        expect(saved.source.snapshot).toEqual(snapshot.made);
      }),
      { numRuns: 60 },
    );
  });

  it("judges causes as live users do", async () => {
    const histories = people({ unwritable: false }).chain((drawn) =>
      fc.record({ people: fc.constant(drawn), before: wishesFor(drawn), now: wishesFor(drawn) }),
    );
    await fc.assert(
      fc.asyncProperty(histories, async ({ before, now, ...one }) => {
        const gus = gusFor(one);
        const snapshot = keptOf(expectValue(await gus.snapshot()));
        const settings = { base: written(before), only: "all" } as const;
        const live = expectValue(await gus.plan(written(now), settings));
        const saved = expectValue(await gus.plan(written(now), { ...settings, snapshot }));
        expect(sayingOf(saved)).toEqual(sayingOf(live));
      }),
      { numRuns: 30 },
    );
  });

  it("never takes what a snapshot lacks for empty", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), globs, leftOut, async (one, select, without) => {
        const gus = gusFor(one);
        const files = written(one.wishes);
        const taken = await gus.snapshot({ select, without });
        fc.pre(taken.ok);
        const live = new Set(CHANGED(expectValue(await gus.plan(files, { kind: "drift" }))));
        const saved = await gus.plan(files, { kind: "drift", snapshot: keptOf(expectValue(taken)) });
        fc.pre(saved.ok);
        expect(CHANGED(expectValue(saved)).filter((change) => !live.has(change))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a snapshot", { timeout: WHILE_SHRINKING }, () => {
  it("is read as it was written, and has a line for each user", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), async (one) => {
        const snapshot = expectValue(await gusFor(one).snapshot());
        const text = writeSnapshot(snapshot);
        expect(writeSnapshot(keptOf(snapshot))).toBe(text);
        const lines = text.split("\n").filter((line) => line.includes('"email":"'));
        expect(lines).toHaveLength(snapshot.users.length);
      }),
      { numRuns: 30 },
    );
  });
});
