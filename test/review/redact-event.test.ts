import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/model/outcome.ts";
import { redactResult } from "../../src/review/redact.ts";
import { redactEvent } from "../../src/review/redact-event.ts";
import { ADA as ADA_ID, EVENTS } from "../telemetry/samples.ts";
import { ADA, outcome, resultOf } from "./samples.ts";

const HELD = outcome(ADA, "held", {
  reason: `${ADA.email} is now called "Ada King", and bob@example.com took "Old name"`,
  conflicts: [{ field: "name", base: "Old name", live: "Ada King", desired: "Ada Byron" }],
});

describe("redactEvent()", () => {
  it("none leaves every event as it is", () => {
    for (const event of Object.values(EVENTS)) expect(redactEvent(event, "none")).toBe(event);
  });

  it.each(["values", "people"] as const)("%s hides of an outcome what it hides in the result", (level) => {
    const shown = redactEvent({ type: "outcome", outcome: HELD }, level);
    const [inResult] = redactResult(resultOf([HELD]), level).outcomes;
    expect(shown).toEqual({ type: "outcome", outcome: inResult as Outcome });
    expect(JSON.stringify(shown)).not.toMatch(/Ada King|Old name/);
  });

  it("values leaves what is said about people", () => {
    for (const type of ["note", "conflict", "retry"] as const)
      expect(redactEvent(EVENTS[type], "values")).toBe(EVENTS[type]);
  });

  it("people names nobody: the id stands for the e-mail, notes are dropped, warnings stay", () => {
    expect(redactEvent(EVENTS.conflict, "people")).toEqual({ ...EVENTS.conflict, email: ADA_ID });
    expect(redactEvent(EVENTS.note, "people")).toBeUndefined();
    expect(redactEvent(EVENTS.warning, "people")).toEqual(EVENTS.warning);
    expect(redactEvent(EVENTS.call, "people")).toEqual(EVENTS.call);
  });

  it("people hides addresses that an answer mentions", () => {
    const why = "409 bob@example.com is in use";
    expect(redactEvent({ ...EVENTS.retry, why }, "people")).toMatchObject({ why: "409 (hidden) is in use" });
    expect(redactEvent({ ...EVENTS.pause, detail: why }, "people")).toMatchObject({
      detail: "409 (hidden) is in use",
    });
  });
});
