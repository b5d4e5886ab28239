import { describe, expect, it } from "vitest";
import { idOf, type Person } from "../../src/simulator/build.ts";
import { applied, reasonsOf, type Scene, told, writes } from "./stage.ts";

const ADA = "ada@x.example";
const TITLE: Scene = { people: [{ email: ADA, title: "Agent" }], wishes: { [ADA]: { title: "Lead" } } };
const SKILL: Scene = {
  people: [{ email: ADA, skills: { Billing: 3 } }],
  wishes: { [ADA]: { skills: { Billing: null } } },
};
const REMOVE = "DELETE /api/v2/users/{userId}/routingskills/{skillId}";

describe("a DELETE whose skill is gone already", () => {
  it("is done when its own first try was applied late, between our read and the second try", async () => {
    const run = await applied({
      ...SKILL,
      connection: { rate: { limit: 60, windowMs: 60_000 }, concurrency: 1 },
      faults: [{ kind: "failure", status: 504, applied: { late: 10_500 }, method: "DELETE", nth: 1 }],
    });
    expect(writes(run)).toEqual([`${REMOVE} 504`, `${REMOVE} 404`]);
    expect(told(run)).toEqual({ [ADA]: ["remove-skill applied"] });
    expect(run.org.user(ADA).skills).toEqual([]);
    expect(run.result.exitCode).toBe(0);
  });

  it("is done already when somebody else removed it just before", async () => {
    const run = await applied({
      ...SKILL,
      faults: [{ kind: "second-writer", when: "before", edit: { skills: [] }, method: "DELETE", nth: 1 }],
    });
    expect(writes(run)).toEqual([`${REMOVE} 404`]);
    expect(told(run)).toEqual({ [ADA]: ["remove-skill already-applied"] });
    expect(run.result.exitCode).toBe(0);
  });

  it("is done when it was applied behind a 504 and reads lag", async () => {
    const run = await applied({
      ...SKILL,
      faults: [
        { kind: "failure", status: 504, applied: "yes", method: "DELETE", nth: 1 },
        { kind: "lag", ms: 15_000, method: "GET", route: "/api/v2/users/{userId}", nth: 1, times: 3 },
      ],
    });
    expect(writes(run)).toEqual([`${REMOVE} 504`, `${REMOVE} 404`]);
    expect(told(run)).toEqual({ [ADA]: ["remove-skill applied"] });
    expect(run.result.exitCode).toBe(0);
  });

  it("a 404 for something that is still there is a failure", async () => {
    const run = await applied({
      ...SKILL,
      answer: ({ method }) =>
        method === "DELETE"
          ? {
              status: 404,
              headers: { "Content-Type": "application/json" },
              body: JSON.stringify({ code: "not.found", message: "There is no such skill." }),
              delayMs: 0,
            }
          : undefined,
    });
    expect(told(run)).toEqual({ [ADA]: ["remove-skill failed"] });
    expect(reasonsOf(run, ADA)).toEqual(["404 There is no such skill.; not written: skills.Billing"]);
  });
});

describe("a write without a clear answer", () => {
  const unclear = [
    { kind: "failure", status: 500 },
    { kind: "failure", status: 502 },
    { kind: "failure", status: 504 },
    { kind: "cut" },
    { kind: "proxy" },
  ] as const;

  it.each(unclear)("%o and applied: is not sent again", async (fault) => {
    const run = await applied({
      ...TITLE,
      faults: [{ ...fault, applied: "yes", method: "PATCH", nth: 1 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(writes(run)).toHaveLength(1);
  });

  it.each(unclear)("%o and not applied: is sent again, pinned to a fresh version", async (fault) => {
    const run = await applied({
      ...TITLE,
      faults: [{ ...fault, applied: "no", method: "PATCH", nth: 1 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(writes(run)).toHaveLength(2);
    expect(run.org.user(ADA)).toMatchObject({ title: "Lead", version: 2 });
  });

  it("applied behind our back while we wait, and then sent again: done once, since the pin no longer fits", async () => {
    const run = await applied({
      ...TITLE,
      faults: [{ kind: "cut", applied: { late: 10_020 }, method: "PATCH", nth: 1 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(run.org.applied.filter(({ by }) => by === "client")).toHaveLength(1);
  });

  it("holds the user when somebody wrote the title while we waited", async () => {
    const run = await applied({
      ...TITLE,
      faults: [
        { kind: "failure", status: 503, method: "PATCH", nth: 1 },
        { kind: "second-writer", method: "PATCH", nth: 1, when: "after", edit: { title: "CEO" } },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["update held"] });
    expect(run.org.user(ADA).title).toBe("CEO");
  });

  it("of a call that takes no version is looked at before anything is sent again", async () => {
    const scene: Scene = { people: [{ email: ADA }], wishes: { [ADA]: { skills: { Billing: 2 } } } };
    const fault = { kind: "failure", status: 503, method: "PATCH", nth: 1 } as const;
    const done = await applied({ ...scene, faults: [{ ...fault, applied: "yes" }] });
    expect(told(done)).toEqual({ [ADA]: ["merge-skills applied"] });
    expect(writes(done)).toHaveLength(1);
    const other = { skills: [{ id: idOf("skill", "Billing"), proficiency: 5 }] };
    const lost = await applied({
      ...scene,
      faults: [fault, { kind: "second-writer", method: "PATCH", nth: 1, when: "after", edit: other }],
    });
    expect(told(lost)).toEqual({ [ADA]: ["merge-skills held"] });
    expect(lost.org.user(ADA)).toMatchObject(other);
  });

  it("is called unverified when the run ends before it was looked at", async () => {
    const controller = new AbortController();
    const run = await applied({
      ...TITLE,
      signal: controller.signal,
      faults: [{ kind: "failure", status: 503, applied: "yes", method: "PATCH", nth: 1 }],
      onEvent: ({ type }) => {
        if (type === "pause") controller.abort();
      },
    });
    expect(told(run)).toEqual({ [ADA]: ["update unverified"] });
    expect(run.result.exitCode).toBe(130);
  });

  it("fails after the last try, with what was answered, and the run goes on", async () => {
    const run = await applied({
      people: [...TITLE.people, { email: "bob@x.example" }],
      wishes: { ...TITLE.wishes, "bob@x.example": { title: "Lead" } },
      connection: { retries: 2 },
      faults: [{ kind: "failure", status: 503, method: "PATCH", user: ADA }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update failed"], "bob@x.example": ["update applied"] });
    expect(reasonsOf(run, ADA)[0]).toMatch(/^Not applied after 3 tries: .*503/);
  });
});

describe("skills beyond one call", () => {
  it("65 writes and 5 removals leave just the skills that were asked for", async () => {
    const names = Array.from({ length: 70 }, (_, index) => `S${index}`);
    const rated = (some: readonly string[], value: number) =>
      Object.fromEntries(some.map((name) => [name, value]));
    const ada: Person = { email: ADA, skills: rated(names.slice(0, 40), 1) };
    const run = await applied({
      people: [ada],
      names: { skills: names },
      wishes: { [ADA]: { skills: rated(names.slice(5), 2) } },
    });
    expect(run.result.exitCode).toBe(0);
    expect(run.org.user(ADA).skills.map(({ proficiency }) => proficiency)).toEqual(Array(65).fill(2));
    expect(new Set(told(run)[ADA])).toEqual(new Set(["merge-skills applied", "remove-skill applied"]));
    const sizes = run.plan.operations.map(({ body }) => (Array.isArray(body) ? body.length : 1));
    expect(sizes).toEqual([50, 15, 1, 1, 1, 1, 1]);
  });
});
