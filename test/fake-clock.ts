import { type Clock, type Edges, type Random, type Self, systemClock } from "../src/edges.ts";
import { fakeFiles } from "./fake-files.ts";

export interface FakeClock extends Clock {
  /** Moves time on, waking sleepers in order and letting each do what it woke up for. */
  advance(ms: number): Promise<void>;
  /** Every wait that was asked for, in order, in milliseconds. */
  readonly sleeps: readonly number[];
  /** How many sleep now. */
  sleeping(): number;
}

export interface FakeClockOptions {
  /** Wall time at the start, milliseconds since the epoch. */
  readonly start?: number;
  /** Jump to the next sleeper's time whenever nothing else happens. */
  readonly auto?: boolean;
  /** In auto mode: whether time may jump now. Say no while sockets are busy. */
  readonly mayJump?: () => boolean;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop without a sleeper waking, after which nothing else is taken to happen. */
const QUIET_TURNS = 3;

/** A clock that only moves when told, or that jumps over every wait. Monotonic time starts at 0. */
export function fakeClock(options: FakeClockOptions = {}): FakeClock {
  const { start = Date.UTC(2026, 0, 5, 9), auto = false, mayJump = () => true } = options;
  const sleeps: number[] = [];
  let sleepers: readonly Sleeper[] = [];
  let elapsed = 0;
  let jumping = false;

  const next = () => sleepers.reduce<Sleeper | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
  const wakeNext = (upTo: number): boolean => {
    const sleeper = next();
    if (!sleeper || sleeper.at > upTo) return false;
    elapsed = Math.max(elapsed, sleeper.at);
    sleepers = sleepers.filter((other) => other !== sleeper);
    sleeper.wake();
    return true;
  };
  const jump = async () => {
    if (jumping) return;
    jumping = true;
    for (let quiet = 0; sleepers.length > 0; ) {
      await turn();
      quiet = mayJump() ? quiet + 1 : 0;
      if (quiet >= QUIET_TURNS && wakeNext(Number.POSITIVE_INFINITY)) quiet = 0;
    }
    jumping = false;
  };

  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    sleeps,
    sleeping: () => sleepers.length,
    // Sockets live in real time, whatever the rest goes by.
    limit: systemClock.limit,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        sleeps.push(ms);
        const abort = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        };
        const sleeper = { at: elapsed + Math.max(0, ms), wake };
        signal?.addEventListener("abort", abort, { once: true });
        sleepers = [...sleepers, sleeper];
        if (auto) void jump();
      }),
    advance: async (ms) => {
      const until = elapsed + ms;
      await turn();
      while (wakeNext(until)) await turn();
      elapsed = until;
      await turn();
    },
  };
}

/** Chance that always falls the same way; ids count up. */
export function fakeRandom(value = 0): Random {
  let count = 0;
  return {
    next: () => value,
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${count.toString().padStart(12, "0")}`;
    },
  };
}

/** A process that is alone on its machine. */
export const FAKE_SELF: Self = { pid: 1000, host: "here", isRunning: (pid) => pid === 1000 };

export function fakeEdges(edges: Partial<Edges> = {}): Edges {
  return { clock: fakeClock(), random: fakeRandom(), files: fakeFiles(), self: FAKE_SELF, env: {}, ...edges };
}

/** One turn of the event loop, with everything that promises do in it. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
