import type { Edges } from "../edges.ts";
import type { OnEvent } from "../model/event.ts";
import { isObject, type Json } from "../model/json.ts";
import { type Called, readBody, refusalOf } from "./answer.ts";
import { type Breaker, tooMuchFails } from "./breaker.ts";
import type { CallTimes } from "./call-times.ts";
import type { GenesysError, StopError } from "./errors.ts";
import type { Asked } from "./lanes.ts";
import type { Pacer } from "./pacer.ts";
import type { Pass } from "./pass.ts";
import { type Headers, header, reportedRate } from "./rate-headers.ts";
import { retryAfterInWords, retryAfterMs } from "./retry-after.ts";
import { routeOf } from "./route.ts";
import type { Tokens } from "./token.ts";
import { CORRELATION_ID, type Order, type Reply, type Wire } from "./wire.ts";

export interface Call {
  readonly method: Order["method"];
  /** Path and query on the API host, below `/api/v2/`. */
  readonly path: string;
  readonly body: Json;
  readonly timeoutMs: number;
  /** It can wait for others to get their part of the limit. */
  readonly yields?: boolean;
  /** Asked when the call's turn comes; `false` keeps it from being sent. */
  readonly fresh?: () => boolean;
  /** Awaited when the call's turn has come, right before it leaves; what it throws keeps the call from being sent. */
  readonly before?: () => Promise<void>;
}

/** What one call came to. */
export type Sent =
  | {
      readonly kind: "accepted";
      readonly status: number;
      readonly body: Json;
      readonly correlationId?: string;
      /** Monotonic time at which the call left. */
      readonly sentAt: number;
    }
  /** A 4xx that means no: nothing happened. */
  | { readonly kind: "refused"; readonly error: GenesysError }
  /** 429: nothing happened, and the pause is registered. */
  | { readonly kind: "throttled" }
  /** 401: nothing happened, and there is another token. */
  | { readonly kind: "renewed" }
  /** `fresh` said no: nothing was sent. */
  | { readonly kind: "stale" }
  /** It may have happened. `hopeless`: there has never been a connection to the host. */
  | {
      readonly kind: "unclear";
      readonly why: string;
      readonly error: GenesysError | StopError;
      readonly correlationId?: string;
      readonly hopeless: boolean;
    };

export interface CallsOptions {
  readonly api: string;
  readonly edges: Edges;
  readonly wire: Wire;
  readonly pacer: Pacer;
  readonly tokens: Tokens;
  readonly userAgent: string;
  readonly times: CallTimes;
  /** Ends the session when too much fails; absent where that does no harm. */
  readonly breaker?: Breaker;
  readonly onEvent: OnEvent;
  readonly signal?: AbortSignal;
}

export type Calls = (call: Call) => Promise<Sent>;

/** Makes single calls: paced, with a token, and told apart by what they came to. Throws StopError, or the signal's reason before sending. */
export function createCalls(options: CallsOptions): Calls {
  const { pacer, tokens, wire, signal } = options;
  return async (call) => {
    const url = apiUrl(call.path, options.api);
    // Minted before the pass is taken, or all who wait for the token would leave in one rush.
    signal?.throwIfAborted();
    await tokens.get();
    await options.times.recall();
    const leaving = { yields: call.yields ?? false };
    const pass = await pacer.enter(`${call.method} ${routeOf(url.pathname)}`, signal, leaving);
    const token = await tokenFor(pass, options);
    const ended = await options.times.leaves();
    if (!(await mayLeave(call, pass, options))) {
      await ended();
      return { kind: "stale" };
    }
    const sentAt = options.edges.clock.monotonic();
    const reply = await wire(orderOf(call, url, token, options.userAgent));
    noteFailure(reply, call.method !== "GET", options);
    await ended();
    const called = {
      method: call.method,
      path: url.pathname,
      credential: tokens.credential,
      secrets: [token],
      sentAt,
    };
    return settle(called, pass, reply, token, options);
  };
}

