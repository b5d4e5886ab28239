import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  // What a client sends has no type yet.
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Told {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in place of the next one that a test wants to see fail. */
export interface Fault extends Told {
  readonly method: string;
  readonly path: RegExp;
  /** The call is carried out all the same. */
  readonly carriedOut?: true;
}

export interface Served {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Serves one function over HTTP on this machine, with faults before it. */
export async function serveFake(answer: (asked: Asked) => Told, faults: Fault[]): Promise<Served> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void read(request).then((one) => {
      asked.push(one);
      const index = faults.findIndex(({ method, path }) => method === one.method && path.test(one.path));
      const [fault] = index < 0 ? [] : faults.splice(index, 1);
      const normal = !fault || fault.carriedOut ? answer(one) : {};
      const { status = 200, body, headers = {} } = fault ?? normal;
      const type = typeof body === "string" ? "text/html" : "application/json";
      response.writeHead(status, { "content-type": type, ...headers });
      response.end(status === 204 ? undefined : typeof body === "string" ? body : JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => close(server) };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? "/", "http://fake");
  const body = text === "" ? {} : JSON.parse(text);
  return {
    method: request.method ?? "",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body,
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** A page of a list, with the link to the next one. The server decides how long pages are. */
export function paged<T>(all: readonly T[], { path, query }: Asked, size: number): Told {
  const page = Number(query.get("page") ?? 1);
  const next = new URLSearchParams(query);
  next.set("page", String(page + 1));
  const headers = page * size < all.length ? { link: `<http://fake${path}?${next}>; rel="next"` } : {};
  return { body: all.slice((page - 1) * size, page * size), headers };
}
