import type { Run } from "../apply/run.ts";
import { type Stop, stopOf } from "../apply/stop.ts";
import type { Session } from "../genesys/client.ts";
import { interruption } from "./answer.ts";
import { awaitCalls } from "./await-calls.ts";
import { type Ending, executePlan } from "./execute-plan.ts";
import type { OpenRun } from "./open-run.ts";

/** How long calls in flight may take to finish after an interruption. */
const GRACE_MS = 20_000;

/**
 * Runs the plan to its end, once the calls of processes before this one are surely over; after an interruption waits only so long for calls
 * in flight. Answers why it ended before its end, if it did.
 */
export async function runToEnd(
  run: Run,
  session: Session,
  ending: Ending,
  { unsettled, wrote }: OpenRun,
): Promise<Stop | undefined> {
  const { signal } = ending;
  const ended = new AbortController();
  try {
    await awaitCalls(unsettled, run);
    await Promise.race([executePlan(run, ending), graceAfter(signal, run, ended.signal)]);
    return undefined;
  } catch (error) {
    return stopOf(error, wrote || session.stats().writes > 0, signal && interruption(signal));
  } finally {
    ended.abort();
  }
}

/** Rejects some time after an interruption, unless the run has ended by then. */
function graceAfter(signal: AbortSignal | undefined, { edges }: Run, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => edges.clock.sleep(GRACE_MS, ended).then(() => reject(signal?.reason), reject);
    signal?.addEventListener("abort", () => void end(), { once: true, signal: ended });
  });
}
