import { createLimiter, DEFAULT_LIMITER, type LimiterOptions } from "./limiters/create.ts";
import type { Admission, Limiter } from "./limiters/limiter.ts";
import { sameRoute } from "./pattern.ts";
import type { Chance } from "./random.ts";
import type { Refused } from "./refused.ts";
import { RATE_LIMIT } from "./routes/organization.ts";
import { tooManyRequests } from "./throttled.ts";

/** Which headers tell the state of the limit. The platform itself sends none since 2021. */
export type HeaderFamily = "none" | "inin" | "x-ratelimit-epoch" | "x-ratelimit-delta";

/** A limit of its own for one route, on top of the one per token. */
export interface RouteLimit extends LimiterOptions {
  readonly key: string;
  readonly method: string;
  readonly route: string;
}

export interface GateOptions {
  readonly limiter?: Partial<LimiterOptions>;
  /** Whether each token has a bucket of its own, or all tokens of a client share one; token when absent. */
  readonly per?: "token" | "client";
  readonly headers?: HeaderFamily;
  readonly routes?: readonly RouteLimit[];
  /** Somebody else calls with the same token, at a constant rate from the token's first call on. */
  readonly rival?: { readonly perMinute: number };
}

export interface GateCall {
  readonly token: string;
  readonly clientId: string;
  readonly method: string;
  /** Pattern of the route; the path itself when no route fits. */
  readonly route: string;
}

export interface Passage {
  readonly headers: Readonly<Record<string, string>>;
  readonly refused?: Refused;
}

/** The rate limits in front of the API. */
export interface Gate {
  /** The limit per token as it is now. */
  readonly limiter: LimiterOptions;
  /** Puts another limit in its place; whoever calls begins anew. */
  change(limiter: Partial<LimiterOptions>): void;
  pass(call: GateCall, now: number): Passage;
}

interface Bucket {
  readonly limiter: Limiter;
  rivalAt: number;
}

export function createGate(
  options: GateOptions,
  switches: { readonly refusedCallsCount: boolean; readonly limitNamed: boolean },
  chance: Chance,
): Gate {
  let limiter = { ...DEFAULT_LIMITER, refusedCount: switches.refusedCallsCount, ...options.limiter };
  const buckets = new Map<string, Bucket>();
  const bucket = (name: string, kind: LimiterOptions, now: number): Bucket => {
    const held = buckets.get(name) ?? { limiter: createLimiter(kind, chance), rivalAt: now };
    buckets.set(name, held);
    return held;
  };
  return {
    get limiter() {
      return limiter;
    },
    change: (to) => {
      limiter = { ...limiter, ...to };
      buckets.clear();
    },
    pass: (call, now) => {
      const owner = options.per === "client" ? call.clientId : call.token;
      const main = bucket(owner, limiter, now);
      letRivalCall(main, options, limiter, now);
      const admission = main.limiter.admit(now);
      const headers = limitHeaders(options.headers ?? "none", admission, now);
      if (!admission.ok)
        return { headers, refused: refuse(admission, RATE_LIMIT, headers, switches.limitNamed) };
      for (const own of (options.routes ?? []).filter((limit) => limits(limit, call))) {
        const verdict = bucket(`${owner} ${own.key}`, own, now).limiter.admit(now);
        const named = { namespace: RATE_LIMIT.namespace, key: own.key };
        if (!verdict.ok) return { headers, refused: refuse(verdict, named, headers, switches.limitNamed) };
      }
      return { headers };
    },
  };
}

function limits(limit: RouteLimit, call: GateCall): boolean {
  return limit.method === call.method && sameRoute(limit.route, call.route);
}

function letRivalCall(bucket: Bucket, options: GateOptions, limiter: LimiterOptions, now: number): void {
  if (options.rival === undefined) return;
  const interval = 60_000 / options.rival.perMinute;
  bucket.rivalAt = Math.max(bucket.rivalAt, now - 2 * limiter.windowMs);
  while (bucket.rivalAt + interval <= now) {
    bucket.rivalAt += interval;
    bucket.limiter.admit(bucket.rivalAt);
  }
}

function refuse(
  admission: Extract<Admission, { ok: false }>,
  limit: { readonly namespace: string; readonly key: string },
  headers: Passage["headers"],
  named: boolean,
): Refused {
  const seconds = admission.retryAfterSeconds;
  return tooManyRequests(
    seconds,
    { ...headers, "Retry-After": String(seconds) },
    named ? { ...limit, value: admission.allowed } : undefined,
  );
}

/**
 * The historic family counts requests used, this one included, and seconds left; the generic one
 * counts requests left, and its reset is either a delta or an epoch in seconds.
 */
function limitHeaders(family: HeaderFamily, admission: Admission, now: number): Passage["headers"] {
  const { used, allowed, reset } = admission;
  if (family === "none") return {};
  if (family === "inin") {
    return {
      "inin-ratelimit-count": String(used),
      "inin-ratelimit-allowed": String(allowed),
      "inin-ratelimit-reset": String(reset),
    };
  }
  return {
    "X-RateLimit-Limit": String(allowed),
    "X-RateLimit-Remaining": String(Math.max(0, allowed - used)),
    "X-RateLimit-Reset": String(family === "x-ratelimit-delta" ? reset : Math.ceil(now / 1000) + reset),
  };
}
