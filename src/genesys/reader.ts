import pRetry from "p-retry";
import type { Edges } from "../edges.ts";
import type { OnEvent } from "../model/event.ts";
import { isObject, type Json } from "../model/json.ts";
import type { Call, Calls, Sent } from "./calls.ts";
import { StopError } from "./errors.ts";
import { type Backoff, backoffMs } from "./pacing.ts";
import { routeOf } from "./route.ts";

export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export interface Answer {
  readonly status: number;
  /** `null` when the answer had no body. */
  readonly body: Json;
  readonly correlationId?: string;
  /** Monotonic time at which the call left: what it shows is no older. */
  readonly sentAt: number;
}

/**
 * Reads, each repeated until it is clear: after 408, 5xx, broken connections and unreadable answers with growing waits, after 429 when the
 * pause is over, after 401 with another token. Throws GenesysError for an answer that means no, StopError when the run cannot go on, and
 * the signal's reason once it is aborted.
 */
export interface Reader {
  /** `path` lies below `/api/v2/`. Members of a list are joined with commas; undefined ones are left out. */
  get(path: string, query?: Query): Promise<Answer>;
  /** POST /api/v2/users/search, a read that takes a body. */
  search(body: Json): Promise<Answer>;
  /** POST /api/v2/audits/query/realtime, another one. It may be slow, and a run can do without it: repeated once at most. */
  audits(body: Json): Promise<Answer>;
  /** What one attempt to get something shows; undefined for any answer but a clear one. For what a run can do without. */
  glance(path: string): Promise<Json | undefined>;
}

export interface ReaderOptions {
  readonly calls: Calls;
  readonly edges: Edges;
  readonly onEvent: OnEvent;
  /** Further tries after the first. */
  readonly retries: number;
  readonly retry5xx: Backoff;
  readonly timeoutMs: number;
  /** For answers of 500 users and more. */
  readonly pageTimeoutMs: number;
  readonly signal?: AbortSignal;
}

const AUDITS = "/api/v2/audits/query/realtime?expand=user";

export function createReader(options: ReaderOptions): Reader {
  const timeoutFor = (pageSize: unknown) =>
    Number(pageSize) >= 500 ? options.pageTimeoutMs : options.timeoutMs;
  return {
    get: (path, query = {}) => {
      const timeoutMs = timeoutFor(query.pageSize);
      return read({ method: "GET", path: withQuery(path, query), body: null, timeoutMs }, options);
    },
    glance: async (path) => {
      const sent = await options.calls({ method: "GET", path, body: null, timeoutMs: options.timeoutMs });
      return sent.kind === "accepted" ? sent.body : undefined;
    },
    audits: (body) => {
      const { timeoutMs, retries } = options;
      return read(
        { method: "POST", path: AUDITS, body, timeoutMs },
        { ...options, retries: Math.min(1, retries) },
      );
    },
    search: (body) => {
      const timeoutMs = timeoutFor(isObject(body) ? body.pageSize : undefined);
      return read({ method: "POST", path: "/api/v2/users/search", body, timeoutMs }, options);
    },
  };
}

function withQuery(path: string, query: Query): string {
  const encode = (value: string | number | readonly string[]) =>
    (typeof value === "object" ? value : [value]).map(encodeURIComponent).join(",");
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encode(value)}`],
  );
  return pairs.length === 0 ? path : `${path}${path.includes("?") ? "&" : "?"}${pairs.join("&")}`;
}

/** A call that is answered 429 this often in a row will not get through in this run. */
export const THROTTLED_TRIES = 10;

/** Other routes may pass meanwhile, so the pacer alone does not see that this one never does. */
export function throttledOnOneRoute({ method, path }: Pick<Call, "method" | "path">): StopError {
  const message = `${method} ${path.split("?")[0]} is answered 429 again and again.`;
  return new StopError("throttle-episodes", message, "Run again later, with a lower --rate or --budget.");
}

/** Carries an unclear outcome through p-retry, as the one kind of failure that is tried again. */
class Unclear extends Error {
  readonly sent: Extract<Sent, { kind: "unclear" }>;

  constructor(sent: Extract<Sent, { kind: "unclear" }>) {
    super(sent.why);
    this.sent = sent;
  }
}

async function read(call: Call, options: ReaderOptions): Promise<Answer> {
  try {
    return await pRetry(() => attempt(call, options.calls), {
      retries: options.retries,
      minTimeout: 0,
      randomize: false,
      shouldRetry: ({ error }) => error instanceof Unclear,
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (error instanceof Unclear && retriesLeft > 0) await wait(call, attemptNumber, error, options);
      },
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof Unclear ? error.sent.error : error;
  }
}

async function attempt(call: Call, calls: Calls): Promise<Answer> {
  for (let throttled = 0; ; ) {
    const sent = await calls(call);
    if (sent.kind === "throttled" && ++throttled >= THROTTLED_TRIES) throw throttledOnOneRoute(call);
    if (sent.kind === "refused") throw sent.error;
    if (sent.kind === "unclear") throw sent.hopeless ? sent.error : new Unclear(sent);
    if (sent.kind === "accepted") {
      const { kind, ...answer } = sent;
      return answer;
    }
  }
}

async function wait(
  { method, path }: Call,
  attemptNumber: number,
  { sent: { why, correlationId } }: Unclear,
  { edges, retry5xx, onEvent, signal }: ReaderOptions,
): Promise<void> {
  const ms = backoffMs(attemptNumber, retry5xx, edges.random.next());
  const correlation = correlationId === undefined ? {} : { correlationId };
  onEvent({ type: "pause", reason: "backoff", ms: Math.round(ms), detail: why, ...correlation });
  await edges.clock.sleep(ms, signal);
  onEvent({ type: "retry", method, route: routeOf(path), attempt: attemptNumber + 1, why, ...correlation });
}
