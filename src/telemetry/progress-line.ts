import type { StageName } from "../model/event.ts";
import { counted, figure } from "../model/figures.ts";
import { type Progress, remaining } from "./progress.ts";

const STAGES: Readonly<Record<StageName, string>> = {
  read: "Reading users",
  plan: "Comparing",
  check: "Checking the plan against live users",
  apply: "Applying",
  verify: "Reading back",
};

/** Where a run stands, in one line. */
export function progressLine(progress: Progress, now: number): string {
  const { stage, usersTotal, usersDone, calls, callTimes, pause } = progress;
  const parts = [
    stage ? STAGES[stage] : "Starting",
    stage === "apply" ? `${figure(usersDone)} of ${figure(usersTotal)} users` : "",
    counted(calls, "call"),
    calls > 0 ? `${figure(callTimes.length)} in the last minute` : "",
    pause && pause.until > now ? `paused ${seconds(pause.until - now)}: ${pause.detail}` : eta(progress, now),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function eta(progress: Progress, now: number): string {
  const left = progress.stage === "apply" ? remaining(progress, now) : undefined;
  return left === undefined ? "" : `about ${seconds(left)} left`;
}

function seconds(ms: number): string {
  const whole = Math.ceil(ms / 1000);
  return whole < 120 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
