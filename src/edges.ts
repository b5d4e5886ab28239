import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

/** Time as the program sees it. Everything that waits or asks for the time takes one of these. */
export interface Clock {
  /** Wall time, milliseconds since the epoch. For humans, documents and HTTP dates. */
  now(): number;
  /** Milliseconds that never go back. For waits, windows and time-outs. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason once it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Chance as the program sees it. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A version 4 UUID. */
  uuid(): string;
}

/** What the program takes from its surroundings, handed down from the command line or a test. */
export interface Edges {
  readonly clock: Clock;
  readonly random: Random;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
};

export const systemRandom: Random = { next: () => Math.random(), uuid: () => randomUUID() };

export function systemEdges(env: Edges["env"] = process.env): Edges {
  return { clock: systemClock, random: systemRandom, env };
}
