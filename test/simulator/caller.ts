import type { SimResponse } from "../../src/simulator/http.ts";
import type { Org } from "../../src/simulator/org.ts";

/** Any JSON, read loosely: tests look into answers by name. */
// biome-ignore lint/suspicious/noExplicitAny: answers are inspected member by member
export type Loose = any;

export interface Told extends SimResponse {
  readonly json: Loose;
}

export interface Caller {
  /** Moves the caller's time on. */
  wait(ms: number): void;
  now(): number;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Told;
  get(path: string): Told;
  patch(path: string, body: unknown): Told;
  put(path: string, body: unknown): Told;
  post(path: string, body: unknown): Told;
  delete(path: string): Told;
}

export const START = Date.UTC(2026, 0, 15, 9, 0, 0);

/** Calls an org in simulated time, with a token of its own. */
export function callerOf(org: Org, clientId?: string): Caller {
  let now = START;
  const token = org.mint(START, clientId);
  const call: Caller["call"] = (method, path, body, headers) => {
    const sent = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    };
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    const response = org.handle({ method, path, headers: sent, body: text }, now);
    const isJson = response.headers["Content-Type"] === "application/json";
    return { ...response, json: isJson ? JSON.parse(response.body) : undefined };
  };
  return {
    wait: (ms) => {
      now += ms;
    },
    now: () => now,
    call,
    get: (path) => call("GET", path),
    patch: (path, body) => call("PATCH", path, body),
    put: (path, body) => call("PUT", path, body),
    post: (path, body) => call("POST", path, body),
    delete: (path) => call("DELETE", path),
  };
}
