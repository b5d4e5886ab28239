import type { Person } from "../../../src/simulator/build.ts";
import type { ReadPath } from "../../../src/simulator/call.ts";
import type { HeaderFamily } from "../../../src/simulator/gate.ts";
import type { LimiterOptions } from "../../../src/simulator/limiters/create.ts";
import { chance } from "../../../src/simulator/random.ts";
import { SWITCH_POSITIONS, type Switches } from "../../../src/simulator/switches.ts";
import { worldWith } from "../../laws/people.ts";
import type { Command } from "../history.ts";
import { type Death, PLACES, type Place } from "../world/life.ts";
import type { RoundTrip } from "../world/network.ts";
import type { Strike } from "../world/platform.ts";
import { type Draw, drawFrom } from "./draw.ts";
import { type Deed, drawDeed } from "./edits.ts";
import { drawPeople } from "./people.ts";
import { drawStrikes } from "./strikes.ts";
import { drawWishes } from "./wishes.ts";

/** All that happens in one simulated run, decided before it begins. Times in milliseconds from the start of the first apply. */
export interface Schedule {
  readonly seed: number;
  readonly people: readonly Person[];
  /** The definition file. */
  readonly wishes: object;
  readonly switches: Partial<Switches>;
  readonly limiter: LimiterOptions;
  readonly per: "token" | "client";
  readonly headers: HeaderFamily;
  /** Calls a minute of somebody else on the same token. */
  readonly rival: number | undefined;
  readonly limitChanges: readonly { readonly at: number; readonly limit: number }[];
  readonly login: "client" | "token";
  readonly tokenSeconds: number;
  readonly roundTrip: RoundTrip;
  readonly lag: Partial<Record<ReadPath, number>>;
  readonly strikes: readonly Strike[];
  readonly edits: readonly ({ readonly at: number; readonly who: string } & Deed)[];
  readonly outage: { readonly at: number; readonly ms: number } | undefined;
  /** How each apply ends, as long as there are entries: by death. */
  readonly deaths: readonly Death[];
  /** Ctrl-C during the first apply. */
  readonly interruptAt: number | undefined;
  /** From a death or a stop to the next start. */
  readonly restartMs: number;
  /** From one command to the next. */
  readonly pauseMs: number;
  /** Whether a state dir is kept: journal, lock and times of calls. */
  readonly keepsState: boolean;
  /** Whether the program is told of the limit; else it asks for it. */
  readonly rateGiven: boolean;
  /** Whether the run is named when it goes on after a death. */
  readonly namesRun: boolean;
  /** Somebody starts the same apply once more meanwhile. */
  readonly second: { readonly at: number; readonly lockTimeoutMs: number } | undefined;
  readonly skewMs: number;
  readonly concurrency: number;
  readonly burst: number;
  readonly budget: number;
  readonly strictPins: boolean;
  /** What is run between plan and apply. */
  readonly reading: readonly Command[];
}

