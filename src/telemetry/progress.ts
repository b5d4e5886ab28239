import type { GusEvent, StageName } from "../model/event.ts";

/** Where a run stands, folded from its events. Times are monotonic milliseconds. */
export interface Progress {
  readonly stage: StageName | undefined;
  readonly usersTotal: number;
  /** Users of whom every operation has an outcome. */
  readonly usersDone: number;
  readonly operationsLeft: ReadonlyMap<string, number>;
  readonly calls: number;
  readonly callTimes: readonly number[];
  readonly pause: { readonly reason: string; readonly detail: string; readonly until: number } | undefined;
  readonly applyBegan: number | undefined;
  readonly outcomes: number;
  readonly operationsTotal: number;
}

/** Calls of the last minute make the rate that is shown. */
const RATE_WINDOW_MS = 60_000;

export function startProgress(operationsByUser: ReadonlyMap<string, number>): Progress {
  return {
    stage: undefined,
    usersTotal: operationsByUser.size,
    usersDone: 0,
    operationsLeft: operationsByUser,
    calls: 0,
    callTimes: [],
    pause: undefined,
    applyBegan: undefined,
    outcomes: 0,
    operationsTotal: [...operationsByUser.values()].reduce((sum, count) => sum + count, 0),
  };
}

export function foldEvent(progress: Progress, event: GusEvent, now: number): Progress {
  switch (event.type) {
    case "stage":
      return {
        ...progress,
        stage: event.stage,
        applyBegan: event.stage === "apply" ? now : progress.applyBegan,
      };
    case "call": {
      // The token endpoint has a limit of its own.
      if (!event.route.startsWith("/api/")) return progress;
      const callTimes = [...progress.callTimes, now].filter((at) => now - at < RATE_WINDOW_MS);
      return { ...progress, calls: progress.calls + 1, callTimes, pause: undefined };
    }
    case "pause":
      return { ...progress, pause: { reason: event.reason, detail: event.detail, until: now + event.ms } };
    case "outcome":
      return countOutcome(progress, event.outcome.userId);
    default:
      return progress;
  }
}

function countOutcome(progress: Progress, userId: string): Progress {
  const left = (progress.operationsLeft.get(userId) ?? 0) - 1;
  if (left < 0) return progress;
  const operationsLeft = new Map(progress.operationsLeft).set(userId, left);
  return {
    ...progress,
    operationsLeft,
    outcomes: progress.outcomes + 1,
    usersDone: progress.usersDone + (left === 0 ? 1 : 0),
  };
}

/** Milliseconds until the end at the pace so far; undefined while there is no pace. */
export function remaining(
  { applyBegan, outcomes, operationsTotal }: Progress,
  now: number,
): number | undefined {
  if (applyBegan === undefined || outcomes === 0) return undefined;
  return ((now - applyBegan) / outcomes) * (operationsTotal - outcomes);
}
