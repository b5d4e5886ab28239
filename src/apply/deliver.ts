import type { WriteAnswer, WriteRequest } from "../genesys/client.ts";
import { routeOf } from "../genesys/route.ts";
import type { Intent } from "../journal/journal.ts";
import type { Operation } from "../model/plan.ts";
import { asExpected } from "./as-expected.ts";
import { bodyFor, pinnedBody } from "./body.ts";
import { outcomeOf } from "./call-outcome.ts";
import { type Attempt, isPinned, newAttempt, prepare } from "./prepare.ts";
import { react } from "./react.ts";
import { type Run, record } from "./run.ts";

/**
 * Sends one operation for these users until each is settled. Every round compares before it sends, so nothing goes out that the plan
 * does not hold; a refused call for many users is halved down to the one that is refused.
 */
export async function deliver(run: Run, operation: Operation, userIds: readonly string[]): Promise<void> {
  const attempt = newAttempt(userIds.some((id) => run.ledger.isSent(operation.opId, id)));
  for (let open = userIds; ; ) {
    const ready = await prepare(run, operation, open, attempt);
    if (ready.length === 0 || gaveUp(run, operation, ready, attempt)) return;
    const answer = await send(run, operation, ready, attempt);
    const next = await react(run, operation, ready, answer, attempt);
    if (next.go === "done") return;
    if (next.go === "halve") return deliverHalves(run, operation, ready);
    open = next.users;
  }
}

/**
 * Until the answer is here, the record says that the write may have happened. The journal says so before the call leaves, or it does not
 * leave.
 */
async function send(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  attempt: Attempt,
): Promise<WriteAnswer> {
  const unsettled = (sent: boolean) => {
    for (const id of userIds) run.ledger.markSent(operation.opId, id, sent);
  };
  let call: number | undefined;
  unsettled(true);
  tellRetry(run, operation, attempt);
  try {
    const request = requestFor(run, operation, userIds, attempt);
    const before = async () => {
      call = await run.journal.intent(intentOf(operation, userIds, request, attempt));
    };
    const answer = asExpected(operation, await run.writer.write({ ...request, before }));
    if (call !== undefined) run.journal.outcome(call, outcomeOf(answer, operation));
    unsettled(mayBeApplied(attempt) || UNSETTLED.includes(answer.kind) || isRefusedForSome(answer, userIds));
    return answer;
  } catch (error) {
    if (call !== undefined) run.journal.outcome(call, { kind: "unsent" });
    unsettled(mayBeApplied(attempt));
    throw error;
  }
}

const UNSETTLED: readonly WriteAnswer["kind"][] = ["ambiguous", "accepted"];

/** What was sent before may have been applied, whatever becomes of this try. */
function mayBeApplied({ unclear, doubted }: Attempt): boolean {
  return unclear > 0 || doubted;
}

/** A call that is refused because of one of its users may have been applied for the others. */
function isRefusedForSome({ kind }: WriteAnswer, userIds: readonly string[]): boolean {
  return kind === "refused" && userIds.length > 1;
}

/** A write goes out again after an unclear answer. One that was answered 429 or 401 was only put off. */
function tellRetry({ onEvent }: Run, { method, path }: Operation, attempt: Attempt): void {
  const { retryOf, unclear } = attempt;
  attempt.retryOf = undefined;
  if (retryOf) onEvent({ type: "retry", method, route: routeOf(path), attempt: unclear + 1, ...retryOf });
}

function intentOf(
  { opId }: Operation,
  userIds: readonly string[],
  { method, path, body }: WriteRequest,
  { sent, compared }: Attempt,
): Intent {
  const users = userIds.map((id) => {
    const version = sent ?? compared.get(id)?.version;
    return { id, ...(version === undefined ? {} : { version }) };
  });
  return { opId, users, method, path, body };
}

async function deliverHalves(run: Run, operation: Operation, userIds: readonly string[]): Promise<void> {
  const middle = Math.ceil(userIds.length / 2);
  for (const half of [userIds.slice(0, middle), userIds.slice(middle)]) {
    const reason = run.refusals.reasonToSkip(operation);
    if (reason === undefined) await deliver(run, operation, half);
    else for (const id of half) record(run, operation, id, { status: "skipped", reason });
  }
}

/** After the last try live still shows the value before, so the write did not happen. */
function gaveUp(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  { unclear, why }: Attempt,
): boolean {
  if (unclear <= run.settings.retries) return false;
  for (const id of userIds) {
    record(run, operation, id, { status: "failed", reason: `Not applied after ${unclear} tries: ${why}` });
  }
  return true;
}

/** The planned call. A versionless one may only leave on the reading that it was compared with, and while that is fresh. */
function requestFor(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  attempt: Attempt,
): WriteRequest {
  const { method, path, body } = operation;
  if (isPinned(operation)) {
    attempt.sent = run.readings.pin(userIds[0] ?? "");
    if (attempt.sent === undefined) throw new Error(`No version to pin ${method} ${path} to`);
    return { method, path, body: pinnedBody(body, attempt.sent) };
  }
  const { readings } = run;
  const asCompared = (id: string) => readings.live(id) === attempt.compared.get(id);
  const fresh = () => userIds.every((id) => asCompared(id) && readings.isFresh(id));
  const yields = operation.phase === "routing";
  return { method, path, body: bodyFor(operation, new Set(userIds)), fresh, yields };
}