export function drawSchedule(seed: number): Schedule {
  const draw = drawFrom(chance(seed, "schedule"));
  const switches = drawSwitches(draw);
  const wholeSkills = switches.skillsRounded === true;
  const people = drawPeople(draw, wholeSkills);
  const { users } = worldWith(people);
  const limit = draw.any([20, 30, 45, 60, 300]);
  const concurrency = draw.between(1, 8);
  const keepsState = draw.flip(0.85);
  const deaths = draw.flip(0.5) ? Array.from({ length: draw.any([1, 1, 2, 3]) }, () => drawDeath(draw)) : [];
  const machineDies = deaths.some(({ kept }) => kept < 1);
  return {
    seed,
    people,
    wishes: drawWishes(draw, people, wholeSkills),
    switches,
    limiter: drawLimiter(draw, limit),
    per: draw.any(["token", "client"]),
    headers: draw.any(["none", "none", "inin", "x-ratelimit-epoch", "x-ratelimit-delta"]),
    rival: draw.maybe(0.15, () => Math.round(limit * draw.any([0.2, 0.5, 0.8]))),
    limitChanges: draw.flip(0.12)
      ? [{ at: draw.between(0, 60_000), limit: Math.round(limit * draw.any([0.5, 0.7, 2])) }]
      : [],
    login: draw.any(["client", "client", "token"]),
    tokenSeconds: draw.any([86_400, 86_400, 90]),
    roundTrip: { medianMs: draw.any([20, 150, 400]), sigma: draw.any([0, 0.35, 0.8]) },
    lag: drawLag(draw),
    strikes: drawStrikes(draw, users, wholeSkills),
    edits: Array.from({ length: draw.flip(0.4) ? draw.between(1, 4) : 0 }, () => ({
      at: draw.flip(0.3) ? draw.between(-60_000, 0) : draw.between(0, 90_000),
      who: draw.any(users).id,
      ...drawDeed(draw, wholeSkills),
    })),
    outage: draw.maybe(0.06, () => ({ at: draw.between(0, 40_000), ms: draw.any([2_000, 20_000, 300_000]) })),
    deaths,
    interruptAt: draw.maybe(0.08, () => draw.between(0, 40_000)),
    // Without a state dir nobody knows of the calls before, and a machine needs longer to start than a window lasts.
    restartMs:
      keepsState && !machineDies ? draw.any([1_000, 20_000, 70_000, 600_000]) : draw.any([70_000, 600_000]),
    pauseMs: keepsState ? draw.any([0, 3_000, 70_000]) : 70_000,
    keepsState,
    rateGiven: draw.flip(0.85),
    namesRun: draw.flip(0.3),
    second:
      keepsState && !machineDies
        ? draw.maybe(0.2, () => ({
            at: draw.between(0, 30_000),
            lockTimeoutMs: draw.any([0, 5_000, 600_000]),
          }))
        : undefined,
    skewMs: draw.any([0, 0, -90_000, 300_000]),
    concurrency,
    burst: draw.any([concurrency, 1, 8]),
    budget: draw.any([1, 1, 0.9, 0.5]),
    strictPins: draw.flip(0.1),
    reading: draw.flip(0.25) ? draw.some(["drift", "export"], 1, 2) : [],
  };
}

/** No run asks the audit log, or what a client is told of its roles. */
const MET = (Object.keys(SWITCH_POSITIONS) as (keyof Switches)[]).filter(
  (name) => name !== "subjectOfClient" && !name.startsWith("audited"),
);

/** The usual platform in half of all schedules; in the others some switches stand differently. */
function drawSwitches(draw: Draw): Partial<Switches> {
  if (draw.flip(0.5)) return {};
  const names = draw.some(MET, 1, 8);
  return Object.fromEntries(names.map((name) => [name, draw.any<unknown>(SWITCH_POSITIONS[name])]));
}

function drawLimiter(draw: Draw, limit: number): LimiterOptions {
  const kind = draw.any(["sliding-log", "sliding-counter", "fixed-window", "token-bucket"] as const);
  const window = { limit, windowMs: 60_000 };
  return kind === "token-bucket" && draw.flip(0.5)
    ? { kind, ...window, capacity: Math.max(12, Math.round(limit / 2)) }
    : { kind, ...window };
}

function drawLag(draw: Draw): Partial<Record<ReadPath, number>> {
  if (draw.flip(0.7)) return {};
  const paths = draw.some<ReadPath>(["list", "ids", "single", "search", "subresource"], 1, 5);
  const ms = draw.any([300, 2_000, 8_000]);
  return Object.fromEntries(paths.map((path) => [path, ms]));
}

/** In the middle of writing, at the keeping of the journal, at one kind of step or anywhere. Half of all deaths are of the process alone. */
function drawDeath(draw: Draw): Death {
  const [places, most] = draw.any<() => readonly [readonly Place[], number]>([
    () => [PLACES.filter((place) => place.startsWith("write")), 14],
    () => [PLACES.filter((place) => place.startsWith("file")), 80],
    () => [[draw.any(PLACES)], 4],
    () => [[draw.any(PLACES)], 2],
    () => [PLACES, 200],
  ])();
  return {
    places,
    nth: draw.between(1, most),
    kept: draw.flip(0.5) ? 1 : draw.any([0, 0, 0.3, 0.7]),
    torn: draw.any([0, 0.5, 1]),
  };
}
