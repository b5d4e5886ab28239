import { describe, expect, it } from "vitest";
import { ALONE, RIVAL, SECOND_WRITER } from "../../bench/conditions.ts";
import type { Contender, Job } from "../../bench/contenders/contender.ts";
import { httpOf, patchProfile, putSkills, readAll, stepsOf } from "../../bench/contenders/script.ts";
import { measure } from "../../bench/measure.ts";
import { wait } from "../../bench/virtual-time.ts";
import { workOf } from "../../bench/work.ts";

const UNDER = { limiter: "sliding log", seed: 1 } as const;
const WORK = workOf(1, { users: 600, changed: 300 });
/** When every edit of the second writer is over. */
const ALL_EDITED_MS = 120_000;

function contender(
  run: (job: Job) => Promise<void>,
  told: (job: Job) => readonly string[] = () => [],
): Contender {
  return { name: "test", title: "test", run: (job) => run(job).then(() => new Set(told(job))) };
}

/** Sends everything at once, and looks at no answer. */
const heedless = contender(async (job) => {
  const http = httpOf(job);
  const steps = stepsOf(job.wishes, await readAll(http));
  await Promise.all(steps.map(({ user, wish }) => patchProfile(http, user, wish)));
  await Promise.all(steps.map(({ user, wish }) => putSkills(http, user, wish)));
});

/** Asks one thing, and the same again ten minutes later. */
const idle = contender(
  async (job) => {
    await httpOf(job)("GET", "/api/v2/users?pageSize=1");
    await wait(600_000);
    await httpOf(job)("GET", "/api/v2/users?pageSize=1");
  },
  ({ wishes }) => wishes.slice(0, 10).map(({ userId }) => userId),
);

describe("measure()", () => {
  it("finds the users whom a contender leaves wrong that does not look at 429s", async () => {
    const { measurement, seen } = await measure(heedless, { ...UNDER, ...ALONE }, WORK);
    expect(measurement).toMatchObject({ calls: 602, refused: 302, wrongTold: 0, wrongUntold: 300 });
    expect(seen.filter(({ status }) => status === 200)).toHaveLength(300);
  });

  it("takes for told of whom the contender says that they are not done", async () => {
    const { measurement } = await measure(idle, { ...UNDER, ...SECOND_WRITER }, WORK);
    expect(measurement).toMatchObject({ wrongTold: 10, wrongUntold: 290, overwritten: 0 });
  });

  it("takes the time from the first call to the last answer", async () => {
    const { measurement } = await measure(idle, { ...UNDER, ...ALONE }, WORK);
    expect(Math.round(measurement.ms / 1000)).toBe(600);
  });

  it("finds edits that are gone because a contender writes what it read before them", async () => {
    const late = contender(async (job) => {
      const http = httpOf(job);
      const steps = stepsOf(job.wishes, await readAll(http));
      await wait(ALL_EDITED_MS);
      for (const { user, wish } of steps) {
        await putSkills(http, user, wish);
        await wait(200);
      }
    });
    const { measurement } = await measure(late, { ...UNDER, ...SECOND_WRITER }, WORK);
    // 20 edits of other skills and 20 of the same ones; titles and departments are not touched.
    expect(measurement).toMatchObject({ refused: 0, overwritten: 40 });
  });

  it("keeps the rival's calls apart, and counts those that a contender starves", async () => {
    const greedy = contender(async (job) => {
      const http = httpOf(job);
      for (let calls = 0; calls < 1000; calls += 1) await http("GET", "/api/v2/users?pageSize=1");
    });
    const { measurement } = await measure(greedy, { ...UNDER, ...RIVAL }, WORK);
    expect(measurement.calls).toBe(1000);
    expect(measurement.rivalRefused).toBeGreaterThan(10);
    const shy = await measure(idle, { ...UNDER, ...RIVAL }, WORK);
    expect(shy.measurement.rivalRefused).toBe(0);
  });
});
