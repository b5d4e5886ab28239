import type { GenesysError } from "../genesys/errors.ts";
import type { Operation } from "../model/plan.ts";
import type { Attempt } from "./prepare.ts";
import type { Next } from "./react.ts";
import { failure } from "./react.ts";
import { record, type Run } from "./run.ts";
import { CONFLICTS_IN_A_ROW } from "./settings.ts";

/**
 * A refusal is a version conflict only if a fresh read shows another version than the one sent. Then the user is compared anew before
 * anything is sent. While reads still show the refused version they lag behind, so we read again for a few seconds.
 */
export async function onConflict(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  error: GenesysError,
  attempt: Attempt,
): Promise<Next> {
  const [userId] = userIds;
  if (userId === undefined) return { go: "done" };
  const sent = run.readings.pin(userId);
  await run.readings.readNow(userIds);
  if (sent !== undefined && !(await movedOn(run, userId, sent))) {
    record(run, operation, userId, failure(operation, userId, error));
    return { go: "done" };
  }
  attempt.recompare = true;
  return { go: "again", users: userIds.filter((id) => !setsAside(run, operation, id)) };
}

/** Whether live shows another version than the refused one, now or within the time that reads may lag. */
async function movedOn(run: Run, userId: string, sent: number): Promise<boolean> {
  for (const wait of run.settings.lagWaitsMs) {
    if (run.readings.live(userId)?.version !== sent) return true;
    await run.edges.clock.sleep(wait, run.signal);
    await run.readings.readNow([userId]);
  }
  return run.readings.live(userId)?.version !== sent;
}

/** Counts a conflict; the third in a row takes the user out until the end of the run, and on the last try for good. */
function setsAside(run: Run, operation: Operation, userId: string): boolean {
  const inARow = (run.conflicts.get(userId) ?? 0) + 1;
  run.conflicts.set(userId, inARow);
  const email = operation.users.find(({ id }) => id === userId)?.email ?? userId;
  run.onEvent({ type: "conflict", userId, email });
  if (run.lastTry) {
    const reason = "somebody else keeps writing this user; refused again after a pause";
    record(run, operation, userId, { status: "contended", reason });
    return true;
  }
  if (inARow < CONFLICTS_IN_A_ROW) return false;
  run.aside.add(userId);
  return true;
}
