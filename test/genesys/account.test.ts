import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Account, type AccountOptions } from "../../src/genesys/account.ts";
import { PACING } from "../../src/genesys/pacing.ts";

/** One call of a made-up run: when it asks after the one before, how long it takes, and when of that the server sees it (0 to 1). */
interface Asking {
  readonly gap: number;
  readonly takes: number;
  readonly seen: number;
  readonly lost: boolean;
}

interface Made {
  readonly asked: number;
  readonly left: number;
  readonly seen: number;
}

const asking: fc.Arbitrary<Asking> = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
  takes: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 4_000 })),
  seen: fc.double({ min: 0, max: 1, noNaN: true }),
  lost: fc.integer({ min: 0, max: 19 }).map((die) => die === 0),
});

const options: fc.Arbitrary<AccountOptions> = fc.record({
  rate: fc.record({ limit: fc.integer({ min: 1, max: 40 }), windowMs: fc.constantFrom(1_000, 1_337) }),
  budget: fc.constantFrom(1, 0.9, 0.8, 0.5, 0.05),
  burst: fc.integer({ min: 1, max: 50 }),
  pacing: fc.constant(PACING),
});

const askings = fc.array(asking, { maxLength: 150 });

function capOf({ rate, budget }: AccountOptions): number {
  return Math.max(1, Math.floor(rate.limit * budget + 1e-9));
}

/** Runs the calls through an account, first come first served, in virtual time. */
function run(account: Account, calls: readonly Asking[]): Made[] {
  let time = 0;
  const arrivals = calls.map((call) => {
    time += call.gap;
    return { ...call, at: time };
  });
  const ends: { at: number; lost: boolean }[] = [];
  const made: Made[] = [];
  let now = 0;
  for (const call of arrivals) {
    now = Math.max(now, call.at);
    for (;;) {
      ends.sort((a, b) => a.at - b.at);
      while (ends[0] && ends[0].at <= now) {
        const end = ends.shift();
        if (end) end.lost ? account.lost(end.at) : account.answered(end.at);
      }
      const at = account.earliest(now);
      if (at <= now) break;
      const next = Math.min(at, ends[0]?.at ?? Number.POSITIVE_INFINITY);
      expect(next).toBeLessThan(Number.POSITIVE_INFINITY);
      expect(next).toBeGreaterThan(now);
      now = next;
    }
    account.take(now);
    ends.push({ at: now + call.takes, lost: call.lost });
    made.push({ asked: call.at, left: now, seen: now + call.takes * call.seen });
  }
  return made;
}

function mostInWindow(times: readonly number[], windowMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const counts = sorted.map((from) => sorted.filter((t) => t >= from && t < from + windowMs).length);
  return Math.max(0, ...counts);
}

