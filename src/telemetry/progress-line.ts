import type { StageName } from "../model/event.ts";
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
    stage === "apply" ? `${number(usersDone)} of ${number(usersTotal)} users` : "",
    `${number(calls)} ${calls === 1 ? "call" : "calls"}`,
    callTimes.length > 1 ? `${number(perMinute(callTimes, now))}/min` : "",
    pause && pause.until > now ? `paused ${seconds(pause.until - now)}: ${pause.detail}` : eta(progress, now),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function eta(progress: Progress, now: number): string {
  const left = progress.stage === "apply" ? remaining(progress, now) : undefined;
  return left === undefined ? "" : `about ${seconds(left)} left`;
}

/** Over the last minute, or over the time since the first call when that is shorter. */
function perMinute(times: readonly number[], now: number): number {
  const span = Math.max(1000, now - (times[0] ?? now));
  return Math.round((times.length * 60_000) / span);
}

function seconds(ms: number): string {
  const whole = Math.ceil(ms / 1000);
  return whole < 120 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
