import type { AccountUse, PauseReason, StageName } from "./event.ts";

/** What a run did over time, in slices of equal length, few of them however long it took. Names nobody. Times count from its start. */
export interface Timeline {
  readonly sliceMs: number;
  readonly slices: readonly Slice[];
  readonly stages: readonly { readonly stage: StageName; readonly atMs: number }[];
  /** The longest ones, in order. */
  readonly pauses: readonly Pause[];
  /** All of them. */
  readonly pauseTotals: readonly PauseTotal[];
}

export interface Slice {
  /** Calls that ended in it, without those for tokens. */
  readonly calls: number;
  /** How many of them were answered with 429. */
  readonly throttled: number;
  /** Writes that were refused because somebody else wrote first. */
  readonly conflicts: number;
  /** Users for whom nothing was left to do at its end. */
  readonly usersDone: number;
  /** The fullest that the window was, and what was allowed then; absent where no call ended. */
  readonly account?: AccountUse;
}

/** `ms` is how long it was meant to last. */
export interface Pause {
  readonly atMs: number;
  readonly ms: number;
  readonly reason: PauseReason;
}

export interface PauseTotal {
  readonly reason: PauseReason;
  readonly count: number;
  readonly ms: number;
}
