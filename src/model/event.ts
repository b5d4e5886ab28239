import type { Outcome } from "./outcome.ts";

export type StageName = "read" | "plan" | "check" | "apply" | "verify";
/**
 * throttled: after a 429. backoff: after a fault of the server. settle: before routing in a large run. contended: before users who were
 * refused again and again get one more try. resume: until calls of a run that died are surely over. reserve: until others have got their
 * part of the limit. lock: while another run holds the organisation's lock.
 */
export type PauseReason = "throttled" | "backoff" | "settle" | "contended" | "resume" | "reserve" | "lock";

/** What happens during a run, for progress, logs and metrics. Never carries a token or a body. */
export type GusEvent =
  | { readonly type: "stage"; readonly stage: StageName; readonly users?: number }
  | {
      readonly type: "call";
      readonly method: string;
      /** The path with ids replaced, e.g. `/api/v2/users/{id}`. */
      readonly route: string;
      /** HTTP status; 0 when no answer came. */
      readonly status: number;
      readonly ms: number;
      readonly correlationId?: string;
      /** How the account stood right after it. */
      readonly account?: AccountUse;
    }
  /** A call is made again after a fault; `attempt` counts tries, this one included. */
  | {
      readonly type: "retry";
      readonly method: string;
      readonly route: string;
      readonly attempt: number;
      readonly why: string;
      readonly correlationId?: string;
    }
  /** The pace changed: `allowed` calls in a window, or `width` calls in flight at most. */
  | {
      readonly type: "pace";
      readonly allowed: number;
      readonly width: number;
      readonly detail: string;
    }
  /** The run ends early because too much fails. */
  | { readonly type: "breaker"; readonly failed: number; readonly calls: number }
  | {
      readonly type: "pause";
      readonly reason: PauseReason;
      readonly ms: number;
      readonly detail: string;
      /** Of the answer that the pause comes of, when it comes of one. */
      readonly correlationId?: string;
    }
  /** Somebody else wrote a user first; `correlationId` is that of the refusal. */
  | {
      readonly type: "conflict";
      readonly userId: string;
      readonly email: string;
      readonly correlationId?: string;
    }
  | { readonly type: "outcome"; readonly outcome: Outcome }
  /** Something to say at once, about people. */
  | { readonly type: "note"; readonly message: string }
  /** Something to say at once, about the run; it names nobody. */
  | { readonly type: "warning"; readonly message: string };

/** How much of a limit is in use. */
export interface AccountUse {
  /** Calls in flight or answered less than a window ago. */
  readonly used: number;
  /** Calls that this program allows itself in a window. */
  readonly allowed: number;
  /** Calls in a window that the platform allows, as far as is known. */
  readonly limit: number;
}

export type OnEvent = (event: GusEvent) => void;
