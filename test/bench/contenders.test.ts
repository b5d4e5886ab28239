import { describe, expect, it } from "vitest";
import { CONTENDERS } from "../../bench/contenders/all.ts";
import type { Contender } from "../../bench/contenders/contender.ts";
import type { Network } from "../../bench/network.ts";
import { inVirtualTime } from "../../bench/virtual-time.ts";
import { workOf } from "../../bench/work.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { chance } from "../../src/simulator/random.ts";

const WORK = workOf(1, { users: 10, changed: 3 });

function contenderCalled(name: string): Contender {
  const found = CONTENDERS.find((one) => one.name === name);
  if (!found) throw new Error(`No contender is called ${name}`);
  return found;
}

/** Lets a contender work on an org that is answered at once; the first PATCH meets a 429. Answers the times of that user's PATCHes. */
async function afterA429(contender: Contender) {
  const org = createOrg({ world: WORK.world });
  const first = { method: "PATCH", route: "/api/v2/users/{userId}", nth: 1 };
  org.faults.add({ ...first, kind: "throttle", retryAfter: { form: "seconds", seconds: 42 } });
  const network: Network = async (request) => org.handle(request, Date.now());
  const job = { ...WORK, network, token: org.mint(), chance: chance(1) };
  const told = await inVirtualTime(() => contender.run(job));
  const patches = org.log.filter(({ method, path }) => method === "PATCH" && !path.endsWith("/bulk"));
  const [refused] = patches;
  const same = patches.filter(({ path }) => path === refused?.path);
  return { told, times: same.map(({ at }) => (at - (refused?.at ?? 0)) / 1000) };
}

describe("a contender that meets no 429", () => {
  it.each(CONTENDERS)("$name makes every user as wished, and says nothing", async ({ run }) => {
    const org = createOrg({ world: WORK.world });
    const network: Network = async (request) => org.handle(request, Date.now());
    const told = await inVirtualTime(() => run({ ...WORK, network, token: org.mint(), chance: chance(1) }));
    expect([...told]).toEqual([]);
    for (const { userId, title, skills, without } of WORK.wishes) {
      const user = org.user(userId);
      expect(user.title).toBe(title);
      expect(user.skills).toEqual(expect.arrayContaining([...skills]));
      expect(user.skills.filter(({ id }) => without.includes(id))).toEqual([]);
    }
  });
});

describe("after a 429 that asks for 42 s", () => {
  it.each([
    ["sdk", "gives up and says so", [0], 1],
    ["fixed-sleep", "gives up and says so", [0], 1],
    ["forum-urllib3", "takes no notice of it", [0], 0],
    ["forum-capped", "waits 10 s", [0, 10], 0],
    ["forum-node", "waits 42 ms", [0, 0.042], 0],
    ["sdk-p-retry", "waits 1 s, since the client hides what was asked", [0, 1], 0],
  ] as const)("%s %s", async (name, _what, times, told) => {
    const run = await afterA429(contenderCalled(name));
    expect(run.times).toEqual(times);
    expect(run.told.size).toBe(told);
  });

  it("the guide's loop waits as asked, a jitter, and 2 s", async () => {
    const { times } = await afterA429(contenderCalled("guide"));
    expect(times[1]).toBeGreaterThanOrEqual(44);
    expect(times[1]).toBeLessThan(45.5);
  });

  it("the adaptive one waits at most 5 s more than by itself", async () => {
    const { times } = await afterA429(contenderCalled("adaptive"));
    expect(times[1]).toBeGreaterThanOrEqual(5);
    expect(times[1]).toBeLessThan(7);
  });
});
