import type { Route } from "./call.ts";
import { ROUTES } from "./routes/table.ts";

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route that answers a request; undefined for anything that the platform does not have. */
export function findRoute(method: string, path: string): Match | undefined {
  const parts = path.split("/");
  for (const { route, pattern } of COMPILED) {
    if (route.method !== method) continue;
    const params = paramsOf(pattern, parts);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

const isOpen = (part: string) => part.startsWith("{");

const COMPILED = ROUTES.map((route) => ({ route, pattern: route.path.split("/") })).sort(
  (one, other) => one.pattern.filter(isOpen).length - other.pattern.filter(isOpen).length,
);

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (isOpen(expected)) params[expected.slice(1, -1)] = decoded(part);
    else if (expected !== part) return undefined;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
