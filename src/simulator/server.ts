import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Clock, systemClock } from "../edges.ts";
import type { SimRequest, SimResponse } from "./http.ts";
import type { Org } from "./org.ts";

export interface ServeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock?: WaitingClock;
}

export type WaitingClock = Pick<Clock, "now" | "monotonic" | "sleep">;

export interface Served {
  /** `http://127.0.0.1:PORT`, for login and API alike. */
  readonly url: string;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** Puts an org on a port of this machine. Other machines cannot reach it, and other host names are refused. */
export async function serve(org: Org, options: ServeOptions = {}): Promise<Served> {
  const clock = options.clock ?? systemClock;
  const time = steadyTime(clock);
  const closing = new AbortController();
  const server = createServer((request, response) => {
    answer(org, request, response, { time, clock, signal: closing.signal }).catch((error: unknown) => {
      fail(response, error, closing.signal);
    });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Surroundings {
  readonly time: () => number;
  readonly clock: WaitingClock;
  readonly signal: AbortSignal;
}

async function answer(
  org: Org,
  request: IncomingMessage,
  response: ServerResponse,
  { time, clock, signal }: Surroundings,
): Promise<void> {
  const body = await readBody(request);
  if (!isLoopback(request.headers.host)) return refuseHost(response);
  const decided = org.handle(toSimRequest(request, body), time());
  if (decided.delayMs > 0) await clock.sleep(decided.delayMs, signal);
  send(decided, response);
}

/** The wall time at the start, moved on by a clock that never goes back. */
function steadyTime(clock: WaitingClock): () => number {
  const start = clock.now() - clock.monotonic();
  return () => start + clock.monotonic();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** A page in a browser could reach this port under a name of its own; the Host header gives it away. */
function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? "");
}

function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { "Content-Type": "text/plain" });
  response.end("The simulator answers on 127.0.0.1 only.\n");
}

function toSimRequest(request: IncomingMessage, body: string): SimRequest {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value] as const],
  );
  return {
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: Object.fromEntries(headers),
    body,
  };
}

/** A mistake in how the org was set up must not look like a network fault. */
function fail(response: ServerResponse, error: unknown, closing: AbortSignal): void {
  if (closing.aborted || response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { "Content-Type": "text/plain" });
  response.end(`The simulator failed: ${error instanceof Error ? error.message : String(error)}\n`);
}

function send(decided: SimResponse, response: ServerResponse): void {
  if (decided.cut !== undefined) {
    response.destroy();
    return;
  }
  // The org tells the time itself, or somebody on the way takes it away.
  response.sendDate = false;
  const length = decided.body === "" ? {} : { "Content-Length": Buffer.byteLength(decided.body) };
  response.writeHead(decided.status, { ...decided.headers, ...length });
  response.end(decided.body);
}
