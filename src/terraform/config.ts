import type { RailRule, Redaction } from "../model/plan.ts";

/**
 * What applying a plan may be told. Names and notations are those of the flags of `gus apply`: `settle: "15m"` is `--settle 15m`.
 * Credentials are no part of it; they come from the environment that `terraform apply` runs in.
 */
export interface ApplyConfig {
  /** The reviewHash that was approved; any other plan fails the synth, and so does a value that is missing. */
  readonly approved?: string | undefined;
  /**
   * How much of people `terraform plan`, the state and the output of the apply may show. `values` hides live values that no definition holds,
   * `people` (the default) also names, e-mails, contacts and what the employer knows. The plan file beside the stack is whole, and readable by
   * its owner only.
   */
  readonly redact?: Redaction;
  /** A plan made longer ago is refused, such as `1h`. */
  readonly maxAge?: string;
  /** Pause before more than 500 routing operations, `15m` when absent. */
  readonly settle?: string;
  /** Calls a minute at most, or calls in a window: `300`, `50/10s`. What the organisation allows, when absent. */
  readonly rate?: number | string;
  /** The part of the rate to use: `0.6` or `60%`. */
  readonly budget?: number | string;
  /** Calls of each window to leave to others: `20` or `10%`. */
  readonly reserve?: number | string;
  /** Calls that may leave at once. */
  readonly burst?: number;
  /** Calls in flight at most, 1 to 8. */
  readonly concurrency?: number;
  /** What cannot end in this time is not begun, such as `50m`. */
  readonly deadline?: string;
  /** How long to wait for changes to become visible, `60s` when absent. */
  readonly verifyWait?: string;
  /** How long to wait for another run in the organisation, `30m` when absent: Terraform applies several resources at once. */
  readonly lockTimeout?: string;
  /** Holds every user whose version moved since the plan, whatever changed. */
  readonly strictPins?: boolean;
  /** Region such as `eu-west-1`, when GENESYSCLOUD_REGION does not say it. */
  readonly region?: string;
  /** API origin instead of the region's. */
  readonly apiUrl?: string;
  /** Login origin instead of the region's. */
  readonly loginUrl?: string;
  /** Where runs, locks and the times of calls are kept, seen from where the app runs; `.gus` when absent. */
  readonly stateDir?: string;
}

/** A plan that was made before: by `gus plan --out`. */
export interface PinnedConfig extends ApplyConfig {
  /** The plan file, seen from where the app runs. */
  readonly plan: string;
}

/** A plan that is made when the stack is synthesised. */
export interface PlannedConfig extends ApplyConfig {
  /** Definition files or folders, seen from where the app runs. */
  readonly definitions: string | readonly string[];
  /** Globs over e-mails: only these users. */
  readonly select?: readonly string[];
  /** Sizes of rails that are accepted, in users. */
  readonly accept?: Readonly<Partial<Record<RailRule, number>>>;
  /** More changed users than this make the rail `change` stand. */
  readonly maxChanges?: number;
}
