import fc from "fast-check";
import { describe, it } from "vitest";
import { DEFAULT_SWITCHES, SWITCH_POSITIONS, type Switches } from "../../src/simulator/switches.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import { type LiveEdit, liveEdits } from "./edits.ts";
import {
  convergesOrSaysSo,
  exportIsExact,
  leavesTheRestAlone,
  losesNoEdit,
  planIgnoresOrder,
  sendsOnlyThePlan,
} from "./laws.ts";
import { people } from "./people.ts";
import { applied, gusFor } from "./runs.ts";
import { cases, chances } from "./wishes.ts";

/** An edit, whose, and before which write. */
const interference = fc.tuple(liveEdits, fc.nat(3), fc.nat(5));

/** Somebody edits a user just before its nth pinned write, which Genesys then refuses for its version. */
function secondWriter({ change }: LiveEdit, nth: number): Fault {
  const where = { method: "PATCH", route: "/api/v2/users/{userId}", nth: nth + 1 };
  return { ...where, kind: "second-writer", when: "before", edit: change };
}

/** Every position that is not the usual one, each alone. */
const POSITIONS = Object.entries(SWITCH_POSITIONS).flatMap(([name, positions]) =>
  (positions as readonly unknown[])
    .filter((position) => position !== DEFAULT_SWITCHES[name as keyof Switches])
    .map((position) => ({ name, position, switches: { [name]: position } as Partial<Switches> })),
);

describe("the laws in each position of what Genesys leaves open", () => {
  it.each(POSITIONS)("$name: $position", async ({ switches }) => {
    await fc.assert(
      fc.asyncProperty(
        cases(people({ most: 4 })),
        interference,
        chances,
        async (one, [edit, who, nth], stream) => {
          const gus = gusFor(one, switches);
          await planIgnoresOrder(gus, one.wishes, () => stream.next().value ?? 0);
          await exportIsExact(gus, who, edit);
          const run = await applied(one, switches, [secondWriter(edit, nth)]);
          convergesOrSaysSo(run);
          sendsOnlyThePlan(run);
          leavesTheRestAlone(run);
          losesNoEdit(run);
        },
      ),
      { numRuns: 10 },
    );
  });
});
