import type { Call } from "../history.ts";
import type { Past } from "../past.ts";
import { KEEPING_MS } from "../world/disk.ts";
import type { Invariant } from "./invariant.ts";

/** Alone on its token and under a limit that stays, the program draws no 429 by its own doing. */
export const neverOverTheLimit: Invariant = {
  name: "never more calls than allowed",
  check: (latest, past) => {
    if (latest.kind !== "arrived" || isForeign(past)) return undefined;
    const { call } = latest;
    if (!isTold(call.life, past)) return undefined;
    if (call.status === 429 && !call.struck?.some((fault) => fault.startsWith("throttle")))
      return `the ${past.schedule.limiter.kind} of the platform refused a call`;
    return isCounted(call) ? overWindow(call, past) : undefined;
  },
};

/** Others use the same limit, or it is not the one that the program was told of. */
function isForeign({ schedule }: Past): boolean {
  return schedule.rival !== undefined || schedule.limitChanges.length > 0;
}

/** What the program may know of the limit: it was given, answers report it, or the organisation was asked and has answered. */
function isTold(life: number, { schedule, calls }: Past): boolean {
  const { headers, keepsState, rateGiven } = schedule;
  const hasAnswered = ({ path, status, end }: Call) =>
    path.includes("/organizations/limits/") && status === 200 && end === "answered";
  return (
    rateGiven ||
    headers !== "none" ||
    calls.some((call) => hasAnswered(call) && (keepsState || call.life === life))
  );
}

/** Asking for tokens is not counted by the API's limit. */
function isCounted({ path }: Call): boolean {
  return path !== "/oauth/token";
}

function overWindow(call: Call, past: Past): string | undefined {
  const { budget, limiter } = past.schedule;
  const allowed = Math.max(1, Math.floor(limiter.limit * budget + 1e-9));
  const since = (call.arrivedAt ?? 0) - limiter.windowMs;
  const together = past.calls.filter(
    (other) => other.life === call.life && isCounted(other) && (other.arrivedAt ?? 0) > since,
  ).length;
  return together > allowed
    ? `${together} calls arrived within one window, ${allowed} are allowed`
    : undefined;
}

/** After a 429 no call of its route leaves before the time is over that it asked for, but for those that were at their journal then. */
export const pausesAreKept: Invariant = {
  name: "a pause that was asked for is kept",
  check: (latest, past) => {
    if (latest.kind !== "left" || !isCounted(latest.call)) return undefined;
    const { life, leftAt, method } = latest.call;
    const route = routeOf(latest.call);
    const early = past.calls.find(
      (other) =>
        other.life === life &&
        other.status === 429 &&
        other.end === "answered" &&
        other.method === method &&
        routeOf(other) === route &&
        leftAt > (other.endedAt ?? 0) + KEEPING_MS &&
        leftAt < (other.endedAt ?? 0) + (other.retryAfter ?? 1) * 1000,
    );
    return (
      early &&
      `${method} ${route} leaves ${Math.round(leftAt - (early.endedAt ?? 0))} ms after a 429 that asked for ${early.retryAfter ?? "no"} s`
    );
  },
};

function routeOf({ path }: Call): string {
  return (path.split("?")[0] ?? "").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}");
}
