import type { Lane } from "./lane.ts";
import type { Asked, Lanes } from "./lanes.ts";
import type { Episode } from "./throttle.ts";

/** Leave to make one call. Exactly one of these says how it ended. */
export interface Pass {
  /** An answer came. `letThrough`: it shows that no limit stood in the way. `reportedLimit`: calls per window, when it told. */
  answered(letThrough: boolean, reportedLimit?: number): void;
  /** The answer was 429. */
  throttled(asked: Asked): void;
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
  /** Told of every end, after all the rest. */
  readonly ended: () => void;
}

/** Takes a place in every lane of the route, and gives them back when the call ends. */
export function takePass(route: string, gate: Gate): Pass {
  const start = gate.now();
  const taken = gate.lanes.of(route).map((lane) => ({ lane, episode: lane.take(start) }));
  const each = (end: (lane: Lane, episode: number, now: number) => void) => {
    const now = gate.now();
    for (const { lane, episode } of taken) end(lane, episode, now);
  };
  const answered = (letThrough: boolean, reportedLimit?: number) => {
    each((lane, episode, now) => {
      if (letThrough && lane.passed(episode, now)) gate.lanes.passed(route);
      if (!letThrough) lane.answered(episode, now);
    });
    // The narrowest lane is the last: a limit reported on its route is its own.
    if (reportedLimit !== undefined) taken.at(-1)?.lane.adopt(reportedLimit, gate.now());
  };
  const throttled = (asked: Asked) => {
    const begun = taken.some(({ lane, episode }) => lane === gate.lanes.general && lane.isCurrent(episode));
    const blamed = gate.lanes.blame(route, asked, begun);
    const before = taken.find(({ lane }) => lane === blamed)?.episode ?? 0;
    const now = gate.now();
    const episode = blamed.limited(before, now, asked.retryAfterMs, gate.chance());
    if (asked.limitValue !== undefined) blamed.adopt(asked.limitValue, now);
    each((lane, mine) => lane.answered(mine, now));
    gate.limited(route, blamed, episode, asked);
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
    lost: done(() => each((lane, episode, now) => lane.lost(episode, now))),
    unsent: done(() => each((lane, episode) => lane.unsent(episode))),
  };
}
