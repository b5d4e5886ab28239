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
  return new LanePass(route, gate);
}

class LanePass implements Pass {
  readonly #route: string;
  readonly #gate: Gate;
  readonly #start: number;
  /** From the widest lane to the narrowest. */
  readonly #taken: readonly Taken[];

  constructor(route: string, gate: Gate) {
    this.#route = route;
    this.#gate = gate;
    this.#start = gate.now();
    this.#taken = gate.lanes.of(route).map((lane) => ({ lane, place: lane.take(this.#start) }));
    gate.lanes.latency.began();
  }

  answered(letThrough: boolean, reported: Reported = {}): void {
    const { lanes, now } = this.#gate;
    this.#each((lane, episode, at) => {
      if (letThrough && lane.passed(episode, at)) lanes.passed(this.#route);
      if (!letThrough) lane.answered(episode, at);
    });
    // A limit reported on the route of the narrowest lane is its own.
    const narrowest = this.#taken.at(-1);
    narrowest?.lane.report(this.#route, now(), reported, narrowest.place);
    this.#end(now() - this.#start);
  }

  throttled(asked: Asked, reported: Reported = {}): void {
    const blamed = this.#blamed(asked);
    const place = this.#taken.find(({ lane }) => lane === blamed)?.place ?? { episode: 0, call: 0 };
    const { chance, crowded, limited } = this.#gate;
    const now = this.#gate.now();
    const episode = blamed.limited(place.episode, now, asked.retryAfterMs, chance());
    blamed.report(this.#route, now, { ...reported, ...limitIn(asked, blamed.state(now)) }, place);
    this.#each((lane, mine, at) => lane.answered(mine, at));
    this.#end(undefined, () => {
      limited(this.#route, blamed, episode, asked);
      if (episode.crowded) crowded(blamed);
    });
  }

  lost(): void {
    this.#each((lane, episode, at) => lane.lost(episode, at));
    this.#end(this.#gate.now() - this.#start);
  }

  unsent(): void {
    this.#each((lane, episode) => lane.unsent(episode));
    this.#end();
  }

  /** The lane whose limit the 429 speaks of. */
  #blamed(asked: Asked): Lane {
    const { lanes } = this.#gate;
    const isGeneral = ({ lane, place }: Taken) => lane === lanes.general && lane.isCurrent(place.episode);
    return lanes.blame(this.#route, asked, this.#taken.some(isGeneral));
  }

  #each(end: (lane: Lane, episode: number, now: number) => void): void {
    const now = this.#gate.now();
    for (const { lane, place } of this.#taken) end(lane, place.episode, now);
  }

  /** `ms`: how long the answer took, where that says something. A list takes the longer, the more there is in it. */
  #end(ms?: number, tell: () => void = () => undefined): void {
    const { ended, lanes, now, widened } = this.#gate;
    const isOfOne = this.#route.includes("{id}");
    if (lanes.latency.ended(this.#route, now(), isOfOne ? ms : undefined)) widened();
    tell();
    ended();
  }
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
