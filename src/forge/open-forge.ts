import type { Edges } from "../edges.ts";
import type { Forge } from "./forge.ts";
import type { Where } from "./where.ts";

/** Loads no more than the client that is needed. */
export async function openForge(where: Where, edges: Edges, signal: AbortSignal): Promise<Forge> {
  const { openFetch } = await import("./http.ts");
  const fetch = openFetch(edges, where.token, signal);
  if (where.forge === "github") return (await import("./github.ts")).github(where, fetch);
  return (await import("./gitlab.ts")).gitlab(where, fetch);
}
