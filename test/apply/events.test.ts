import { describe, expect, it } from "vitest";
import type { GusEvent } from "../../src/model/event.ts";
import { applied, type Scene } from "./stage.ts";

const ADA = "ada@x.example";
const TITLE: Scene = { people: [{ email: ADA, title: "Agent" }], wishes: { [ADA]: { title: "Lead" } } };
const FAILURE = { kind: "failure", status: 503, method: "PATCH", nth: 1 } as const;

/** Calls that write, and what is told about them, in order. */
function told(events: readonly GusEvent[]): readonly GusEvent[] {
  return events.filter(
    (event) => event.type === "retry" || (event.type === "call" && event.method === "PATCH"),
  );
}

describe("the events of a run", () => {
  it("tell a write that is made again after an unclear answer, right before it goes out", async () => {
    const run = await applied({ ...TITLE, faults: [FAILURE] });
    const [first] = told(run.events);
    const correlationId = first?.type === "call" ? first.correlationId : undefined;
    const call = { type: "call", method: "PATCH", route: "/api/v2/users/{id}" };
    expect(told(run.events)).toMatchObject([
      { ...call, status: 503 },
      { ...call, type: "retry", attempt: 2, why: expect.stringContaining("503"), correlationId },
      { ...call, status: 200 },
    ]);
    expect(correlationId).toEqual(expect.any(String));
    expect(run.events.find(({ type }) => type === "pause")).toMatchObject({ correlationId });
  });

  it("tell no retry when the unclear answer stands for a write that happened", async () => {
    const run = await applied({ ...TITLE, faults: [{ ...FAILURE, applied: "yes" }] });
    expect(told(run.events)).toMatchObject([{ type: "call", status: 503 }]);
  });

  it("tell no retry when a write was only put off by a 429", async () => {
    const faults = [{ ...FAILURE, kind: "throttle", retryAfter: { form: "seconds", seconds: 1 } } as const];
    const run = await applied({ ...TITLE, faults });
    expect(told(run.events)).toMatchObject([
      { type: "call", status: 429 },
      { type: "call", status: 200 },
    ]);
  });

  it("tell one retry when the second try is put off by a 429", async () => {
    const throttle = {
      ...FAILURE,
      nth: 2,
      kind: "throttle",
      retryAfter: { form: "seconds", seconds: 1 },
    } as const;
    const run = await applied({ ...TITLE, faults: [FAILURE, throttle] });
    expect(told(run.events).map((event) => (event.type === "call" ? event.status : event.type))).toEqual([
      503,
      "retry",
      429,
      200,
    ]);
  });

  it("tell a conflict with the correlation id of the refusal", async () => {
    const edit = { department: "Sales" };
    const faults = [{ kind: "second-writer", when: "before", edit, method: "PATCH", nth: 1 } as const];
    const run = await applied({ ...TITLE, faults });
    const refusal = run.events.find((event) => event.type === "call" && event.status === 409);
    const correlationId = refusal?.type === "call" ? refusal.correlationId : undefined;
    expect(run.events.filter(({ type }) => type === "conflict")).toEqual([
      { type: "conflict", userId: run.plan.users[0]?.id, email: ADA, correlationId },
    ]);
    expect(correlationId).toEqual(expect.any(String));
  });

  it("tell an outcome of every operation, also of those that the run never came to", async () => {
    const controller = new AbortController();
    const run = await applied({
      people: [...TITLE.people, { email: "bob@x.example" }],
      wishes: { ...TITLE.wishes, "bob@x.example": { title: "Lead" } },
      connection: { concurrency: 1 },
      signal: controller.signal,
      onEvent: (event) => event.type === "call" && event.method === "PATCH" && controller.abort(),
    });
    const outcomes = run.events.flatMap((event) => (event.type === "outcome" ? [event.outcome] : []));
    expect(outcomes).toEqual(run.result.outcomes);
    expect(outcomes.map(({ status }) => status)).toEqual(["applied", "not-sent"]);
  });
});
