import type { Operation } from "../model/plan.ts";
import type { Run } from "./run.ts";
import { reasonNotToSend } from "./verdict.ts";

/**
 * Whether what a call should remove is gone already, by somebody else or by our own write that seemed not to happen. Reads may lag, so
 * they are repeated for a few seconds.
 */
export async function isGone(run: Run, operation: Operation, userIds: readonly string[]): Promise<boolean> {
  const gone = (id: string) =>
    reasonNotToSend(operation, run.readings.live(id), run.registry)?.status === "already-applied";
  for (const wait of [0, ...run.settings.lagWaitsMs]) {
    if (wait > 0) await run.edges.clock.sleep(wait, run.signal);
    await run.readings.readNow(userIds);
    if (userIds.every(gone)) return true;
  }
  return false;
}
