import type { Edges } from "../edges.ts";
import type { CallTimes } from "./call-times.ts";
import type { Pacer } from "./pacer.ts";
import type { Wire } from "./wire.ts";

/** The end of a run does not wait longer than this to clean up. */
const PATIENCE_MS = 5_000;

export interface RevokeOptions {
  readonly wire: Wire;
  readonly pacer: Pacer;
  readonly edges: Edges;
  readonly api: string;
  readonly userAgent: string;
  readonly times: CallTimes;
}

/** Revokes a minted token, which would else live for up to two days. Best effort: gives up when throttled, never throws. */
export async function revoke(token: string | undefined, options: RevokeOptions): Promise<void> {
  const { wire, pacer, edges, api, userAgent, times } = options;
  if (token === undefined) return;
  const enough = new AbortController();
  const done = new AbortController();
  edges.clock.sleep(PATIENCE_MS, done.signal).then(
    () => enough.abort(),
    () => undefined,
  );
  try {
    const pass = await pacer.enter("DELETE /api/v2/tokens/me", enough.signal);
    const ended = await times.leaves();
    const reply = await wire({
      method: "DELETE",
      url: new URL("/api/v2/tokens/me", api),
      headers: { authorization: `Bearer ${token}`, "user-agent": userAgent },
      body: null,
      timeoutMs: PATIENCE_MS,
    });
    await ended();
    if (reply.kind === "reply") pass.answered(false);
    else pass.lost();
  } catch {
    // Throttled for longer than it is worth; the token expires by itself.
  } finally {
    done.abort();
  }
}
