import type { Json } from "../model/json.ts";
import type { Calls } from "./calls.ts";
import type { GenesysError } from "./errors.ts";

export interface WriteRequest {
  readonly method: "PATCH" | "PUT" | "POST" | "DELETE";
  /** Below `/api/v2/`, without a query. */
  readonly path: string;
  /** `null` = no body. */
  readonly body: Json | null;
  /** It can wait for others to get their part of the limit: routing, in a run. */
  readonly yields?: boolean;
  /** Asked when the call's turn comes: whether what it was compared with is still fresh. If not, nothing is sent. */
  readonly fresh?: () => boolean;
  /** Awaited right before the call leaves, e.g. to write down that it will; what it throws keeps the call from being sent. */
  readonly before?: () => Promise<void>;
}

/** What became of one attempt to write. Only `ambiguous` leaves open whether it was applied. */
export type WriteAnswer =
  | {
      readonly kind: "accepted";
      readonly status: number;
      readonly body: Json;
      readonly correlationId?: string;
    }
  /** 400, 403, 404, 409, 413, 415 and other 4xx: not applied. */
  | { readonly kind: "refused"; readonly error: GenesysError }
  /** 429: not applied. The next send waits for the pause. */
  | { readonly kind: "throttled" }
  /** 401: not applied. The token is renewed; send again. */
  | { readonly kind: "renewed" }
  /** Its turn came too late; nothing was sent. */
  | { readonly kind: "stale" }
  /** 408, 5xx, time-out, broken connection, an answer that is no JSON: read before doing anything else. */
  | { readonly kind: "ambiguous"; readonly why: string; readonly correlationId?: string };

/**
 * Writes, one attempt per call, paced. Sending again is the caller's business, who has to compare first.
 * Throws StopError when the run cannot go on, the signal's reason when it is aborted before sending, and whatever `before` throws; in all these
 * cases this write was not sent, or was refused with 401.
 */
export interface Writer {
  write(request: WriteRequest): Promise<WriteAnswer>;
}

export function createWriter(calls: Calls, timeoutMs: number): Writer {
  return {
    write: async (request) => {
      const sent = await calls({ ...request, timeoutMs });
      if (sent.kind === "accepted") {
        const { sentAt: _, ...answer } = sent;
        return answer;
      }
      if (sent.kind !== "unclear") return sent;
      const { why, correlationId } = sent;
      return { kind: "ambiguous", why, ...(correlationId !== undefined && { correlationId }) };
    },
  };
}
