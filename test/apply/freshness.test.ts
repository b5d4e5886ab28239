import { describe, expect, it } from "vitest";
import { idOf } from "../../src/simulator/build.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import { applied, crowd, emailOf, forAll, type Scene, told, writesOf } from "./stage.ts";

const [FIRST, SECOND] = [emailOf(0), emailOf(1)];
const ENGLISH = idOf("language", "English");

/** One 429 on a route that has a limit of its own, so that only this route waits. */
function paused(what: "languages" | "skills", seconds: number): Fault {
  return {
    kind: "throttle",
    retryAfter: { form: "seconds", seconds },
    limit: { key: `${what}.rate`, namespace: "x", value: 100 },
    route: `/api/v2/users/{userId}/routing${what}/bulk`,
    nth: 1,
  };
}

/** Somebody gives the second user another proficiency as soon as time passes this moment. */
function editAfter(ms: number): NonNullable<Scene["answer"]> {
  let edited = false;
  return (_, { org, clock }) => {
    if (edited || clock.monotonic() <= ms) return undefined;
    edited = true;
    org.edit(SECOND, { languages: [{ id: ENGLISH, proficiency: 5 }] }, clock.now());
    return undefined;
  };
}

describe("a call that takes no version", () => {
  it("does not leave on a reading that another operation made meanwhile, but is compared with it first", async () => {
    const run = await applied({
      people: crowd(2),
      wishes: { [FIRST]: { skills: { Billing: 2 } }, [SECOND]: { languages: { English: 1 } } },
      faults: [paused("languages", 60), paused("skills", 35)],
      answer: editAfter(20_000),
    });
    expect(told(run)[SECOND]).toEqual(["merge-languages held"]);
    expect(run.org.user(SECOND).languages).toEqual([{ id: ENGLISH, proficiency: 5 }]);
    expect(told(run)[FIRST]).toEqual(["merge-skills applied"]);
  });

  it("is compared anew when its turn comes later than the comparison keeps", async () => {
    const people = crowd(3);
    const run = await applied({
      people,
      wishes: {
        [FIRST]: { languages: { English: 1 }, skills: { Billing: 2, Chat: 3 } },
        [SECOND]: { languages: { English: 1 } },
        [emailOf(2)]: { languages: { English: 1 } },
      },
      faults: [{ ...paused("languages", 60), times: 3 }],
      answer: editAfter(20_000),
    });
    expect(told(run)[SECOND]).toEqual(["merge-languages held"]);
    expect(run.org.user(SECOND).languages).toEqual([{ id: ENGLISH, proficiency: 5 }]);
  });

  it("leaves within 30 s of a read that showed the user, at any rate", async () => {
    const people = crowd(40);
    const run = await applied({
      people,
      wishes: forAll(people, { skills: { Billing: 2 } }),
      connection: { rate: { limit: 20, windowMs: 60_000 } },
    });
    expect(run.result.summary.applied).toBe(40);
    for (const write of writesOf(run.org)) {
      const reads = run.org.log.filter(
        ({ method, at, number, userIds }) =>
          method === "GET" &&
          number < write.number &&
          at > write.at - 30_000 &&
          userIds.includes(write.userIds[0] ?? ""),
      );
      expect(reads.length, `${write.number}`).toBeGreaterThan(0);
    }
  });

  it("shares its reads: forty users at full rate cost one check, one compare and one read back", async () => {
    const people = crowd(40);
    const run = await applied({ people, wishes: forAll(people, { skills: { Billing: 2 } }) });
    expect(run.result.calls).toMatchObject({ writes: 40 });
    expect(run.result.calls.reads).toBeLessThanOrEqual(4);
  });
});
