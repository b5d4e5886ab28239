import { describe, expect, it } from "vitest";
import { Ledger } from "../../src/apply/ledger.ts";
import { NOTHING_EARLIER } from "../../src/journal/earlier.ts";
import { NO_JOURNAL } from "../../src/journal/journal.ts";
import type { GusEvent } from "../../src/model/event.ts";
import { ADA, operation } from "./live-users.ts";

const ONE = operation([]);
const BOB = { id: "bob", email: "bob@x.example" };
const SHARED = operation([], { opId: "op2", users: [...ONE.users, BOB] });

function ledger() {
  const events: GusEvent[] = [];
  const onEvent = (event: GusEvent) => void events.push(event);
  return { made: new Ledger({ onEvent, journal: NO_JOURNAL, earlier: NOTHING_EARLIER }), events };
}

describe("Ledger.outcomes()", () => {
  const statusesOf = (made: Ledger) =>
    made.outcomes([ONE], "the rate is too low").map(({ status }) => status);

  it("calls an operation that was never tried not sent, with the reason of the run's end", () => {
    expect(ledger().made.outcomes([ONE], "the rate is too low")).toEqual([
      {
        opId: "op1",
        userId: ADA,
        email: "ada@x.example",
        status: "not-sent",
        reason: "the rate is too low",
        conflicts: [],
      },
    ]);
  });

  it("calls a write that left and was never answered unverified", () => {
    const { made } = ledger();
    made.markSent("op1", ADA, true);
    expect(statusesOf(made)).toEqual(["unverified"]);
  });

  it("calls a write that left and surely did not happen not sent", () => {
    const { made } = ledger();
    made.markSent("op1", ADA, true);
    made.markSent("op1", ADA, false);
    expect(statusesOf(made)).toEqual(["not-sent"]);
  });

  it("keeps what is recorded, whatever was sent", () => {
    const { made } = ledger();
    made.markSent("op1", ADA, true);
    made.record(ONE, ADA, { status: "applied", correlationId: "c1" });
    expect(made.outcomes([ONE], "")).toMatchObject([{ status: "applied", correlationId: "c1", reason: "" }]);
  });

  it("has one for every user of every operation, in the order of the plan", () => {
    const { made } = ledger();
    made.record(SHARED, "bob", { status: "held", reason: "why" });
    const all = made.outcomes([ONE, SHARED], "").map(({ opId, email, status }) => [opId, email, status]);
    expect(all).toEqual([
      ["op1", "ada@x.example", "not-sent"],
      ["op2", "ada@x.example", "not-sent"],
      ["op2", "bob@x.example", "held"],
    ]);
  });
});

describe("Ledger.succeeded()", () => {
  it("takes everybody in the operation, written or done already", () => {
    const { made } = ledger();
    made.record(SHARED, ADA, { status: "applied" });
    expect(made.succeeded(SHARED)).toBe(false);
    made.record(SHARED, "bob", { status: "already-applied" });
    expect(made.succeeded(SHARED)).toBe(true);
    made.record(SHARED, "bob", { status: "not-persisted" });
    expect(made.succeeded(SHARED)).toBe(false);
  });
});

describe("Ledger.record()", () => {
  it("closes the operation for the user and tells the listener", () => {
    const { made, events } = ledger();
    expect(made.isOpen("op1", ADA)).toBe(true);
    made.record(ONE, ADA, { status: "failed", reason: "400" });
    expect(made.isOpen("op1", ADA)).toBe(false);
    expect(events).toMatchObject([{ type: "outcome", outcome: { status: "failed", reason: "400" } }]);
  });
});
