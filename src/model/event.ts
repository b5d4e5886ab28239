import type { Outcome } from "./outcome.ts";

export type StageName = "read" | "plan" | "check" | "apply" | "verify";
export type PauseReason = "throttled" | "backoff" | "settle" | "breaker" | "contended";

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
    }
  | { readonly type: "pause"; readonly reason: PauseReason; readonly ms: number; readonly detail: string }
  | { readonly type: "conflict"; readonly userId: string; readonly email: string }
  | { readonly type: "outcome"; readonly outcome: Outcome }
  | { readonly type: "note"; readonly message: string };

export type OnEvent = (event: GusEvent) => void;
