import type { Run } from "../apply/run.ts";
import { SETTLE_ABOVE } from "../apply/settings.ts";
import type { Edges } from "../edges.ts";
import type { LaneState } from "../genesys/client.ts";
import { StopError } from "../genesys/errors.ts";
import { duration } from "../model/figures.ts";
import type { Operation, Plan } from "../model/plan.ts";
import { estimateRun, type Pace } from "../plan/estimate.ts";
import { CALL_SIZES } from "../plan/sizes.ts";

/** When a run has to be over. */
export interface Deadline {
  /** Monotonic time. */
  readonly endsAt: number;
  /** Aborted with a StopError when no write may begin any more, so that what was written can be read back in time. */
  readonly signal: AbortSignal;
  clear(): void;
}

/** Kept for calls in flight and the report; a tenth of the whole if that is less. */
const CLOSING_MS = 10_000;

/** Starts the time of a run that may take so long, and whose reading back takes so long of it. */
export function startDeadline(ms: number, readBackMs: number, { clock }: Pick<Edges, "clock">): Deadline {
  const stop = new AbortController();
  const cleared = new AbortController();
  const closing = readBackMs + Math.min(CLOSING_MS, ms / 10);
  clock.sleep(Math.max(0, ms - closing), cleared.signal).then(
    () => stop.abort(timeIsUp(ms)),
    () => undefined,
  );
  return { endsAt: clock.monotonic() + ms, signal: stop.signal, clear: () => cleared.abort() };
}

/** Throws a StopError when what is open does not fit into the time that is left. Nothing was written yet. */
export function mustFit(run: Run, { endsAt }: Deadline, rate: LaneState): void {
  const open = run.plan.operations.filter(({ opId, users }) =>
    users.some(({ id }) => run.ledger.isOpen(opId, id)),
  );
  const needed = neededMs(open, paceOf(run, rate));
  const left = endsAt - run.edges.clock.monotonic();
  if (open.length === 0 || needed <= left) return;
  throw new StopError(
    "deadline",
    `What is left takes about ${duration(needed / 1000)}, and the deadline leaves ${duration(Math.max(0, left) / 1000)}; nothing was written.`,
    "Give it a longer --deadline, or plan fewer users with --select.",
  );
}

/** How long reading back everybody in a plan takes. */
export function readBackMs({ operations }: Plan, { windowMs, allowed }: LaneState): number {
  const users = new Set(operations.flatMap((operation) => operation.users.map(({ id }) => id)));
  return (Math.ceil(users.size / CALL_SIZES.readUsers) * windowMs) / allowed;
}

function neededMs(open: readonly Operation[], pace: Pace): number {
  return estimateRun(open, pace).seconds * 1000;
}

function paceOf({ settings }: Run, { allowed, windowMs }: LaneState): Pace {
  const { concurrency, settleMs } = settings;
  return { calls: allowed, windowMs, burst: concurrency, settleMs, settleAbove: SETTLE_ABOVE };
}

function timeIsUp(ms: number): StopError {
  return new StopError(
    "deadline",
    `The deadline of ${duration(ms / 1000)} came before the end of the plan.`,
    "Run the same command again to go on.",
  );
}
