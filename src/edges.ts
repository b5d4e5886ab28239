import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { type Files, systemFiles } from "./files.ts";

/** Time as the program sees it. Everything that waits or asks for the time takes one of these. */
export interface Clock {
  /** Wall time, milliseconds since the epoch. For humans, documents and HTTP dates. */
  now(): number;
  /** Milliseconds that never go back. For waits, windows and time-outs. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason once it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Starts a time limit. */
  limit(ms: number): TimeLimit;
}

export interface TimeLimit {
  /** Aborted with a TimeoutError when the time is up. */
  readonly signal: AbortSignal;
  /** The time does not matter any more. */
  clear(): void;
}

/** Chance as the program sees it. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A version 4 UUID. */
  uuid(): string;
}

/** This process among others. */
export interface Self {
  readonly pid: number;
  readonly host: string;
  /** Whether a process of this machine is alive. */
  isRunning(pid: number): boolean;
}

/** What the program takes from its surroundings, handed down from the command line or a test. */
export interface Edges {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly self: Self;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Node's timers hold no more than 31 bits, nearly 25 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      for (let left = ms; left > 0 || left === ms; left -= LONGEST_TIMER_MS)
        await delay(Math.min(left, LONGEST_TIMER_MS), undefined, signal ? { signal } : {});
    } catch (error) {
      // Node rejects with an error of its own, whatever the signal's reason is.
      signal?.throwIfAborted();
      throw error;
    }
  },
  limit: (ms) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(timeUp()), ms);
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
  },
};

/** Why a time limit aborts what it limits. */
export function timeUp(): DOMException {
  return new DOMException("The time is up", "TimeoutError");
}

export const systemRandom: Random = { next: () => Math.random(), uuid: () => randomUUID() };

export const systemSelf: Self = {
  pid: process.pid,
  host: hostname(),
  isRunning: (pid) => {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // The process of somebody else may not be signalled, and is alive all the same.
      return (error as NodeJS.ErrnoException).code === "EPERM";
    }
  },
};

export function systemEdges(env: Edges["env"] = process.env): Edges {
  return { clock: systemClock, random: systemRandom, files: systemFiles, self: systemSelf, env };
}
