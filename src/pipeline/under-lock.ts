import { type Lock, takeLock } from "../journal/lock.ts";
import { lockPath } from "../journal/places.ts";
import { type Answer, refusal } from "./answer.ts";
import type { ApplyOptions } from "./apply.ts";

/** Does something while no other run of this state dir writes to the organisation. Without a state dir, or a plan that writes, nothing is locked. */
export async function underLock<T>(
  { plan, stateDir, lockTimeoutMs = 0, edges, onEvent, signal }: ApplyOptions,
  act: (lock: Lock | undefined) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  if (stateDir === undefined || plan.operations.length === 0) return act(undefined);
  const lock = await takeLock({
    ...edges,
    path: lockPath(stateDir, plan.org.id),
    onEvent,
    ...(signal ? { signal } : {}),
    timeoutMs: lockTimeoutMs,
    id: edges.random.uuid(),
    planHash: plan.planHash,
  });
  // Nothing was written, and going on later helps.
  if (!lock.ok) return refusal(6, lock.problems);
  try {
    return await act(lock.value);
  } finally {
    await lock.value.release();
  }
}
