import { type CallMade, type History, settledKey } from "./history.ts";

/** Genesys may still be at a call this long after its process has stopped waiting for the answer. */
const GRACE_MS = 10_000;

/** Calls of which nobody knows yet whether they were applied, and which may even be under way. */
export function unsettledCalls({ calls, settled }: History): readonly CallMade[] {
  return calls.filter(({ intent, line, outcome }) => {
    if (outcome !== undefined && outcome.kind !== "ambiguous") return false;
    return intent.users.some(({ id }) => (settled.get(settledKey(intent.opId, id))?.line ?? 0) < line);
  });
}

/**
 * Milliseconds until what live shows is what becomes of these calls: until the last of them is surely over. Where the wall clock went back
 * since, the whole of that from now.
 */
export function untilOver(calls: readonly CallMade[], now: number): number {
  const waits = calls.map(({ intent, timeoutMs }) => {
    const whole = timeoutMs + GRACE_MS;
    return Math.min(whole, Date.parse(intent.at) + whole - now);
  });
  return Math.max(0, ...waits);
}
