import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lanes, type LanesOptions } from "../../src/genesys/lanes.ts";
import { Pacer } from "../../src/genesys/pacer.ts";
import { PACING } from "../../src/genesys/pacing.ts";
import type { Pass } from "../../src/genesys/pass.ts";
import type { GusEvent } from "../../src/model/event.ts";
import { fakeClock, fakeRandom, turn } from "../fake-clock.ts";

const OPTIONS: LanesOptions = {
  rate: { limit: 300, windowMs: 60_000 },
  budget: 1,
  burst: 8,
  concurrency: 8,
  pacing: PACING,
  retry429: { minMs: 2_000, maxMs: 30_000 },
};

function setUp(options: Partial<LanesOptions> = {}, chance = 0) {
  const clock = fakeClock();
  const lanes = new Lanes({ ...OPTIONS, ...options });
  const events: GusEvent[] = [];
  const pacer = new Pacer(lanes, { clock, random: fakeRandom(chance) }, (event) => events.push(event));
  const admitted: string[] = [];
  const passes: Pass[] = [];
  const refused: unknown[] = [];
  const ask = (name: string, route = "GET /a", signal?: AbortSignal) => {
    pacer.enter(route, signal).then(
      (pass) => {
        admitted.push(name);
        passes.push(pass);
      },
      (reason) => refused.push(reason),
    );
  };
  /** The passes handed out since the last time. */
  const take = () => passes.splice(0);
  return { clock, lanes, events, pacer, admitted, refused, ask, take };
}

