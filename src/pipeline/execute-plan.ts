import { applyOperations, checkUsers, writeOnceMore } from "../apply/apply.ts";
import { itemsToVerify, noteFindings, noteUnread, type Rewrite } from "../apply/findings.ts";
import type { Run } from "../apply/run.ts";
import type { LaneState, Reader } from "../genesys/client.ts";
import { StopError } from "../genesys/errors.ts";
import type { Operation } from "../model/plan.ts";
import { verifyItems } from "../verify/verify.ts";
import { type Deadline, mustFit } from "./deadline.ts";

/** What the end of a run may still use when its work has been stopped. */
export interface Ending {
  readonly reader: Reader;
  readonly deadline?: Deadline;
  readonly rate: () => LaneState;
  readonly signal?: AbortSignal;
}

/**
 * Executes a plan as it stands: check, write, read back, and once more what did not stay. What happened is in the run's ledger, also when
 * this throws. A deadline that comes on the way ends the writing, not the reading back of what was written.
 */
export async function executePlan(run: Run, ending: Ending): Promise<void> {
  await check(run, ending);
  const late = await untilDeadline(applyOperations(run));
  let rewrites: readonly Rewrite[] = [];
  const unread = await untilDeadline(
    verifyItems(itemsToVerify(run), verifyOptions(run, ending)).then((findings) => {
      rewrites = noteFindings(run, findings);
    }),
  );
  if (unread) noteUnread(run, "the deadline came first");
  if (late ?? unread) throw late ?? unread;
  await verifyAgain(run, await writeOnceMore(run, rewrites), ending);
}

/** Compares before the first write. With a deadline, what turns out to be open must fit into it; if not even checking does, all counts as open. */
async function check(run: Run, { deadline, rate }: Ending): Promise<void> {
  const { operations } = run.plan;
  const late = await untilDeadline(checkUsers(run));
  const isOpen = ({ opId, users }: Operation) => users.some(({ id }) => run.ledger.isOpen(opId, id));
  if (deadline) mustFit(late ? operations : operations.filter(isOpen), run, deadline, rate());
  if (late) throw late;
}

/** Waits for work to end. Answers the stop if it was the deadline's. */
async function untilDeadline(work: Promise<void>): Promise<StopError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof StopError && error.code === "deadline") return error;
    throw error;
  }
}

async function verifyAgain(run: Run, again: readonly Rewrite[], ending: Ending): Promise<void> {
  if (again.length === 0) return;
  const wanted = new Set(again.map(({ opId, userId }) => `${opId} ${userId}`));
  const items = itemsToVerify(run).filter(({ operation, userId }) =>
    wanted.has(`${operation.opId} ${userId}`),
  );
  noteFindings(run, await verifyItems(items, verifyOptions(run, ending)));
}

function verifyOptions({ registry, edges, onEvent, settings }: Run, { reader, deadline, signal }: Ending) {
  const left = (deadline?.endsAt ?? Number.POSITIVE_INFINITY) - edges.clock.monotonic();
  return {
    reader,
    registry,
    clock: edges.clock,
    onEvent,
    waitMs: Math.max(0, Math.min(settings.verifyWaitMs, left / 2)),
    ...(signal ? { signal } : {}),
  };
}
