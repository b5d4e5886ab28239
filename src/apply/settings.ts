/** How a run behaves, apart from the rate, which the connection keeps. Times in milliseconds. */
export interface ApplySettings {
  /** Calls in flight at most. */
  readonly concurrency: number;
  /** Hold every user whose version moved since the plan, whatever changed. */
  readonly strictPins: boolean;
  /** Pause between the last non-routing write and routing, when the run is large. */
  readonly settleMs: number;
  /** Tries of a write after the first, when it is not known whether it was applied. */
  readonly retries: number;
  readonly retry5xx: { readonly minMs: number; readonly maxMs: number };
  /** Pause before users who were refused again and again get one more try. */
  readonly contendedPauseMs: number;
  /** Waits between readings while a read still shows the version that was refused. */
  readonly lagWaitsMs: readonly number[];
  /** A value compared longer ago than this is read again before a call that takes no version. */
  readonly freshMs: number;
  /** Writes that can be sent while a compared value is fresh. */
  readonly writesWhileFresh: number;
  /** How long verify waits for a change to become visible. */
  readonly verifyWaitMs: number;
  /** How long the run may take; as long as it needs when absent. */
  readonly deadlineMs?: number;
}

/** More routing operations than this make a run large enough to settle before them. */
export const SETTLE_ABOVE = 500;
/** Version conflicts in a row after which a user is set aside. */
export const CONFLICTS_IN_A_ROW = 3;
/** Refusals for the same missing permission after which the rest of the field group is skipped. */
export const ALIKE_REFUSALS = 3;

export const APPLY_DEFAULTS: ApplySettings = {
  concurrency: 6,
  strictPins: false,
  settleMs: 15 * 60_000,
  retries: 4,
  retry5xx: { minMs: 10_000, maxMs: 120_000 },
  contendedPauseMs: 60_000,
  lagWaitsMs: [500, 1000, 2000, 4000],
  freshMs: 30_000,
  writesWhileFresh: 100,
  verifyWaitMs: 60_000,
};
