import type { Lane, Place, Reported } from "./lane.ts";
import type { Asked, Lanes } from "./lanes.ts";
import type { Episode } from "./throttle.ts";

/** Leave to make one call. Exactly one of these says how it ended. */
export interface Pass {
  /** An answer came. `letThrough`: it shows that no limit stood in the way. `reported`: what it told of the limit. */
  answered(letThrough: boolean, reported?: Reported): void;
  /** The answer was 429. */
  throttled(asked: Asked, reported?: Reported): void;
  /** No answer came; the call may have arrived. */
  lost(): void;
  /** The call was not made. */
  unsent(): void;
}

/** What a pass needs of the pacer that hands it out. */
export interface Gate {
  readonly lanes: Lanes;
  readonly now: () => number;
  readonly chance: () => number;
  /** Told of every 429. */
  readonly limited: (route: string, lane: Lane, episode: Episode, asked: Asked) => void;
  /** Told of a lane's rate being halved. */
  readonly crowded: (lane: Lane) => void;
  /** Told of every change of the width. */
  readonly widened: () => void;
  /** Told of every end, after all the rest. */
  readonly ended: () => void;
}

/** Takes a place in every lane of the route, and gives them back when the call ends. */
export function takePass(route: string, gate: Gate): Pass {
  const start = gate.now();
  const taken = gate.lanes.of(route).map((lane) => ({ lane, place: lane.take(start) }));
  gate.lanes.latency.began();
  const each = (end: (lane: Lane, episode: number, now: number) => void) => {
    const now = gate.now();
    for (const { lane, place } of taken) end(lane, place.episode, now);
  };
  // A list takes the longer, the more there is in it.
  const isOfOne = route.includes("{id}");
  const tookTime = (ms?: number) => {
    const { latency } = gate.lanes;
    if (latency.ended(route, gate.now(), isOfOne ? ms : undefined)) gate.widened();
  };
  const answered = (letThrough: boolean, reported: Reported = {}) => {
    each((lane, episode, now) => {
      if (letThrough && lane.passed(episode, now)) gate.lanes.passed(route);
      if (!letThrough) lane.answered(episode, now);
    });
    // The narrowest lane is the last: a limit reported on its route is its own.
    const narrowest = taken.at(-1);
    narrowest?.lane.report(route, gate.now(), reported, narrowest.place);
    tookTime(gate.now() - start);
  };
  const throttled = (asked: Asked, reported: Reported = {}) => {
    const isGeneral = ({ lane, place }: Taken) =>
      lane === gate.lanes.general && lane.isCurrent(place.episode);
    const blamed = gate.lanes.blame(route, asked, taken.some(isGeneral));
    const place = taken.find(({ lane }) => lane === blamed)?.place ?? { episode: 0, call: 0 };
    const now = gate.now();
    const episode = blamed.limited(place.episode, now, asked.retryAfterMs, gate.chance());
    blamed.report(route, now, { ...reported, ...limitIn(asked, blamed.state(now)) }, place);
    each((lane, mine) => lane.answered(mine, now));
    tookTime();
    gate.limited(route, blamed, episode, asked);
    if (episode.crowded) gate.crowded(blamed);
  };
  const lost = () => {
    each((lane, episode, now) => lane.lost(episode, now));
    tookTime(gate.now() - start);
  };
  const unsent = () => {
    each((lane, episode) => lane.unsent(episode));
    tookTime();
  };
  const done = <A extends unknown[]>(end: (...args: A) => void) => {
    return (...args: A) => {
      end(...args);
      gate.ended();
    };
  };
  return {
    answered: done(answered),
    throttled: done(throttled),
    lost: done(lost),
    unsent: done(unsent),
  };
}

/** The limit that a 429 names, in calls per window: its key says what its value counts. */
function limitIn({ limitKey, limitValue }: Asked, { windowMs }: { readonly windowMs: number }): Reported {
  if (limitValue === undefined) return {};
  const scale = limitKey?.endsWith(".per.minute") ? windowMs / 60_000 : 1;
  return { limit: Math.floor(limitValue * scale) };
}

interface Taken {
  readonly lane: Lane;
  readonly place: Place;
}
