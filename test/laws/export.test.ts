import fc from "fast-check";
import { describe, it } from "vitest";
import { liveEdits } from "./edits.ts";
import { exportIsExact } from "./laws.ts";
import { people } from "./people.ts";
import { gusFor, WHILE_SHRINKING } from "./runs.ts";

describe("the export of any organisation", { timeout: WHILE_SHRINKING }, () => {
  it("plans nothing, writes nothing, and shows any single edit that follows as drift", async () => {
    const edit = fc.tuple(fc.nat(7), liveEdits);
    await fc.assert(
      fc.asyncProperty(people(), edit, async (users, [who, one]) => {
        await exportIsExact(gusFor({ people: users }), who, one);
      }),
      { numRuns: 50 },
    );
  });
});