describe("Pacer", () => {
  it("admits in the order of asking, at the account's pace", async () => {
    const { clock, ask, admitted } = setUp({ rate: { limit: 4, windowMs: 1_000 }, burst: 1 });
    for (const name of ["a", "b", "c"]) ask(name);
    await turn();
    expect(admitted).toEqual(["a"]);
    await clock.advance(334);
    expect(admitted).toEqual(["a", "b"]);
    await clock.advance(334);
    expect(admitted).toEqual(["a", "b", "c"]);
    expect(clock.sleeping()).toBe(0);
  });

  it("pauses all calls for Retry-After, a second, and a chance of 1.5 s more; then sends one probe", async () => {
    const { clock, ask, admitted, take, events } = setUp({}, 0.5);
    ask("a");
    await turn();
    take()[0]?.throttled({ retryAfterMs: 10_000 });
    for (const name of ["b", "c"]) ask(name, name === "c" ? "GET /other" : "GET /a");
    await clock.advance(11_749);
    expect(admitted).toEqual(["a"]);
    await clock.advance(1);
    expect(admitted).toEqual(["a", "b"]);
    await clock.advance(60_000);
    expect(admitted).toEqual(["a", "b"]);
    expect(events).toEqual([
      {
        type: "pause",
        reason: "throttled",
        ms: 11_750,
        detail: "Genesys answered 429 to GET /a and asked to wait 10 s",
      },
    ]);
  });

  it("doubles the width with every success", async () => {
    const { clock, ask, admitted, take } = setUp({ burst: 64 });
    ask("first");
    await turn();
    take()[0]?.throttled({ retryAfterMs: 1_000 });
    for (let i = 0; i < 20; i += 1) ask(`${i}`);
    const widths: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const before = admitted.length;
      await clock.advance(30_000);
      widths.push(admitted.length - before);
      for (const pass of take()) pass.answered(true);
    }
    expect(widths).toEqual([1, 2, 8]);
  });

  it("takes 429s of calls in flight together for one episode", async () => {
    const { clock, ask, take, events, lanes } = setUp();
    for (const name of ["a", "b", "c"]) ask(name);
    await turn();
    const passes = take();
    passes[0]?.throttled({ retryAfterMs: 5_000 });
    passes[1]?.throttled({ retryAfterMs: 20_000 });
    passes[2]?.answered(true);
    expect(events).toHaveLength(1);
    expect(lanes.general.state(clock.monotonic()).pausedMs).toBe(21_000);
    expect(lanes.general.state(clock.monotonic()).allowed).toBe(203);
  });

  it("does not lengthen its own pause for 429s of one episode", async () => {
    const { clock, ask, take, lanes } = setUp();
    for (const name of ["a", "b", "c"]) ask(name);
    await turn();
    for (const pass of take()) pass.throttled({});
    expect(lanes.general.state(clock.monotonic()).pausedMs).toBe(2_000);
  });

  it("doubles its own pause from 2 s to 30 s when a 429 names none", async () => {
    const { clock, ask, take, events } = setUp();
    for (let i = 0; i < 6; i += 1) {
      ask("again");
      await clock.advance(60_000);
      take()[0]?.throttled({});
    }
    const pauses = events.map((event) => event.type === "pause" && event.ms);
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it("stops everybody when a limit asks for more than 180 s", async () => {
    const { ask, take, refused, events } = setUp();
    ask("a");
    await turn();
    const [pass] = take();
    pass?.throttled({ retryAfterMs: 180_001, limitKey: "daily.limit" });
    ask("b");
    await turn();
    expect(refused).toMatchObject([{ name: "StopError", code: "throttled-too-long" }]);
    expect(String(refused[0])).toContain("limit daily.limit");
    expect(events).toEqual([]);
  });

  it("stops after ten episodes without a success between them", async () => {
    const { clock, ask, take, refused } = setUp({ retry429: { minMs: 1, maxMs: 1 } });
    const throttleOnce = async () => {
      ask("again");
      await clock.advance(10_000);
      take()[0]?.throttled({});
    };
    for (let i = 0; i < 9; i += 1) await throttleOnce();
    ask("well");
    await clock.advance(10_000);
    take()[0]?.answered(true);
    for (let i = 0; i < 9; i += 1) await throttleOnce();
    expect(refused).toEqual([]);
    await throttleOnce();
    ask("late");
    await turn();
    expect(refused).toMatchObject([{ code: "throttle-episodes" }]);
  });

  it("stops after ten minutes of episodes", async () => {
    const { clock, ask, take, refused } = setUp();
    for (let i = 0; i < 5; i += 1) {
      ask("again");
      await clock.advance(180_000);
      take()[0]?.throttled({ retryAfterMs: 170_000 });
    }
    ask("late");
    await turn();
    expect(refused).toMatchObject([{ code: "throttle-episodes" }]);
  });

  it("opens a lane for the route when a 429 names a limit of its own, and lets others pass", async () => {
    const { clock, ask, admitted, take } = setUp();
    ask("ivr", "PUT /ivrs");
    await turn();
    take()[0]?.throttled({ retryAfterMs: 30_000, limitKey: "architect.ivrs.per.minute", limitValue: 100 });
    ask("ivr again", "PUT /ivrs");
    ask("user", "PATCH /users");
    await turn();
    expect(admitted).toEqual(["ivr", "user"]);
    await clock.advance(31_000);
    expect(admitted).toEqual(["ivr", "user", "ivr again"]);
  });

  it("pauses everything when a 429 names the limit of the token, and adopts its value if lower", async () => {
    const { clock, ask, admitted, take, lanes } = setUp();
    ask("a", "PUT /ivrs");
    await turn();
    const limitKey = "client.credentials.token.rate.per.minute";
    take()[0]?.throttled({ retryAfterMs: 30_000, limitKey, limitValue: 100 });
    ask("user", "PATCH /users");
    await clock.advance(30_000);
    expect(admitted).toEqual(["a"]);
    expect(lanes.general.state(clock.monotonic()).limit).toBe(100);
  });

  it("opens a lane when two episodes in a row meet one route while others go through", async () => {
    const { clock, ask, admitted, take } = setUp();
    ask("slow 1", "POST /slow");
    await turn();
    take()[0]?.throttled({ retryAfterMs: 1_000 });
    ask("fast 1", "GET /fast");
    await clock.advance(60_000);
    take()[0]?.answered(true);
    ask("slow 2", "POST /slow");
    await clock.advance(1_000);
    take()[0]?.throttled({ retryAfterMs: 60_000 });
    ask("slow 3", "POST /slow");
    ask("fast 2", "GET /fast");
    await clock.advance(1_000);
    expect(admitted).toEqual(["slow 1", "fast 1", "slow 2", "fast 2"]);
    await clock.advance(60_000);
    expect(admitted.at(-1)).toBe("slow 3");
  });

  it("rejects who waits with the signal's reason, and leaves the others in line", async () => {
    const { clock, ask, admitted, refused } = setUp({ rate: { limit: 4, windowMs: 1_000 }, burst: 1 });
    const controller = new AbortController();
    ask("a");
    ask("b", "GET /a", controller.signal);
    ask("c");
    const reason = new Error("enough");
    controller.abort(reason);
    ask("d", "GET /a", controller.signal);
    await clock.advance(1_000);
    expect(refused).toEqual([reason, reason]);
    expect(admitted).toEqual(["a", "c"]);
  });

  it("shares its lanes with another pacer", async () => {
    const { clock, ask, lanes, take } = setUp({ rate: { limit: 1, windowMs: 1_000 } });
    const other = new Pacer(lanes, { clock, random: fakeRandom() }, () => undefined);
    ask("a");
    await turn();
    let through = false;
    other.enter("GET /a").then(() => {
      through = true;
    });
    await clock.advance(10_000);
    expect(through).toBe(false);
    take()[0]?.answered(true);
    await clock.advance(2_000);
    expect(through).toBe(true);
  });

  it("starves nobody and keeps every lane's order, whatever the answers", async () => {
    const answers = fc.constantFrom("ok", "ok", "ok", "throttled", "named", "lost", "unsent");
    const call = fc.record({ route: fc.constantFrom("GET /a", "GET /b", "PUT /c"), answer: answers });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
        const clock = fakeClock({ auto: true });
        const lanes = new Lanes({ ...OPTIONS, pacing: { ...PACING, episodes: 1e9, patienceMs: 1e12 } });
        const pacer = new Pacer(lanes, { clock, random: fakeRandom() }, () => undefined);
        const order: number[] = [];
        await Promise.all(
          calls.map(async ({ route, answer }, i) => {
            const pass = await pacer.enter(route);
            order.push(i);
            await clock.sleep(50);
            if (answer === "ok") pass.answered(true);
            else if (answer === "lost" || answer === "unsent") pass[answer]();
            else pass.throttled(answer === "named" ? { limitKey: "special", retryAfterMs: 2_000 } : {});
          }),
        );
        expect([...order].sort((a, b) => a - b)).toEqual(calls.map((_, i) => i));
        for (const route of ["GET /a", "GET /b", "PUT /c"]) {
          const mine = order.filter((i) => calls[i]?.route === route);
          expect(mine).toEqual([...mine].sort((a, b) => a - b));
        }
        expect(clock.sleeping()).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
