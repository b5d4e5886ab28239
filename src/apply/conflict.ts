import type { GenesysError } from "../genesys/errors.ts";
import type { Operation } from "../model/plan.ts";
import { failure } from "./failure.ts";
import type { Next } from "./next.ts";
import type { Attempt } from "./prepare.ts";
import { type Run, record } from "./run.ts";
import { CONFLICTS_IN_A_ROW } from "./settings.ts";

/**
 * A refusal is a version conflict only if a fresh read shows another version than the one that was sent, or compared where none is sent.
 * Then the user is compared anew before anything is sent. Where nobody moved, a call for many users is halved to find whom it is about.
 */
export async function onConflict(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  error: GenesysError,
  attempt: Attempt,
): Promise<Next> {
  if (attempt.sent !== undefined) attempt.refused.add(attempt.sent);
  await run.readings.readNow(userIds);
  const moved = await whoMoved(run, userIds, attempt);
  if (moved.length === 0 && userIds.length > 1) return { go: "halve" };
  if (moved.length === 0) {
    for (const id of userIds) record(run, operation, id, failure(operation, id, error));
    return { go: "done" };
  }
  return {
    go: "again",
    users: userIds.filter((id) => !(moved.includes(id) && setsAside(run, operation, id, error))),
  };
}

/** Users whose live version is another one than we knew. While reads of a single user lag behind, we read again for a few seconds. */
async function whoMoved(run: Run, userIds: readonly string[], attempt: Attempt): Promise<readonly string[]> {
  const moved = () => userIds.filter((id) => !isKnown(run, id, attempt));
  if (userIds.length > 1) return moved();
  for (const wait of run.settings.lagWaitsMs) {
    if (moved().length > 0) break;
    await run.edges.clock.sleep(wait, run.signal);
    await run.readings.readNow(userIds);
  }
  return moved();
}

/** Whether live shows a version that was refused before, which may be an older one than the last, or the one that was compared with. */
function isKnown({ readings }: Run, userId: string, { sent, refused, compared }: Attempt): boolean {
  const version = readings.live(userId)?.version;
  if (sent === undefined) return version === compared.get(userId)?.version;
  return version !== undefined && refused.has(version);
}

/** Counts a conflict; the third in a row takes the user out until the end of the run, and on the last try for good. */
function setsAside(
  run: Run,
  operation: Operation,
  userId: string,
  { correlationId }: Pick<GenesysError, "correlationId">,
): boolean {
  const inARow = (run.conflicts.get(userId) ?? 0) + 1;
  run.conflicts.set(userId, inARow);
  const email = operation.users.find(({ id }) => id === userId)?.email ?? userId;
  run.onEvent({ type: "conflict", userId, email, ...(correlationId && { correlationId }) });
  if (run.lastTry.has(userId)) {
    const reason = "Somebody else keeps writing this user; refused again after a pause";
    record(run, operation, userId, { status: "contended", reason });
    return true;
  }
  if (inARow < CONFLICTS_IN_A_ROW) return false;
  run.aside.add(userId);
  return true;
}
