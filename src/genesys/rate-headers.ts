import { type Arrival, retryAfterMs } from "./retry-after.ts";

/** What an answer says of the limit it was counted against. */
export interface ReportedRate {
  /** Calls per window. */
  readonly limit?: number;
  /** Calls left in the window. */
  readonly remaining?: number;
  /** Until the window ends. */
  readonly resetMs?: number;
}

/** Headers with lower-case names; of a repeated one, the values joined or listed. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads `inin-ratelimit-allowed`, `-count`, `-reset` (a delta in seconds; the platform stopped sending them in June 2021) or
 * `X-RateLimit-Limit`, `-Remaining`, `-Reset` (a delta or an epoch; gateways send them). Undefined when there are none.
 */
export function reportedRate(headers: Headers, arrival: Arrival): ReportedRate | undefined {
  const limit = whole(headers, "x-ratelimit-limit") ?? whole(headers, "inin-ratelimit-allowed");
  const used = whole(headers, "inin-ratelimit-count");
  const left = limit !== undefined && used !== undefined ? Math.max(0, limit - used) : undefined;
  const remaining = whole(headers, "x-ratelimit-remaining") ?? left;
  const reset = header(headers, "x-ratelimit-reset") ?? header(headers, "inin-ratelimit-reset");
  const resetMs = reset?.trim() === "0" ? 0 : retryAfterMs(reset, arrival);
  if (limit === undefined && remaining === undefined && resetMs === undefined) return undefined;
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(resetMs !== undefined && { resetMs }),
  };
}

/** The first value of a header. */
export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : value?.[0];
}

function whole(headers: Headers, name: string): number | undefined {
  const digits = /^\s*(\d{1,9})\b/.exec(header(headers, name) ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}
