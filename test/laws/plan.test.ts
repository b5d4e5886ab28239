import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOrg } from "../../src/simulator/org.ts";
import type { World } from "../../src/simulator/world.ts";
import { expectValue, gusOn } from "./gus.ts";
import { hasOnlyRead, planIgnoresOrder } from "./laws.ts";
import { people, worldWith } from "./people.ts";
import { gusFor, WHILE_SHRINKING } from "./runs.ts";
import { cases, chances, written } from "./wishes.ts";

describe("planning anything", { timeout: WHILE_SHRINKING }, () => {
  it("makes the same plan whatever the order of files and of keys", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), chances, async (one, stream) => {
        await planIgnoresOrder(gusFor(one), one.wishes, () => stream.next().value ?? 0);
      }),
      { numRuns: 40 },
    );
  });

  it("makes the same plan whatever the order in which Genesys lists things, and sends no write", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), chances, async (one, stream) => {
        const world = listsReordered(worldWith(one.people), () => stream.next().value ?? 0);
        const gus = gusFor(one);
        const other = gusOn(createOrg({ world: world as World, limiter: { limit: 1_000_000 } }));
        const files = written(one.wishes);
        expect(expectValue(await other.plan(files))).toEqual(expectValue(await gus.plan(files)));
        hasOnlyRead(gus);
      }),
      { numRuns: 40 },
    );
  });
});

/** The same data with the items of every list in another order. */
function listsReordered(data: unknown, random: () => number): unknown {
  if (Array.isArray(data)) {
    const items = data.map((item) => ({ item: listsReordered(item, random), at: random() }));
    return items.toSorted((a, b) => a.at - b.at).map(({ item }) => item);
  }
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, listsReordered(value, random)]));
}
