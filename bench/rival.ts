import type { LogEntry, Org } from "../src/simulator/org.ts";

/** No contender asks for this. */
const PATH = "/api/v2/routing/languages?name=rival";

/** Somebody else who calls with the same token, at an even pace from now on, whatever the answers. */
export function letRivalCall(org: Org, token: string, perMinute: number): void {
  const headers = { Authorization: `Bearer ${token}` };
  const call = () => org.handle({ method: "GET", path: PATH, headers, body: "" }, Date.now());
  if (perMinute > 0) setInterval(call, 60_000 / perMinute);
}

export function isRivals({ path }: Pick<LogEntry, "path">): boolean {
  return path === PATH;
}