describe("Account", () => {
  it("never shows a sliding log, nor a fixed window of any phase, more than limit × budget calls, however late they arrive", () => {
    fc.assert(
      fc.property(options, askings, (account, calls) => {
        const made = run(new Account(account), calls);
        const seen = made.map((call) => call.seen);
        expect(mostInWindow(seen, account.rate.windowMs)).toBeLessThanOrEqual(capOf(account));
      }),
      { numRuns: 300 },
    );
  });

  it("never empties a bucket of capacity burst that refills at limit × budget", () => {
    fc.assert(
      fc.property(options, askings, (account, calls) => {
        const capacity = Math.max(account.burst, 1);
        const perMs = capOf(account) / account.rate.windowMs;
        let level = capacity;
        let last = 0;
        for (const { left } of run(new Account(account), calls)) {
          level = Math.min(capacity, level + (left - last) * perMs) - 1;
          last = left;
          expect(level).toBeGreaterThanOrEqual(-1e-6);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never shows a sliding counter (last window × what is left of it + this window) more than limit × budget", () => {
    fc.assert(
      fc.property(options, askings, fc.double({ min: 0, max: 1, noNaN: true }), (account, calls, phase) => {
        const { windowMs } = account.rate;
        const times = run(new Account(account), calls).map(({ left }) => left + phase * windowMs);
        times.forEach((time, i) => {
          const start = Math.floor(time / windowMs) * windowMs;
          const before = times.filter((t) => t >= start - windowMs && t < start).length;
          const here = times.slice(0, i + 1).filter((t) => t >= start).length;
          const estimate = before * (1 - (time - start) / windowMs) + here;
          // A cap of one leaves no room for a bucket beside it; the log alone holds there.
          if (capOf(account) > 1) expect(estimate).toBeLessThanOrEqual(capOf(account) + 1e-6);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("lets every call leave in the end, in order, and spends the budget when all ask at once", () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 200 }), (account, count) => {
        const calls = Array.from({ length: count }, () => ({ gap: 0, takes: 0, seen: 0, lost: false }));
        const made = run(new Account(account), calls);
        const left = made.map((call) => call.left);
        expect(left).toEqual([...left].sort((a, b) => a - b));
        const cap = capOf(account);
        const burst = Math.max(1, Math.min(account.burst, Math.floor(cap / 4)));
        const windows = Math.ceil((count - burst) / Math.max(1, cap - burst)) + 1;
        expect(left.at(-1)).toBeLessThanOrEqual(windows * account.rate.windowMs);
      }),
    );
  });

  const ten: AccountOptions = { rate: { limit: 10, windowMs: 1_000 }, budget: 1, burst: 2, pacing: PACING };

  const hundred: AccountOptions = { ...ten, rate: { limit: 100, windowMs: 1_000 } };
  const YIELDS = { yields: true };

  /** A call that is answered at once, perhaps with word of the limit. */
  function spend(
    account: Account,
    now: number,
    told?: { limit: number; remaining: number; resetMs: number },
  ) {
    const call = account.take(now);
    account.answered(now);
    if (told) account.report("GET /a", now, told.limit, { ...told, call });
  }

  it("lets a burst leave at once and spaces the rest", () => {
    const account = new Account(ten);
    const now = 1_000;
    for (let i = 0; i < 2; i += 1) {
      expect(account.earliest(now)).toBeLessThanOrEqual(now);
      account.take(now);
    }
    expect(account.earliest(now)).toBeCloseTo(now + 1_000 / 8);
  });

  it("counts a call without an answer for a window and five seconds", () => {
    const account = new Account({ ...ten, rate: { limit: 1, windowMs: 1_000 } });
    account.take(0);
    expect(account.earliest(500)).toBe(Number.POSITIVE_INFINITY);
    account.lost(500);
    expect(account.earliest(500)).toBe(6_500);
  });

  it("gives an unsent call back", () => {
    const account = new Account({ ...ten, burst: 1 });
    account.take(0);
    account.unsent();
    expect(account.state(0).used).toBe(0);
    expect(account.earliest(0)).toBeLessThanOrEqual(0);
  });

  it("restarts below 70 % after a first 429, and climbs back with successes", () => {
    const account = new Account(hundred);
    account.limited(0);
    expect(account.state(0).allowed).toBe(67);
    for (let i = 0; i < 500; i += 1) account.passed(0);
    expect(account.state(0).allowed).toBe(100);
  });

  it("takes the calls of the last window for what others left, once it has been slowed down", () => {
    const account = new Account(hundred);
    account.limited(0);
    for (let i = 0; i < 60; i += 1) spend(account, 2_000 + i);
    account.limited(2_500);
    for (let i = 0; i < 60; i += 1) account.passed(2_500);
    expect(account.state(2_500).allowed).toBe(59);
  });

  it("is halved when there are too many 429s", () => {
    const account = new Account(hundred);
    account.limited(0);
    const before = account.state(0).allowed;
    account.halve(0);
    expect(account.state(0).allowed).toBe(Math.floor(before / 2));
  });

  it("takes a reported limit over, the narrowest of all routes", () => {
    const account = new Account(ten);
    account.report("GET /a", 0, 20, undefined);
    expect(account.state(0).limit).toBe(20);
    account.report("PATCH /b", 0, 5, undefined);
    expect(account.state(0)).toMatchObject({ limit: 5, allowed: 5 });
    account.report("PATCH /b", 0, 0, undefined);
    expect(account.state(0).limit).toBe(5);
    account.report("PATCH /b", 0, 15, undefined);
    expect(account.state(0).limit).toBe(15);
  });

  it("takes the organisation's limit where nothing is reported, and never exceeds a rate that was asked for", () => {
    const assumed = new Account(ten);
    assumed.allow(1200, 0);
    expect(assumed.state(0).limit).toBe(20);
    const given = new Account({ ...ten, rateGiven: true });
    given.allow(1200, 0);
    expect(given.state(0).limit).toBe(10);
    given.allow(300, 0);
    expect(given.state(0).limit).toBe(5);
  });

  it("leaves a reserve that was asked for to others, and uses the budget's share of the rest", () => {
    expect(new Account({ ...hundred, reserve: { calls: 20 }, budget: 0.5 }).state(0).allowed).toBe(40);
    expect(new Account({ ...hundred, reserve: { share: 0.1 } }).state(0).allowed).toBe(90);
  });

  describe("once answers tell how many calls are left", () => {
    it("holds calls back that yield while fewer are left than the reserve, until the reset, then lets one ask", () => {
      const account = new Account(hundred);
      spend(account, 0, { limit: 100, remaining: 9, resetMs: 700 });
      expect(account.earliest(20)).toBeLessThanOrEqual(20);
      expect(account.earliest(20, YIELDS)).toBe(700);
      expect(account.earliest(700, YIELDS)).toBe(700);
      account.take(700);
      expect(account.earliest(720, YIELDS)).toBe(Number.POSITIVE_INFINITY);
    });

    it("counts its own calls since then as used, and those that count no more as left", () => {
      const account = new Account(hundred);
      for (let i = 0; i < 3; i += 1) spend(account, i * 20);
      spend(account, 60, { limit: 100, remaining: 10, resetMs: 60_000 });
      expect(account.earliest(90, YIELDS)).toBe(1_000);
      expect(account.earliest(1_000, YIELDS)).toBe(1_000);
    });

    it("sends one at a time while few are left, and none while none is", () => {
      const account = new Account(hundred);
      spend(account, 0, { limit: 100, remaining: 4, resetMs: 900 });
      account.take(20);
      expect(account.earliest(40)).toBe(Number.POSITIVE_INFINITY);
      account.answered(50);
      spend(account, 60, { limit: 100, remaining: 0, resetMs: 900 });
      expect(account.earliest(80)).toBe(960);
    });

    it("leaves to others what they use", () => {
      const account = new Account(hundred);
      spend(account, 0, { limit: 100, remaining: 59, resetMs: 60_000 });
      expect(account.state(0).allowed).toBe(60);
      expect(account.state(1_000).allowed).toBe(100);
    });
  });

  it("spaces the calls of the last window anew when the limit turns out to be another", () => {
    const account = new Account(hundred);
    for (let i = 0; i < 3; i += 1) spend(account, 0);
    account.allow(600, 0);
    expect(account.state(0).limit).toBe(10);
    // A burst of two, and then one in 125 ms.
    expect(account.earliest(0)).toBeCloseTo(2 * 125);
  });

  it("forgets nothing it has admitted when its rate changes", () => {
    const account = new Account(ten);
    for (let i = 0; i < 4; i += 1) account.take(0);
    account.limited(0);
    expect(account.state(0).used).toBe(4);
    expect(account.earliest(0)).toBeGreaterThan(0);
  });
});
