import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, type Dispatcher } from "undici";
import { type ConnectOptions, connect, type Session } from "../../src/genesys/client.ts";
import type { GusEvent } from "../../src/model/event.ts";
import { type FakeClock, fakeClock, fakeEdges } from "../fake-clock.ts";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Monotonic virtual time. */
  readonly at: number;
}

export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** Break the connection instead, before or in the middle of the answer; or never answer. */
  readonly instead?: "reset" | "half" | "silence";
}

/** What a call is answered; `nth` counts the calls of this method and path from 1. */
export type Script = (seen: Seen, nth: number) => Scripted | Promise<Scripted>;

export interface Stage {
  readonly session: Session;
  readonly clock: FakeClock;
  readonly events: readonly GusEvent[];
  /** Calls in order of arrival, without those for tokens. */
  readonly seen: readonly Seen[];
  /** Calls to /oauth/token and /api/v2/tokens/me. */
  readonly tokenCalls: readonly Seen[];
  readonly options: ConnectOptions;
}

export const CLIENT = { kind: "client", id: "an-id", secret: "a-secret" } as const;

/** Token endpoint of a server that has nothing special to say about tokens; token n is `token-n`. */
export const goodTokens: Script = ({ path }, nth) =>
  path === "/oauth/token"
    ? { body: { access_token: `token-${nth}`, token_type: "bearer", expires_in: 86_400 } }
    : { status: 204 };

/** Runs `act` with a session on a scripted server on loopback. Time jumps over waits, but not while a call is under way. */
export async function onStage(
  script: Script,
  act: (stage: Stage) => Promise<void>,
  changes: Partial<ConnectOptions> & { readonly tokens?: Script } = {},
): Promise<void> {
  let underWay = 0;
  const clock = fakeClock({ auto: true, mayJump: () => underWay === 0 });
  const seen: Seen[] = [];
  const tokenCalls: Seen[] = [];
  const counts = new Map<string, number>();
  const { tokens = goodTokens, ...optionChanges } = changes;

  const server = createServer(async (request, response) => {
    const call = await receive(request, clock.monotonic());
    const aboutTokens = call.path === "/oauth/token" || call.path === "/api/v2/tokens/me";
    (aboutTokens ? tokenCalls : seen).push(call);
    const name = `${call.method} ${call.path}`;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    send(await (aboutTokens ? tokens : script)(call, nth), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const agent = new Agent();
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    underWay += 1;
    return dispatch(options, new Ending(handler, () => (underWay -= 1)));
  });
  const events: GusEvent[] = [];
  const options: ConnectOptions = {
    credentials: CLIENT,
    endpoints: { api: origin, login: origin, chosenBy: { api: "--api-url", login: "--api-url" } },
    rate: { limit: 300, windowMs: 60_000 },
    budget: 1,
    burst: 10,
    concurrency: 10,
    timeoutMs: 5_000,
    pageTimeoutMs: 10_000,
    retries: 5,
    retry429: { minMs: 2_000, maxMs: 30_000 },
    retry5xx: { minMs: 10_000, maxMs: 120_000 },
    edges: fakeEdges({ clock }),
    onEvent: (event) => events.push(event),
    toolVersion: "1.2.3",
    dispatcher,
    ...optionChanges,
  };
  const session = connect(options);
  try {
    await act({ session, clock, events, seen, tokenCalls, options });
  } finally {
    await agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Tells when a call has ended, one way or the other. */
class Ending implements Dispatcher.DispatchHandler {
  readonly #inner: Dispatcher.DispatchHandler;
  readonly #ended: () => void;

  constructor(inner: Dispatcher.DispatchHandler, ended: () => void) {
    this.#inner = inner;
    this.#ended = ended;
  }

  onRequestStart(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onRequestStart"]>>) {
    this.#inner.onRequestStart?.(...args);
  }

  onResponseStart(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>) {
    this.#inner.onResponseStart?.(...args);
  }

  onResponseData(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseData"]>>) {
    this.#inner.onResponseData?.(...args);
  }

  onResponseEnd(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseEnd"]>>) {
    this.#ended();
    this.#inner.onResponseEnd?.(...args);
  }

  onResponseError(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseError"]>>) {
    this.#ended();
    this.#inner.onResponseError?.(...args);
  }
}

async function receive(request: IncomingMessage, at: number): Promise<Seen> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body, at };
}

function send({ status = 200, headers = {}, body, instead }: Scripted, response: ServerResponse): void {
  if (instead === "silence") return;
  if (instead === "reset") return void response.socket?.destroy();
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", ...headers });
  if (instead !== "half") return void response.end(text);
  response.write(text, () => response.socket?.destroy());
}
