import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import { applied, reasonsOf, refusal, type Scene, told, writes } from "./stage.ts";

const ADA = "ada@x.example";
const TITLE: Scene = { people: [{ email: ADA, title: "Agent" }], wishes: { [ADA]: { title: "Lead" } } };
const REFUSED = "PATCH /api/v2/users/{userId} 409";
const ACCEPTED = "PATCH /api/v2/users/{userId} 200";

/** Somebody writes Ada's department just before the nth PATCH. */
function busy(nth: number): Fault {
  return {
    kind: "second-writer",
    method: "PATCH",
    nth,
    when: "before",
    edit: { department: `Department ${nth}` },
  };
}

describe("a version conflict", () => {
  it("is met with a fresh read and a new pin, and never with the refused body's own", async () => {
    const run = await applied({ ...TITLE, faults: [busy(1), busy(2)] });
    expect(writes(run)).toEqual([REFUSED, REFUSED, ACCEPTED]);
    const pins = run.org.log
      .filter(({ method }) => method === "PATCH")
      .map(({ body }) => JSON.parse(body).version);
    expect(pins).toEqual([1, 2, 3]);
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "Lead", department: "Department 2" });
  });

  it("the third in a row sets the user aside for one more try after a pause", async () => {
    const run = await applied({ ...TITLE, faults: [busy(1), busy(2), busy(3)] });
    expect(writes(run)).toEqual([REFUSED, REFUSED, REFUSED, ACCEPTED]);
    const pauses = run.events.filter((event) => event.type === "pause");
    expect(pauses).toMatchObject([{ reason: "contended", ms: 60_000 }]);
    expect(run.events.filter(({ type }) => type === "conflict")).toHaveLength(3);
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(run.result.exitCode).toBe(0);
  });

  it("the last try compares anew: a title that somebody wrote meanwhile is held", async () => {
    const last: Fault = { ...busy(3), kind: "second-writer", when: "before", edit: { title: "CEO" } };
    const run = await applied({ ...TITLE, faults: [busy(1), busy(2), last] });
    expect(writes(run)).toEqual([REFUSED, REFUSED, REFUSED]);
    expect(told(run)).toEqual({ [ADA]: ["update held"] });
    expect(run.org.user(ADA).title).toBe("CEO");
  });

  it("on the last try as well ends as contended, and skips what is left of the user", async () => {
    const run = await applied({
      ...TITLE,
      wishes: { [ADA]: { title: "Lead", skills: { Billing: 2 } } },
      faults: [1, 2, 3, 4].map(busy),
    });
    expect(told(run)).toEqual({ [ADA]: ["update contended", "merge-skills skipped"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "Agent", skills: [] });
    expect(run.result.exitCode).toBe(3);
  });

  it("on a later operation is the first of a new row, when the last try got through", async () => {
    const run = await applied({
      people: [{ email: ADA, title: "Agent", state: "inactive" }],
      wishes: { [ADA]: { title: "Lead", state: "active" } },
      faults: [1, 2, 3, 5].map(busy),
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied", "activate applied"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "Lead", state: "active" });
  });

  it("never sends a version again that was refused, when reads fall behind it", async () => {
    const run = await applied({
      ...TITLE,
      faults: [
        busy(1),
        busy(2),
        { kind: "lag", method: "GET", route: "/api/v2/users/{userId}", nth: 3, times: 2, ms: 60_000 },
      ],
    });
    const pins = run.org.log
      .filter(({ method }) => method === "PATCH")
      .map(({ body }) => JSON.parse(body).version);
    expect(pins).toEqual([1, 2, 3]);
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
  });

  it("that no read confirms is a refusal: the operation failed with the server's own words", async () => {
    const run = await applied({
      ...TITLE,
      answer: ({ method }) =>
        method === "PATCH" ? refusal(409, "general.conflict", "Something else is in the way.") : undefined,
    });
    expect(told(run)).toEqual({ [ADA]: ["update failed"] });
    expect(reasonsOf(run, ADA)).toEqual(["409 Something else is in the way.; not written: title"]);
    expect(run.events.filter(({ type }) => type === "conflict")).toEqual([]);
  });

  it("that no read confirms fails a versionless call too, after one more try if our own calls moved the version", async () => {
    const run = await applied({
      people: [{ email: ADA }],
      wishes: { [ADA]: { languages: { English: 1 }, skills: { Billing: 2 } } },
      answer: ({ method, path }) =>
        method === "PATCH" && path.includes("routingskills")
          ? refusal(409, "general.conflict", "Something else is in the way.")
          : undefined,
    });
    expect(told(run)).toEqual({ [ADA]: ["merge-languages applied", "merge-skills failed"] });
    expect(run.result.calls.writes).toBe(3);
    expect(run.events.filter(({ type }) => type === "pause")).toEqual([]);
  });

  it("400 in the words of a stale version counts the same", async () => {
    const run = await applied({ ...TITLE, switches: { versionMismatch: "400" }, faults: [busy(1)] });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(run.events.filter(({ type }) => type === "conflict")).toHaveLength(1);
  });
});
