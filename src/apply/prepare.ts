import type { Operation } from "../model/plan.ts";
import { record, type Run } from "./run.ts";
import { reasonNotToSend } from "./verdict.ts";

/** What one operation has been through so far. */
export interface Attempt {
  /** Answers that left open whether the write was applied. */
  unclear: number;
  /** Why the last answer was unclear. */
  why: string;
  /** Read before anything else: what is known may be older than our own write. */
  reread: boolean;
  /** Compare although the version would guard the write: a reading newer than the plan's is at hand. */
  recompare: boolean;
}

/** Whether the call takes the user's version, and so is refused when somebody wrote first. */
export function isPinned({ users }: Operation): boolean {
  return users.some(({ expectedVersion }) => expectedVersion !== undefined);
}

/**
 * Decides for each user whether the operation may go out as planned: what the call would replace must still be what the plan was made
 * from. Records everybody else: done already, held, or no longer there. Returns those to send.
 */
export async function prepare(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  attempt: Attempt,
): Promise<readonly string[]> {
  const known = isPinned(operation) && userIds.every((id) => run.readings.pin(id) !== undefined);
  if (known && !attempt.reread && !attempt.recompare) return userIds;
  if (attempt.reread) await run.readings.readNow(userIds);
  else await run.readings.refresh(userIds);
  await readVersionless(run, operation, userIds);
  attempt.reread = false;
  attempt.recompare = false;
  return userIds.filter((id) => mayGoOut(run, operation, id, attempt));
}

/** A pin forgotten while its reading is still fresh needs a reading of its own. */
async function readVersionless(run: Run, operation: Operation, userIds: readonly string[]): Promise<void> {
  if (!isPinned(operation)) return;
  const unknown = userIds.filter((id) => run.readings.pin(id) === undefined);
  if (unknown.length > 0) await run.readings.readNow(unknown);
}

function mayGoOut(run: Run, operation: Operation, userId: string, attempt: Attempt): boolean {
  const live = run.readings.live(userId);
  const entry = reasonNotToSend(operation, live, run.registry);
  const happened = entry?.status === "already-applied" && attempt.unclear > 0;
  if (entry)
    record(
      run,
      operation,
      userId,
      happened ? { status: "applied", written: { after: live?.version } } : entry,
    );
  return entry === undefined;
}
