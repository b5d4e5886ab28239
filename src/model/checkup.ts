import type { ExitCode } from "./exit.ts";
import type { Ref } from "./state.ts";

/**
 * What became of something that was looked at. ok: as it should be. warning: something does not work as well as it could. failed: a plan
 * would fail. unknown: nothing that may be done shows it.
 */
export const VERDICTS = ["ok", "warning", "failed", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The names of what is looked at, in the order in which it is told. Stable, as codes of problems are. */
export const CHECKS = [
  "node",
  "definitions",
  "credentials",
  "region",
  "organisation",
  "read",
  "write",
  "rate",
  "clock",
  "headers",
  "state-dir",
  "lock",
  "runs",
] as const;
export type CheckName = (typeof CHECKS)[number];

/** One thing that was looked at. */
export interface Check {
  readonly name: CheckName;
  readonly verdict: Verdict;
  /** What was found. */
  readonly message: string;
  /** What to do now; absent where nothing is to be done. */
  readonly fix?: string;
}

/** What `gus doctor` found. Names no user and holds no value. */
export interface Checkup {
  readonly kind: "checkup";
  readonly formatVersion: "1.0";
  readonly toolVersion: string;
  /** Absent when the organisation could not be read. */
  readonly org?: Ref;
  readonly exitCode: ExitCode;
  readonly checks: readonly Check[];
}
