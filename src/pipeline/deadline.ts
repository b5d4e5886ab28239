import type { Run } from "../apply/run.ts";
import { SETTLE_ABOVE } from "../apply/settings.ts";
import type { Clock } from "../edges.ts";
import type { LaneState } from "../genesys/client.ts";
import { StopError } from "../genesys/errors.ts";
import { duration } from "../model/figures.ts";
import type { Operation, Plan } from "../model/plan.ts";
import { estimateRun, type Pace } from "../plan/estimate.ts";
import { CALL_SIZES } from "../plan/sizes.ts";

/** When a run has to be over. */
export interface Deadline {
  /** The whole of it, milliseconds. */
  readonly ms: number;
  /** Monotonic time. */
  readonly endsAt: number;
  /** Aborted with a StopError when it is there: no call is made any more. */
  readonly signal: AbortSignal;
  /** Aborted with a StopError so long before. */
  before(ms: number): AbortSignal;
  clear(): void;
}

export function startDeadline(ms: number, clock: Clock): Deadline {
  const cleared = new AbortController();
  const endsAt = clock.monotonic() + ms;
  const signalAt = (at: number) => {
    const stop = new AbortController();
    clock.sleep(Math.max(0, at - clock.monotonic()), cleared.signal).then(
      () => stop.abort(timeIsUp(ms)),
      () => undefined,
    );
    return stop.signal;
  };
  return {
    ms,
    endsAt,
    signal: signalAt(endsAt),
    before: (earlier) => signalAt(endsAt - earlier),
    clear: () => cleared.abort(),
  };
}

/** Kept for calls in flight and the report; a tenth of the whole if that is less. */
const CLOSING_MS = 10_000;

/** How long before a deadline no write may begin any more, so that what was written can be read back in time. */
export function closingMs({ operations }: Plan, { ms }: Deadline, { windowMs, allowed }: LaneState): number {
  const users = new Set(operations.flatMap((operation) => operation.users.map(({ id }) => id)));
  const readBack = (Math.ceil(users.size / CALL_SIZES.readUsers) * windowMs) / allowed;
  return readBack + Math.min(CLOSING_MS, ms / 10);
}

/** Throws a StopError when these operations do not fit into the time that is left. Nothing was written yet. */
export function mustFit(open: readonly Operation[], run: Run, deadline: Deadline, rate: LaneState): void {
  const needed = estimateRun(open, paceOf(run, rate)).seconds;
  const left = Math.max(0, deadline.endsAt - run.edges.clock.monotonic()) / 1000;
  if (open.length === 0 || needed <= left) return;
  throw new StopError(
    "deadline",
    `What is left takes about ${duration(needed)}, and the deadline leaves ${duration(left)}; nothing was written.`,
    "Give it a longer --deadline, or plan fewer users with --select.",
  );
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
