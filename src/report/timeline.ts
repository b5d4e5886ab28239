import { callKind } from "../model/call-kind.ts";
import type { GusEvent, OnEvent, PauseReason } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import type { Pause, PauseTotal, Timeline } from "../model/timeline.ts";
import { fuller, type Slices, startSlices } from "./slices.ts";

export interface TimelineRecorder {
  readonly onEvent: OnEvent;
  /** What happened so far; undefined when nothing did. */
  timeline(): Timeline | undefined;
}

const MOST_PAUSES = 100;
const MOST_STAGES = 12;

/** Keeps of a run's events what draws it, by the time `now` tells. */
export function recordTimeline({ operations }: Plan, now: () => number): TimelineRecorder {
  const began = now();
  const slices = startSlices();
  const pauses = pauseRecorder();
  const users = doneCounter(operations.flatMap((op) => op.users.map(({ id }) => id)));
  const stages: Timeline["stages"][number][] = [];
  return {
    onEvent: (event) => {
      const atMs = Math.max(0, Math.round(now() - began));
      count(event, slices, atMs, users);
      if (event.type === "pause") pauses.add({ atMs, ms: Math.round(event.ms), reason: event.reason });
      if (event.type === "stage" && stages.length < MOST_STAGES) stages.push({ stage: event.stage, atMs });
    },
    timeline: () => {
      const counted = slices.all();
      return counted.slices.length === 0 ? undefined : { ...counted, stages, ...pauses.all() };
    },
  };
}

function count(event: GusEvent, slices: Slices, atMs: number, users: DoneCounter): void {
  const slice = slices.at(atMs);
  if (event.type === "conflict") slice.conflicts += 1;
  if (event.type === "outcome" && event.outcome.status !== "not-sent")
    slice.usersDone = users.settle(event.outcome.userId);
  if (event.type !== "call" || callKind(event.method, event.route) === "token") return;
  slice.calls += 1;
  slice.throttled += event.status === 429 ? 1 : 0;
  const account = fuller(slice.account, event.account);
  if (account) slice.account = account;
}

interface DoneCounter {
  /** Notes that one operation of a user has an outcome, and answers how many users have no open one. */
  settle(userId: string): number;
}

/** An outcome that reading back corrects comes twice, so nobody is counted twice. */
function doneCounter(userIds: readonly string[]): DoneCounter {
  const left = new Map<string, number>();
  for (const id of userIds) left.set(id, (left.get(id) ?? 0) + 1);
  let done = 0;
  return {
    settle: (id) => {
      const open = (left.get(id) ?? 0) - 1;
      left.set(id, open);
      done += open === 0 ? 1 : 0;
      return done;
    },
  };
}

function pauseRecorder() {
  let longest: Pause[] = [];
  const totals = new Map<PauseReason, PauseTotal>();
  return {
    add: (pause: Pause): void => {
      const { count, ms } = totals.get(pause.reason) ?? { count: 0, ms: 0 };
      totals.set(pause.reason, { reason: pause.reason, count: count + 1, ms: ms + pause.ms });
      longest.push(pause);
      if (longest.length > 2 * MOST_PAUSES) longest = longestOf(longest);
    },
    all: (): Pick<Timeline, "pauses" | "pauseTotals"> => ({
      pauses: longestOf(longest).toSorted((a, b) => a.atMs - b.atMs),
      pauseTotals: [...totals.values()],
    }),
  };
}

function longestOf(pauses: readonly Pause[]): Pause[] {
  return pauses.toSorted((a, b) => b.ms - a.ms).slice(0, MOST_PAUSES);
}