function noteFailure(reply: Reply, writes: boolean, { breaker, pacer, edges, onEvent }: CallsOptions): void {
  const failed = reply.kind === "broken" || reply.status >= 500;
  const opened = breaker?.note(failed, writes, edges.clock.monotonic());
  if (!opened) return;
  onEvent({ type: "breaker", ...opened });
  pacer.stop(tooMuchFails(opened.failed, opened.calls));
}

/** Keeps the token on the API host, whatever a plan file or a server gives for a path. */
function apiUrl(path: string, api: string): URL {
  const url = new URL(path, api);
  if (url.origin !== api || !url.pathname.startsWith("/api/v2/") || /%2e|%2f|%5c/i.test(url.pathname))
    throw new TypeError(`"${path}" is no path of the Genesys Cloud API: it must lie below /api/v2/.`);
  return url;
}

async function tokenFor(pass: Pass, { tokens, signal }: CallsOptions): Promise<string> {
  try {
    const token = await tokens.get();
    signal?.throwIfAborted();
    return token;
  } catch (error) {
    pass.unsent();
    throw error;
  }
}

/** Asks whether the call is still fresh before and after what has to be done first, which takes its time. Gives an unused pass back. */
async function mayLeave(call: Call, pass: Pass, { pacer, signal }: CallsOptions): Promise<boolean> {
  const isFresh = () => call.fresh?.() !== false;
  let leaves = false;
  try {
    if (!isFresh()) return false;
    await call.before?.();
    signal?.throwIfAborted();
    pacer.throwIfStopped();
    leaves = isFresh();
    return leaves;
  } finally {
    if (!leaves) pass.unsent();
  }
}

function orderOf(call: Call, url: URL, token: string, userAgent: string): Order {
  const body = call.body === null ? null : JSON.stringify(call.body);
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "user-agent": userAgent,
    ...(body !== null && { "content-type": "application/json" }),
  };
  return { method: call.method, url, headers, body, timeoutMs: call.timeoutMs };
}

async function settle(
  called: Called,
  pass: Pass,
  reply: Reply,
  token: string,
  options: CallsOptions,
): Promise<Sent> {
  if (reply.kind === "broken") {
    pass.lost();
    return { kind: "unclear", why: reply.why, error: reply.error, hopeless: reply.hopeless };
  }
  const { status, headers, text } = reply;
  if (status === 429) {
    pass.throttled(
      askedOf(headers, text, options.edges),
      reportedRate(headers, arrivalOf(headers, options.edges)),
    );
    return { kind: "throttled" };
  }
  pass.answered(status < 500, reportedRate(headers, arrivalOf(headers, options.edges)));
  if (status === 401) {
    await options.tokens.renew(token);
    return { kind: "renewed" };
  }
  return judge(called, status, headers, text);
}

function judge(called: Called, status: number, headers: Headers, text: string): Sent {
  const id = header(headers, CORRELATION_ID);
  const correlation = id === undefined ? {} : { correlationId: id };
  const body = readBody(text);
  if (status >= 200 && status < 300 && body !== undefined)
    return { kind: "accepted", status, body, sentAt: called.sentAt, ...correlation };
  const error = refusalOf(called, status, headers, text);
  if (status >= 400 && status < 500 && status !== 408) return { kind: "refused", error };
  return { kind: "unclear", why: error.message, error, hopeless: false, ...correlation };
}

function askedOf(headers: Headers, text: string, edges: Edges): Asked {
  const body = readBody(text);
  const { limit, message } = isObject(body) ? body : {};
  const arrival = arrivalOf(headers, edges);
  const wait =
    retryAfterMs(header(headers, "retry-after"), arrival) ??
    retryAfterMs(typeof message === "string" ? retryAfterInWords(message) : undefined, arrival);
  const { key, value } = isObject(limit) ? limit : {};
  const correlationId = header(headers, CORRELATION_ID);
  return {
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(typeof key === "string" && key !== "" && { limitKey: key }),
    ...(Number(value) > 0 && { limitValue: Number(value) }),
    ...(correlationId !== undefined && { correlationId }),
  };
}

function arrivalOf(headers: Headers, edges: Edges) {
  return { nowMs: edges.clock.now(), date: header(headers, "date") };
}
