import type { Redaction } from "./plan.ts";
import type { Ref, Value } from "./state.ts";
import type { Timeline } from "./timeline.ts";

/**
 * What became of an operation for one user.
 * applied: written, and accepted by Genesys. already-applied: live was as planned, nothing sent.
 * held: somebody else changed what the call would replace; nothing sent. contended: refused for its version again and again.
 * failed: refused. skipped: not tried because of something before it. not-persisted: accepted, yet live still shows the value before.
 * changed-since: written, then changed by somebody else. unverified: written, not readable afterwards. not-sent: the run stopped first.
 */
export const OUTCOME_STATUSES = [
  "applied",
  "already-applied",
  "held",
  "contended",
  "failed",
  "skipped",
  "not-persisted",
  "changed-since",
  "unverified",
  "not-sent",
] as const;
export type OutcomeStatus = (typeof OUTCOME_STATUSES)[number];

/** One cell that is not what the plan was made from. */
export interface Conflict {
  readonly field: string;
  readonly key?: Ref;
  readonly base: Value;
  readonly live: Value;
  readonly desired: Value;
}

export interface Outcome {
  readonly opId: string;
  readonly userId: string;
  readonly email: string;
  readonly status: OutcomeStatus;
  /** Why, for people; empty when applied. */
  readonly reason: string;
  readonly conflicts: readonly Conflict[];
  readonly correlationId?: string;
}

export interface Result {
  readonly formatVersion: string;
  readonly kind: "result";
  readonly run: string;
  readonly made: {
    readonly at: string;
    readonly endedAt: string;
    readonly toolVersion: string;
    readonly seconds: number;
  };
  readonly planHash: string;
  readonly reviewHash: string;
  readonly org: Ref;
  /** The files and folders of definitions that the plan was made from. */
  readonly roots?: readonly string[];
  /** Globs that the plan was narrowed to; absent for everybody. */
  readonly selection?: readonly string[];
  readonly redacted: Redaction;
  readonly calls: { readonly reads: number; readonly writes: number; readonly throttled: number };
  readonly summary: Readonly<Record<OutcomeStatus, number>>;
  /** Why the run ended before its end, when it did. */
  readonly stopped?: { readonly code: string; readonly message: string };
  readonly outcomes: readonly Outcome[];
  /** What the process that wrote this did over time. */
  readonly timeline?: Timeline;
  readonly exitCode: number;
}
