import { isObject, type Json } from "../model/json.ts";
import type { SimRequest } from "./http.ts";
import { listParam } from "./render.ts";
import { findRoute, type Match } from "./router.ts";

/** A request taken apart, before anybody asked whether it may pass. */
export interface ReadRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly token: string | undefined;
  readonly match: Match | undefined;
  /** The route's pattern; the path when no route fits. */
  readonly route: string;
  /** Users named in path, body or `id` parameters. */
  readonly userIds: readonly string[];
}

export function readRequest({ method, path: target, headers, body }: SimRequest): ReadRequest {
  const [path = "", search = ""] = target.split("?", 2);
  const query = new URLSearchParams(search);
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const match = findRoute(method, path);
  return {
    method,
    path,
    query,
    headers: lower,
    body,
    token: /^Bearer (.+)$/i.exec(lower.authorization ?? "")?.[1],
    match,
    route: match?.route.path ?? path,
    userIds: [
      ...(match?.params.userId === undefined ? [] : [match.params.userId]),
      ...listed(path, query, body),
    ],
  };
}

const NAMES_USERS = /^\/api\/v2\/(users|users\/bulk|authorization\/divisions\/[^/]+\/objects\/USER)$/;

function listed(path: string, query: URLSearchParams, body: string): readonly string[] {
  if (!NAMES_USERS.test(path)) return [];
  const parsed = parseJson(body);
  const entries = Array.isArray(parsed) ? (parsed as readonly Json[]) : [];
  const ids = entries.flatMap((entry) => (isObject(entry) ? entry.id : entry) ?? []);
  return [...listParam(query, "id"), ...ids.filter((id): id is string => typeof id === "string")];
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
