import type { Self } from "../edges.ts";
import { isObject, type Json } from "../model/json.ts";
import { isRunId } from "./places.ts";

/** Who holds a lock. */
export interface Owner {
  /** Of this lock, and no other. */
  readonly id: string;
  /** Unknown until the run is found that it is for. */
  readonly run?: string;
  readonly planHash: string;
  readonly pid: number;
  readonly host: string;
  /** Since when, ISO 8601. */
  readonly at: string;
}

/** Reads a lock; undefined when it is none that gus wrote. */
export function parseOwner(text: string): Owner | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const texts = [value.id, value.run ?? "", value.planHash, value.host, value.at];
  const whole = texts.every((one) => typeof one === "string") && typeof value.pid === "number";
  return whole && isRunId(String(value.id)) ? (value as unknown as Owner) : undefined;
}

export function textOf(owner: Owner): string {
  return `${JSON.stringify(owner)}\n`;
}

/** The locks that each process holds. A process is known by its Self: a test may play several. */
const HELD = new WeakMap<Self, Set<string>>();

export function heldBy(self: Self): Set<string> {
  const held = HELD.get(self) ?? new Set();
  HELD.set(self, held);
  return held;
}

/**
 * Whether the process that holds a lock is gone. Of another machine nobody can tell, so it counts as alive. A lock with our own process id
 * that we do not hold is an old one: ids are used again, in containers all the time.
 */
export function isDead({ id, pid, host }: Owner, self: Self): boolean {
  if (host !== self.host) return false;
  return pid === self.pid ? !heldBy(self).has(id) : !self.isRunning(pid);
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
