import { describe, expect, it } from "vitest";
import type { CallMade } from "../../src/journal/history.ts";
import { NO_HISTORY } from "../../src/journal/history.ts";
import type { CallOutcome } from "../../src/journal/record.ts";
import { writtenChanges } from "../../src/rollback/written.ts";
import { AT, intent } from "../journal/samples.ts";
import { planFor } from "../plan/samples.ts";
import { desiredUser, idOf, liveUser } from "../world.ts";

const ADA = "ada@x";
const BOB = "bob@x";
const plan = planFor([
  [liveUser(ADA, { title: "Agent" }), desiredUser(ADA, { title: "Lead", skills: { Billing: 2 } })],
  [liveUser(BOB, { title: "Agent" }), desiredUser(BOB, { title: "Lead" })],
]);

/** A call of the operation that makes this change, at a line of the journal. */
function called(field: string, email: string, line: number, outcome?: CallOutcome): CallMade {
  const operation = plan.operations.find(({ changes }) =>
    changes.some((change) => change.field === field && change.userId === idOf(email)),
  );
  const record = intent(line, { opId: operation?.opId ?? "", users: [{ id: idOf(email) }] });
  const answered = outcome && { outcome: { type: "outcome", call: line, ...outcome, at: AT } as const };
  return { intent: record, line, timeoutMs: 1, ...answered };
}

function written(...calls: readonly CallMade[]) {
  const found = writtenChanges(plan, { ...NO_HISTORY, calls });
  return found.map(({ change, email, line }) => `${email} ${change.field} ${line}`);
}

describe("writtenChanges()", () => {
  it("are those whose call was accepted, with the line that says so", () => {
    expect(written(called("title", ADA, 4, { kind: "accepted", status: 200 }))).toEqual([`${ADA} title 4`]);
  });

  it("are also those whose call may have been applied", () => {
    const ambiguous = called("title", BOB, 7, { kind: "ambiguous", why: "504" });
    expect(written(called("skills", ADA, 4), ambiguous)).toEqual([`${BOB} title 7`, `${ADA} skills 4`]);
  });

  it("are none of calls that were refused, or never left", () => {
    const refused = called("title", ADA, 2, { kind: "refused", status: 403, why: "" });
    const kinds = ["throttled", "renewed", "stale", "unsent"] as const;
    expect(written(refused, ...kinds.map((kind, nth) => called("title", ADA, 3 + nth, { kind })))).toEqual(
      [],
    );
    expect(written()).toEqual([]);
  });

  it("have the line of the last call that may have happened", () => {
    const first = called("title", ADA, 2, { kind: "ambiguous", why: "504" });
    const last = called("title", ADA, 9, { kind: "refused", status: 409, why: "" });
    expect(written(first, called("title", ADA, 5), last)).toEqual([`${ADA} title 5`]);
  });
});
