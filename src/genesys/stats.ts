import { callKind } from "../model/call-kind.ts";
import type { OnEvent } from "../model/event.ts";

export interface Stats {
  /** API calls made to read, to write, and those of both that were answered 429. Asking for and revoking tokens is neither. */
  readonly reads: number;
  readonly writes: number;
  readonly throttled: number;
}

/** Passes events on and counts the calls among them. */
export function countCalls(onEvent: OnEvent): { readonly onEvent: OnEvent; readonly stats: () => Stats } {
  let stats: Stats = { reads: 0, writes: 0, throttled: 0 };
  const count: OnEvent = (event) => {
    onEvent(event);
    if (event.type !== "call") return;
    const kind = callKind(event.method, event.route);
    if (kind === "token") return;
    stats = {
      reads: stats.reads + (kind === "read" ? 1 : 0),
      writes: stats.writes + (kind === "write" ? 1 : 0),
      throttled: stats.throttled + (event.status === 429 ? 1 : 0),
    };
  };
  return { onEvent: count, stats: () => stats };
}
