import { describe, expect, it } from "vitest";
import { cellsOf } from "../laws/untouched.ts";
import { drawSchedule, type Schedule } from "./draw/schedule.ts";
import type { Past } from "./past.ts";
import { SHARD_MS } from "./shard.ts";
import { simulate } from "./simulate.ts";
import { PLACES } from "./world/life.ts";

/** Faults that a run gets over: everybody ends up as without them. */
const PASSING = ["failure", "cut", "throttle", "slow"];

/** What a seed draws, with nobody who interferes and nothing that goes wrong for long. */
function calm(seed: number): Schedule {
  const drawn = drawSchedule(seed);
  const strikes = drawn.strikes.filter(({ effect }) => PASSING.includes(effect.kind));
  return {
    ...drawn,
    strikes: strikes.map((strike) => ({ ...strike, times: 1 })),
    switches: {},
    limiter: { kind: "sliding-log", limit: 300, windowMs: 60_000 },
    headers: "none",
    rival: undefined,
    limitChanges: [],
    login: "client",
    lag: {},
    edits: [],
    outage: undefined,
    deaths: [],
    second: undefined,
    interruptAt: undefined,
    restartMs: 70_000,
    keepsState: true,
    rateGiven: true,
    strictPins: false,
    reading: [],
  };
}

/** Everything that anybody manages, of everybody. */
function finalState(past: Past) {
  return past.userIds.map((id) => cellsOf(past.stateNow(id)));
}

function applies({ happenings }: Past) {
  return happenings.flatMap((one) => (one.kind === "end" && one.command === "apply" ? [one] : []));
}

const KEPT = [0, 0.5, 1];

describe("a run that dies at any of its steps and is gone on with", { timeout: SHARD_MS }, () => {
  it.each([2, 5, 31])("leaves everybody as the undisturbed run does: schedule %i", async (seed) => {
    const schedule = calm(seed);
    const undisturbed = await simulate(schedule);
    const [end] = applies(undisturbed);
    expect(end?.exit).toBe(0);
    const steps = [...(end?.steps.values() ?? [])].reduce((sum, count) => sum + count, 0);
    expect(steps).toBeGreaterThan(50);
    for (let nth = 1; nth <= steps; nth += 1) {
      const kept = KEPT[nth % KEPT.length] ?? 1;
      const past = await simulate({ ...schedule, deaths: [{ places: PLACES, nth, kept, torn: 0.5 }] });
      expect(past.happenings.filter(({ kind }) => kind === "death")).toHaveLength(1);
      expect(applies(past).at(-1)?.exit).toBe(0);
      expect(finalState(past), `death at step ${nth}`).toEqual(finalState(undisturbed));
    }
  });
});
