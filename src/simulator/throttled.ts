import type { JsonObject } from "../model/json.ts";
import { Refused } from "./refused.ts";

/** 429 as the platform sends it since November 2021. `limit` names the limit that was met. */
export function tooManyRequests(
  seconds: number,
  headers: Readonly<Record<string, string>>,
  limit?: JsonObject,
): Refused {
  return new Refused(
    429,
    "too.many.requests.retry.after",
    `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
    limit === undefined ? {} : { limit },
    headers,
  );
}

/** How a 429 says when to come back. Only whole positive seconds are what the platform documents. */
export type RetryAfter =
  | { readonly form: "seconds"; readonly seconds: number }
  | { readonly form: "date"; readonly seconds: number }
  | { readonly form: "epoch"; readonly seconds: number }
  | { readonly form: "text"; readonly text: string }
  | { readonly form: "missing" };

/** A 429 that did not come from a limiter, with Retry-After in any form. */
export function throttleFault(retryAfter: RetryAfter, now: number, limit?: JsonObject): Refused {
  const value = retryAfterValue(retryAfter, now);
  const seconds = "seconds" in retryAfter ? retryAfter.seconds : 0;
  return tooManyRequests(seconds, value === undefined ? {} : { "Retry-After": value }, limit);
}

function retryAfterValue(retryAfter: RetryAfter, now: number): string | undefined {
  switch (retryAfter.form) {
    case "seconds":
      return String(retryAfter.seconds);
    case "date":
      return new Date(now + retryAfter.seconds * 1000).toUTCString();
    case "epoch":
      return String(Math.ceil(now / 1000) + retryAfter.seconds);
    case "text":
      return retryAfter.text;
    case "missing":
      return undefined;
  }
}
