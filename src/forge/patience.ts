import type { Clock } from "../edges.ts";
import { ForgeError } from "./forge-error.ts";

const WAITS_S = [1, 2, 4];
/** A CI job is not held up any longer. */
const LONGEST_WAIT_S = 60;

/**
 * Tries again what failed in passing. What is tried has to begin by looking at what is there, since a call that failed may have been
 * carried out all the same.
 */
export async function patiently<T>(act: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      const wait = waitOf(error, tries);
      if (wait === undefined) throw error;
      await clock.sleep(wait * 1000, signal);
    }
  }
}

function waitOf(error: unknown, tries: number): number | undefined {
  if (!(error instanceof ForgeError) || !error.passing) return undefined;
  const next = WAITS_S[tries];
  const wait = next === undefined ? undefined : (error.waitS ?? next);
  return wait === undefined || wait > LONGEST_WAIT_S ? undefined : wait;
}
