import type { Clock, Edges } from "../../../src/edges.ts";
import { timeUp } from "../../../src/edges.ts";
import type { Chance } from "../../../src/simulator/random.ts";
import type { FakeFiles } from "../../fake-files.ts";
import type { Command } from "../history.ts";
import { diskOf } from "./disk.ts";
import type { Timeline } from "./timeline.ts";

/** Where in its work a program can die. */
export const PLACES = [
  "read leaves",
  "read answered",
  "write leaves",
  "write is out",
  "write answered",
  "wakes",
  "file opened",
  "file written",
  "file synced",
  "file made",
  "file replaced",
  "file removed",
] as const;
export type Place = (typeof PLACES)[number];

/** A death: the nth time that the program comes to one of these places. */
export interface Death {
  readonly places: readonly Place[];
  readonly nth: number;
  /**
   * How much of what was written and not synced survives, from 0 to 1: all of it when only the process dies, less when the machine does.
   */
  readonly kept: number;
  /** How much of the text is written that was being written at that moment, from 0 to 1. */
  readonly torn: number;
}

export interface LifeOptions {
  readonly number: number;
  readonly command: Command;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly files: FakeFiles;
  readonly env: Edges["env"];
  /** How far the wall clock of this machine is ahead. */
  readonly skewMs: number;
  readonly isRunning: (pid: number) => boolean;
  readonly death: Death | undefined;
  readonly onDisk: (what: string) => void;
}

/**
 * One run of the program, from its start to its end or its death. When it has died, nothing that it does reaches the world any more, and
 * nothing that it waits for comes.
 */
export class Life {
  readonly number: number;
  readonly command: Command;
  readonly edges: Edges;
  /** Resolves with the place of the death, should it come. */
  readonly died: Promise<Place>;
  /** How often the program came to each place. */
  readonly passed = new Map<Place, number>();
  #isAlive = true;
  readonly #death: Death | undefined;
  #tell: (place: Place) => void = () => undefined;

  constructor(options: LifeOptions) {
    const { chance, env, isRunning } = options;
    this.number = options.number;
    this.command = options.command;
    this.#death = options.death;
    this.died = new Promise((resolve) => {
      this.#tell = resolve;
    });
    this.edges = {
      clock: clockOf(this, options),
      random: { next: chance.next, uuid: chance.uuid },
      files: diskOf(this, options),
      self: { pid: pidOf(options.number), host: "here", isRunning },
      env,
    };
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** The program comes to a place. Answers whether it goes on from there. */
  comesTo(place: Place): boolean {
    if (!this.#isAlive) return false;
    const isLast = this.isAboutToDie(place);
    this.passed.set(place, (this.passed.get(place) ?? 0) + 1);
    if (isLast) {
      this.#isAlive = false;
      this.#tell(place);
    }
    return this.#isAlive;
  }

  /** Whether it dies when it comes to this place next. */
  isAboutToDie(place: Place): boolean {
    const death = this.#death;
    return (
      this.#isAlive && death?.places.includes(place) === true && this.#countOf(death.places) + 1 === death.nth
    );
  }

  /** The program has returned. */
  end(): void {
    this.#isAlive = false;
  }

  /** What a dead program waits for. */
  forever<T>(): Promise<T> {
    return new Promise(() => undefined);
  }

  #countOf(places: readonly Place[]): number {
    return places.reduce((sum, place) => sum + (this.passed.get(place) ?? 0), 0);
  }
}

export function pidOf(life: number): number {
  return 1000 + life;
}

/** A clock that starts anew with each life, as monotonic clocks may, and has its own idea of the date. */
function clockOf(life: Life, { timeline, skewMs }: LifeOptions): Clock {
  const born = timeline.now;
  return {
    now: () => Math.floor(timeline.now + skewMs),
    monotonic: () => timeline.now - born,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const callOff = timeline.after(ms, () => {
          signal?.removeEventListener("abort", abort);
          if (life.comesTo("wakes")) resolve();
        });
        const abort = () => {
          callOff();
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", abort, { once: true });
      }),
    limit: (ms) => {
      const controller = new AbortController();
      const clear = timeline.after(ms, () => {
        if (life.isAlive) controller.abort(timeUp());
      });
      return { signal: controller.signal, clear };
    },
  };
}
