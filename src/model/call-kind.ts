export type CallKind = "read" | "write" | "token";

/** What a call does: it reads, writes, or is about the token of this program. `route` is a path with ids replaced. */
export function callKind(method: string, route: string): CallKind {
  if (!route.startsWith("/api/v2/") || route === "/api/v2/tokens/me") return "token";
  return method === "GET" || READS.includes(route) ? "read" : "write";
}

/** Reads that take a body. */
const READS = ["/api/v2/users/search", "/api/v2/audits/query/realtime"];
