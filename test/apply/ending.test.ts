import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/index.ts";
import { applied, crowd, emailOf, forAll, type Scene, staged, told } from "./stage.ts";

const HOUR = 3_600_000;
const titled = crowd(9, { title: "Agent" });
const TITLES: Scene = {
  people: titled,
  wishes: forAll(titled, { title: "Lead" }),
  connection: { concurrency: 1 },
};

describe("a low rate", () => {
  const people = crowd(14);
  const scene: Scene = { people, wishes: forAll(people, { skills: { Billing: 2 } }) };

  const DONE = { exitCode: 0, summary: { applied: 14 } };
  const TOO_LOW = { exitCode: 6, stopped: { code: "rate-too-low" } };

  it.each([
    [1, TOO_LOW],
    [2, TOO_LOW],
    [3, TOO_LOW],
    [4, DONE],
    [5, DONE],
    [6, DONE],
    [8, DONE],
    [12, DONE],
  ])("of %i calls a minute ends, done or with rate-too-low", async (limit, ending) => {
    const run = await applied({ ...scene, connection: { rate: { limit, windowMs: 60_000 } } });
    expect(run.result).toMatchObject(ending);
    expect(run.clock.monotonic()).toBeLessThan(HOUR);
    const held = run.org.users().filter(({ skills }) => skills.length > 0);
    expect(held).toHaveLength(run.result.summary.applied);
  });
});

describe("429 without end", () => {
  it("on some routes, while reads pass, stops the run", async () => {
    const people = crowd(6);
    const retryAfter = { form: "seconds", seconds: 45 } as const;
    const run = await applied({
      people,
      wishes: Object.fromEntries(
        people.map(({ email }, index) => [
          email,
          index % 2 ? { skills: { Billing: 2 } } : { languages: { English: 2 } },
        ]),
      ),
      connection: { rate: { limit: 300, windowMs: 60_000 } },
      faults: [
        {
          kind: "throttle",
          retryAfter,
          method: "PATCH",
          route: "/api/v2/users/{userId}/routingskills/bulk",
        },
        {
          kind: "throttle",
          retryAfter,
          method: "PATCH",
          route: "/api/v2/users/{userId}/routinglanguages/bulk",
        },
      ],
    });
    expect(["throttle-episodes", "rate-too-low"]).toContain(run.result.stopped?.code);
    expect(run.result.exitCode).toBe(6);
    expect(run.result.summary.applied).toBe(0);
    expect(run.clock.monotonic()).toBeLessThan(HOUR);
  });

  it("on routes whose calls keep whatever they were compared with stops the run as throttled", async () => {
    const people = crowd(6);
    const route = {
      kind: "throttle",
      retryAfter: { form: "seconds", seconds: 45 },
      method: "PATCH",
    } as const;
    const run = await applied({
      people,
      wishes: Object.fromEntries(
        people.map(({ email }, index) => [
          email,
          index % 2 ? { skills: { Billing: 2 } } : { languages: { English: 2 } },
        ]),
      ),
      settings: { freshMs: 24 * HOUR },
      faults: [
        { ...route, route: "/api/v2/users/{userId}/routingskills/bulk" },
        { ...route, route: "/api/v2/users/{userId}/routinglanguages/bulk" },
      ],
    });
    expect(run.result).toMatchObject({ exitCode: 6, stopped: { code: "throttle-episodes" } });
    expect(run.clock.monotonic()).toBeLessThan(HOUR);
  });

  it("on a single route with nothing else to do stops as well, and says so of everybody not written", async () => {
    const people = crowd(2);
    const run = await applied({
      people,
      wishes: forAll(people, { skills: { Billing: 2 } }),
      faults: [
        {
          kind: "throttle",
          retryAfter: { form: "seconds", seconds: 5 },
          method: "PATCH",
          route: "/api/v2/users/{userId}/routingskills/bulk",
        },
      ],
    });
    expect(run.result.exitCode).toBe(6);
    expect(run.result.summary["not-sent"]).toBe(2);
  });
});

describe("an abort", () => {
  async function abortedWith(abort: (controller: AbortController) => void) {
    const controller = new AbortController();
    let patches = 0;
    const run = await applied({
      ...TITLES,
      signal: controller.signal,
      answer: ({ method }) => {
        if (method === "PATCH" && ++patches === 3) abort(controller);
        return undefined;
      },
    });
    return run;
  }

  it("without a reason gives the result of what was done, and counts as Ctrl-C", async () => {
    const run = await abortedWith((controller) => controller.abort());
    expect(run.result.exitCode).toBe(130);
    expect(run.result.stopped?.code).toBe("interrupted");
    expect(run.result.summary).toMatchObject({ applied: 3, "not-sent": 6 });
    expect(run.org.users().filter(({ title }) => title === "Lead")).toHaveLength(3);
  });

  it("after a refusal does not forget that the try before may have been applied", async () => {
    const controller = new AbortController();
    let patches = 0;
    const run = await applied({
      people: crowd(1, { title: "Agent" }),
      wishes: { [emailOf(0)]: { title: "Lead" } },
      signal: controller.signal,
      faults: [
        { kind: "cut", applied: { late: 1000 }, method: "PATCH", nth: 1 },
        { kind: "lag", ms: HOUR, method: "GET" },
      ],
      answer: ({ method }) => {
        if (method === "PATCH" && ++patches === 2) controller.abort();
        return undefined;
      },
    });
    expect(run.org.user(emailOf(0)).title).toBe("Lead");
    expect(told(run)).toEqual({ [emailOf(0)]: ["update unverified"] });
  });

  it("by SIGTERM keeps its own exit code", async () => {
    const run = await abortedWith((controller) => controller.abort(new Interrupted(143)));
    expect(run.result.exitCode).toBe(143);
    expect(run.result.summary.applied).toBe(3);
  });
});

describe("a listener that throws", () => {
  it.each(["call", "outcome", "stage"])("at %s ends nothing and blurs nothing", async (type) => {
    const run = await applied({
      ...TITLES,
      onEvent: (event) => {
        if (event.type === type) throw new Error("EPIPE");
      },
    });
    expect(run.result.exitCode).toBe(0);
    expect(run.result.summary.applied).toBe(9);
    expect(run.result.calls.writes).toBe(9);
  });
});

describe("a run that is applied again", () => {
  it("sends only what is left", async () => {
    const stage = await staged({
      ...TITLES,
      faults: [{ kind: "failure", status: 500, method: "PATCH", user: emailOf(4), times: 5, nth: 1 }],
    });
    const first = await stage.apply();
    expect(first.ok && told({ ...stage, result: first.value })[emailOf(4)]).toEqual(["update failed"]);
    const again = await stage.apply();
    expect(again.ok && again.value.summary).toMatchObject({ applied: 1, "already-applied": 8 });
    expect(again.ok && again.value.exitCode).toBe(0);
  });
});
