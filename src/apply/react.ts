import type { WriteAnswer } from "../genesys/client.ts";
import { type GenesysError, isVersionRefusal, StopError } from "../genesys/errors.ts";
import { THROTTLED_TRIES, throttledOnOneRoute } from "../genesys/reader.ts";
import type { Operation, OperationKind } from "../model/plan.ts";
import { versionAfter } from "./call-outcome.ts";
import { onConflict } from "./conflict.ts";
import { failure } from "./failure.ts";
import { isGone } from "./gone.ts";
import type { Next } from "./next.ts";
import type { Attempt } from "./prepare.ts";
import { noteAccepted, type Run, record } from "./run.ts";

/** Statuses after which a call for many users is halved, so that only the bad one fails. */
const HALVED = [400, 403, 404, 409, 413];

const DONE: Next = { go: "done" };

/** Draws the conclusion of one answer: records what is settled, and says how to go on with the rest. */
export async function react(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  answer: WriteAnswer,
  attempt: Attempt,
): Promise<Next> {
  switch (answer.kind) {
    case "throttled":
      if (++attempt.throttled >= THROTTLED_TRIES) throw throttledOnOneRoute(operation);
      return { go: "again", users: userIds };
    case "stale":
      if (++attempt.stale >= STALE_TRIES) throw tooLate(run, operation, attempt);
      return { go: "again", users: userIds };
    case "renewed":
      return { go: "again", users: userIds };
    case "ambiguous":
      return onUnclear(run, userIds, answer, attempt);
    case "accepted":
      for (const id of userIds) onAccepted(run, operation, id, answer, attempt);
      return DONE;
    case "refused":
      return onRefused(run, operation, userIds, answer.error, attempt);
  }
}

/** A call whose turn comes too late this often needs more of the rate than it gets. */
const STALE_TRIES = 10;

function tooLate({ settings }: Run, operation: Operation, { throttled }: Attempt): StopError {
  return throttled > 0 ? throttledOnOneRoute(operation) : rateTooLow(operation, settings.freshMs);
}

function rateTooLow({ method, path }: Operation, freshMs: number): StopError {
  const message = `${method} ${path} never got its turn within ${freshMs / 1000} s of the read it was compared with.`;
  return new StopError(
    "rate-too-low",
    message,
    "Run again with a higher --rate or --budget, or a lower --concurrency.",
  );
}

function onAccepted(
  run: Run,
  operation: Operation,
  userId: string,
  answer: Extract<WriteAnswer, { kind: "accepted" }>,
  { sent: before }: Attempt,
): void {
  const { correlationId } = answer;
  const after = versionAfter(answer, operation);
  if (after === undefined) run.readings.forgetPin(userId);
  else run.readings.setPin(userId, after);
  noteAccepted(run, operation, userId);
  const written = { before, after };
  record(run, operation, userId, { status: "applied", written, ...(correlationId ? { correlationId } : {}) });
}

/** May have been applied: wait as for any fault of the server, then read and compare before anything is sent again. */
async function onUnclear(
  run: Run,
  userIds: readonly string[],
  { why, correlationId }: { readonly why: string; readonly correlationId?: string },
  attempt: Attempt,
): Promise<Next> {
  for (const id of userIds) run.readings.forgetPin(id);
  const { minMs, maxMs } = run.settings.retry5xx;
  const wait = Math.min(maxMs, minMs * 2 ** attempt.unclear) * (1 + run.edges.random.next() / 4);
  attempt.unclear += 1;
  attempt.why = why;
  attempt.reread = true;
  const correlation = correlationId === undefined ? {} : { correlationId };
  attempt.retryOf = { why, ...correlation };
  run.onEvent({ type: "pause", reason: "backoff", ms: Math.round(wait), detail: why, ...correlation });
  await run.edges.clock.sleep(wait, run.signal);
  return { go: "again", users: userIds };
}

async function onRefused(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  error: GenesysError,
  attempt: Attempt,
): Promise<Next> {
  if (userIds.length > 1 && HALVED.includes(error.status)) return { go: "halve" };
  if (isVersionRefusal(error)) return onConflict(run, operation, userIds, error, attempt);
  if (error.status === 404 && REMOVES.includes(operation.kind) && (await isGone(run, operation, userIds))) {
    return { go: "again", users: userIds };
  }
  if (error.status === 403) run.refusals.note(operation, error);
  for (const id of userIds) record(run, operation, id, failure(operation, id, error));
  return DONE;
}

const REMOVES: readonly OperationKind[] = ["remove-skill", "remove-language"];
