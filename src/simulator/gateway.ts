import type { SimResponse } from "./http.ts";

/** What lies between the platform and whoever calls it, and makes of its answers. */
export interface Gateway {
  /** Headers that it takes away, in any case. */
  readonly strips?: readonly string[];
  /** Headers that it adds, or puts in the place of others. */
  readonly adds?: Readonly<Record<string, string>>;
  /** How far the clock that `Date` is read from is ahead of the caller's, milliseconds. */
  readonly aheadMs?: number;
}

/** An answer as it comes out of the gateway. */
export function throughGateway(response: SimResponse, gateway: Gateway): SimResponse {
  const { strips = [], adds = {}, aheadMs = 0 } = gateway;
  const gone = new Set([...strips, ...Object.keys(adds)].map((name) => name.toLowerCase()));
  const kept = Object.entries(response.headers)
    .filter(([name]) => !gone.has(name.toLowerCase()))
    .map(([name, value]) => [name, name === "Date" ? movedOn(value, aheadMs) : value] as const);
  return { ...response, headers: { ...Object.fromEntries(kept), ...adds } };
}

function movedOn(date: string, byMs: number): string {
  return new Date(Date.parse(date) + byMs).toUTCString();
}
