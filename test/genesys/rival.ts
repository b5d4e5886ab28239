import type { Leaving } from "../../src/genesys/account.ts";
import { Lanes } from "../../src/genesys/lanes.ts";
import { PACING } from "../../src/genesys/pacing.ts";
import { type Pass, takePass } from "../../src/genesys/pass.ts";
import { reportedRate } from "../../src/genesys/rate-headers.ts";
import { createGate, type GateOptions } from "../../src/simulator/gate.ts";
import { chance } from "../../src/simulator/random.ts";

const WINDOW_MS = 60_000;
const LIMIT = 300;
/** Wall time when the calls begin: some headers name points in time. */
const EPOCH = Date.UTC(2026, 0, 5);
const CONCURRENCY = 6;

/** What came of some windows in which there was always a call to make. */
export interface Windows {
  /** Calls let through, by window. */
  readonly passed: readonly number[];
  /** Episodes of 429s, by window. */
  readonly episodes: readonly number[];
  /** Fewest calls that were left to others when a call was let through, by window; the limit where answers do not tell. */
  readonly left: readonly number[];
}

interface Happening {
  readonly at: number;
  readonly act: () => void;
}

/** Calls as fast as the lanes allow against a gate of the local org, for so many windows of virtual time; round trips are log-normal. */
export function callAlways(
  gateOptions: GateOptions,
  seed: number,
  windows: number,
  leaving: Leaving = { yields: false },
): Windows {
  const draw = chance(seed, "round trips");
  const gate = createGate(gateOptions, { refusedCallsCount: false, limitNamed: false }, chance(seed, "gate"));
  const rate = { limit: LIMIT, windowMs: WINDOW_MS };
  const retry429 = { minMs: 2_000, maxMs: 30_000 };
  const lanes = new Lanes({
    rate,
    budget: 1,
    burst: CONCURRENCY,
    concurrency: CONCURRENCY,
    pacing: PACING,
    retry429,
  });
  const passed = new Array<number>(windows).fill(0);
  const episodes = new Array<number>(windows).fill(0);
  const left = new Array<number>(windows).fill(LIMIT);
  const coming: Happening[] = [];
  let now = 0;
  let inFlight = 0;
  const count = (counts: number[]) => {
    const window = Math.floor(now / WINDOW_MS);
    if (window < windows) counts[window] = (counts[window] ?? 0) + 1;
  };
  const at = (time: number, act: () => void) => {
    coming.push({ at: time, act });
    coming.sort((a, b) => a.at - b.at);
  };
  const passGate = {
    lanes,
    now: () => now,
    chance: draw.next,
    limited: (_route: string, _lane: unknown, { begun }: { readonly begun: boolean }) => {
      if (begun) count(episodes);
    },
    crowded: () => undefined,
    widened: () => undefined,
    ended: () => undefined,
  };
  const arrive = (pass: Pass, backMs: number) => {
    const { refused, headers } = gate.pass(
      { token: "t", clientId: "c", method: "GET", route: "/r" },
      EPOCH + now,
    );
    const told = reportedRate(lowerCase(headers), { nowMs: EPOCH + now });
    at(now + backMs, () => {
      inFlight -= 1;
      if (refused) pass.throttled({ retryAfterMs: Number(refused.headers["Retry-After"]) * 1000 });
      else pass.answered(true, told);
      if (!refused) count(passed);
      if (!refused) keepLeast(left, Math.floor(now / WINDOW_MS), told?.remaining);
    });
  };
  /** Makes the calls that may leave now. Answers when the next may. */
  const leave = (): number => {
    for (;;) {
      const earliest =
        inFlight < CONCURRENCY ? lanes.general.earliest(now, leaving) : Number.POSITIVE_INFINITY;
      if (earliest > now) return earliest;
      inFlight += 1;
      const pass = takePass("GET /r", passGate);
      const oneWayMs = 75 * Math.exp(0.35 * normal(draw.next));
      at(now + oneWayMs, () => arrive(pass, oneWayMs));
    }
  };
  while (now < windows * WINDOW_MS) {
    const next = Math.ceil(leave());
    const happening = coming[0];
    if (happening && happening.at <= next) {
      coming.shift();
      now = Math.max(now, happening.at);
      happening.act();
    } else now = Math.max(now, next);
  }
  return { passed, episodes, left };
}

function keepLeast(least: number[], window: number, remaining: number | undefined): void {
  const before = least[window];
  if (before !== undefined && remaining !== undefined) least[window] = Math.min(before, remaining);
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Box and Muller. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(Math.max(1e-12, next()))) * Math.cos(2 * Math.PI * next());
}
