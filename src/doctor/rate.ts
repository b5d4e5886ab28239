import type { Check } from "../model/checkup.ts";
import { counted, figure } from "../model/figures.ts";
import { cannotTell, ok } from "./check.ts";
import type { Calls, Pace } from "./seen.ts";

/** What rate the organisation allows, and what gus makes of it. */
export function judgeRate({ limits, pace }: Calls): Check {
  if (!pace) return cannotTell("rate", "Not looked at, since no call came so far");
  const used = `gus makes ${perWindow(pace.allowed, pace)} at most, ${figure(pace.concurrency)} at once`;
  if (pace.told) return ok("rate", `${perWindow(pace.limit, pace)} are allowed; ${used}`);
  const lacking = limits?.ok === false ? limits.permissions.join(" or ") : "";
  const why = lacking === "" ? "its limits do not tell" : `no ${lacking}`;
  const assumed = pace.given ? "--rate says" : "gus assumes";
  return cannotTell(
    "rate",
    `gus cannot see what the organisation allows (${why}); ${assumed} ${perWindow(pace.limit, pace)}, and ${used}`,
    pace.given
      ? undefined
      : `If it is another rate, set it with --rate, or give a role of the client ${lacking || "limits:organization:view"}`,
  );
}

function perWindow(calls: number, { windowMs }: Pace): string {
  return `${counted(calls, "call")} ${windowMs === 60_000 ? "a minute" : `in ${windowMs / 1000} s`}`;
}
