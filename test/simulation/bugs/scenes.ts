import type { SimUser } from "../../../src/simulator/user.ts";
import { worldWith } from "../../laws/people.ts";
import { type Deed, EVERY_RATING, puttingBack } from "../draw/edits.ts";
import type { Schedule } from "../draw/schedule.ts";
import type { Strike } from "../world/platform.ts";

/** Nothing goes wrong, and nobody else is there. */
const CALM: Partial<Schedule> = {
  switches: {},
  rival: undefined,
  limitChanges: [],
  lag: {},
  strikes: [],
  edits: [],
  outage: undefined,
  deaths: [],
  interruptAt: undefined,
  keepsState: true,
  second: undefined,
};

/** A limit that one command alone uses up, and commands one right after the other. */
export function inQuickSuccession(): Partial<Schedule> {
  const limiter = { kind: "sliding-log", limit: 20, windowMs: 60_000 } as const;
  return { ...CALM, limiter, budget: 1, burst: 8, pauseMs: 0, reading: ["drift", "export"] };
}

/** Somebody undoes each user's first write. */
export function puttingAllBack({ people }: Schedule): Partial<Schedule> {
  return { ...CALM, strikes: afterWrites(people, puttingBack) };
}

/** Somebody gives each user other skills and languages right after each write. */
export function ratingAll({ people }: Schedule): Partial<Schedule> {
  return { ...CALM, strikes: afterWrites(people, () => EVERY_RATING) };
}

function afterWrites(people: Schedule["people"], deed: (user: SimUser) => Deed): readonly Strike[] {
  return worldWith(people).users.map((user) => ({
    effect: { kind: "second-writer", when: "after", who: user.id, edit: deed(user).change },
    during: ["apply"],
    on: "write",
    user: user.id,
    nth: 1,
    times: 1,
  }));
}

/** While a plan is made, the lists of users lack their skills. */
export function leavingOutSkills(): Partial<Schedule> {
  const effect = { kind: "partial-expand", expand: "skills", share: 1 } as const;
  return { ...CALM, strikes: [{ effect, during: ["plan"], on: "many", nth: 1, times: 50 }] };
}

/** Writes take longer than Ctrl-C waits. */
export function stoppedWhileWriting(): Partial<Schedule> {
  return { ...CALM, strikes: [SLOW_WRITES], interruptAt: 6_000 };
}

/** The process dies with writes on their way, and is started again at once. */
export function killedWhileWriting(): Partial<Schedule> {
  const death = { places: ["write is out"], nth: 2, kept: 1, torn: 0 } as const;
  return { ...CALM, strikes: [SLOW_WRITES], deaths: [death], restartMs: 1_000 };
}

const SLOW_WRITES: Strike = {
  effect: { kind: "slow", ms: 25_000 },
  during: ["apply"],
  on: "write",
  nth: 1,
  times: 50,
};
