import { type Dispatcher, request } from "undici";
import type { Clock } from "../edges.ts";
import { callKind } from "../model/call-kind.ts";
import type { AccountUse, OnEvent } from "../model/event.ts";
import type { StopError } from "./errors.ts";
import { type Headers, header } from "./rate-headers.ts";
import { routeOf } from "./route.ts";
import type { Endpoints } from "./settings.ts";
import { isConnectFailure, unreachable, whyNoAnswer } from "./unreachable.ts";

/** One HTTP call, ready to be sent. */
export interface Order {
  readonly method: "GET" | "PATCH" | "PUT" | "POST" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Until the whole answer is read. */
  readonly timeoutMs: number;
}

export type Reply =
  | { readonly kind: "reply"; readonly status: number; readonly headers: Headers; readonly text: string }
  /** No whole answer came. `hopeless`: there was no connection, and never has been one. */
  | {
      readonly kind: "broken";
      readonly why: string;
      readonly error: StopError;
      readonly hopeless: boolean;
    };

export type Wire = (order: Order) => Promise<Reply>;

export interface WireOptions {
  readonly dispatcher: Dispatcher;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
  /** How the account stands now. */
  readonly account: () => AccountUse;
  /** Told of every answer, before anybody judges it. */
  readonly onReply?: OnReply;
}

/** What an answer shows besides its body. Headers have lower-case names. */
export interface SeenReply {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  /** Wall time of its arrival, milliseconds since the epoch. */
  readonly at: number;
}

export type OnReply = (reply: SeenReply) => void;

/** Sends calls through a dispatcher. Never rejects; reports each call as an event. */
export function createWire(options: WireOptions): Wire {
  const { dispatcher, endpoints, clock, onEvent, account, onReply } = options;
  const answered = new Set<string>();
  return async (order) => {
    const start = clock.monotonic();
    const time = clock.limit(order.timeoutMs);
    const reply = await exchange(order, dispatcher, endpoints, answered, time.signal);
    time.clear();
    if (reply.kind === "reply") {
      answered.add(order.url.origin);
      onReply?.({ url: order.url, status: reply.status, headers: reply.headers, at: clock.now() });
    }
    const correlationId = reply.kind === "reply" ? header(reply.headers, CORRELATION_ID) : undefined;
    const route = routeOf(order.url.pathname);
    onEvent({
      type: "call",
      method: order.method,
      route,
      status: reply.kind === "reply" ? reply.status : 0,
      ms: Math.round(clock.monotonic() - start),
      ...(correlationId !== undefined && { correlationId }),
      // The token endpoint has a limit of its own.
      ...(callKind(order.method, route) !== "token" && { account: account() }),
    });
    return reply;
  };
}

export const CORRELATION_ID = "inin-correlation-id";

async function exchange(
  order: Order,
  dispatcher: Dispatcher,
  endpoints: Endpoints,
  answered: ReadonlySet<string>,
  /** One limit for the whole answer, also for one that only trickles in. */
  signal: AbortSignal,
): Promise<Reply> {
  try {
    const { method, headers, body } = order;
    const answer = await request(order.url, { method, headers, body, dispatcher, signal });
    const text = await answer.body.text();
    return { kind: "reply", status: answer.statusCode, headers: answer.headers, text };
  } catch (error) {
    const { origin } = order.url;
    const why = whyNoAnswer(error, order.timeoutMs);
    const chosenBy = endpoints.chosenBy?.[origin === endpoints.api ? "api" : "login"];
    const hopeless = !answered.has(origin) && isConnectFailure(error);
    return { kind: "broken", why, error: unreachable(origin, why, chosenBy), hopeless };
  }
}
