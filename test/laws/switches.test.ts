import fc from "fast-check";
import { describe, it } from "vitest";
import { DEFAULT_SWITCHES, SWITCH_POSITIONS, type Switches } from "../../src/simulator/switches.ts";
import { interference, secondWriter } from "./edits.ts";
import {
  convergesOrSaysSo,
  exportIsExact,
  leavesTheRestAlone,
  losesNoEdit,
  planIgnoresOrder,
  sendsOnlyThePlan,
} from "./laws.ts";
import { people } from "./people.ts";
import { applied, gusFor, WHILE_SHRINKING } from "./runs.ts";
import { cases, chances } from "./wishes.ts";

/** Every position that is not the usual one, each alone. */
const POSITIONS = Object.entries(SWITCH_POSITIONS).flatMap(([name, positions]) =>
  (positions as readonly unknown[])
    .filter((position) => position !== DEFAULT_SWITCHES[name as keyof Switches])
    .map((position) => ({ name, position, switches: { [name]: position } as Partial<Switches> })),
);

describe("the laws in each position of what Genesys leaves open", { timeout: WHILE_SHRINKING }, () => {
  const all = fc.tuple(cases(people({ most: 4 })), interference, chances);

  it.each(POSITIONS)("$name: $position", async ({ switches }) => {
    await fc.assert(
      fc.asyncProperty(all, async ([one, [edit, who, nth], stream]) => {
        const gus = gusFor(one, switches);
        await planIgnoresOrder(gus, one.wishes, () => stream.next().value ?? 0);
        await exportIsExact(gus, who, edit);
        const run = await applied(one, switches, [secondWriter(edit, nth)]);
        convergesOrSaysSo(run);
        sendsOnlyThePlan(run);
        leavesTheRestAlone(run);
        losesNoEdit(run);
      }),
      { numRuns: 6 },
    );
  });
});
