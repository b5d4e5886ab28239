import type { Cause } from "./cause.ts";
import type { Json } from "./json.ts";
import type { Recognised, SinceKnown } from "./known.ts";
import type { Leaving } from "./leaving.ts";
import type { Made, PlanSource } from "./plan-source.ts";
import type { Warning } from "./problem.ts";
import type { DesiredUser, LiveUser, Ref, Value } from "./state.ts";
import type { Summary } from "./summary.ts";
import type { Attributed, Audited } from "./who.ts";

/** One field or key that differs between live and desired. */
export interface Change extends Recognised, Attributed {
  readonly userId: string;
  readonly field: string;
  readonly key?: Ref;
  readonly before: Value;
  readonly after: Value;
  readonly source?: { readonly file: string; readonly line: number };
  /** Only in documents made with a base. */
  readonly cause?: Cause;
}

/** Everything that differs for one user. */
export interface UserDiff {
  readonly desired: DesiredUser;
  readonly live: LiveUser;
  /** In the order of the field registry, then of keys. */
  readonly changes: readonly Change[];
  /** Differences that the plan does not execute, in the same order; absent without a base. */
  readonly left?: readonly Change[];
}

/** Everything that differs between the definitions and the organisation. */
export interface Diff {
  /** Only users that differ, by e-mail. */
  readonly users: readonly UserDiff[];
  /** Managed fields that could not be read, and so are not compared. */
  readonly unread: readonly Unread[];
  /** How many users the definitions manage. */
  readonly managed: number;
}

/** A live cell that is not changed but must travel with a call that replaces the whole list. */
export interface Carried {
  readonly userId: string;
  readonly field: string;
  readonly key?: Ref;
  readonly value: Value;
}

export type OperationKind =
  | "deactivate"
  | "update"
  | "auto-answer"
  | "merge-skills"
  | "replace-skills"
  | "remove-skill"
  | "merge-languages"
  | "remove-language"
  | "move-division"
  | "activate";

/** Phases run in this order; a phase begins when the one before it has ended for the whole run. */
export const PHASES = ["deactivate", "profile", "routing", "activate"] as const;
export type Phase = (typeof PHASES)[number];

/** The version a pinned write expects: what the plan saw, or what an earlier operation of the plan leaves behind. */
export type ExpectedVersion = number | { readonly from: string };

export interface OperationUser {
  readonly id: string;
  readonly email: string;
  /** Absent for calls that take no version. */
  readonly expectedVersion?: ExpectedVersion;
}

/** One API call. `body` is sent as it stands; only `version` is added to it, and users may be dropped from a list. */
export interface Operation {
  readonly opId: string;
  readonly kind: OperationKind;
  readonly phase: Phase;
  readonly method: "PATCH" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly users: readonly OperationUser[];
  readonly body: Json;
  readonly changes: readonly Change[];
  readonly carried: readonly Carried[];
  /** Operations that must have ended before this one starts; those of other users must also have succeeded. */
  readonly dependsOn: readonly string[];
}

export interface PlanUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly active: boolean;
  /** The version the plan was made from. */
  readonly version: number;
  /** The division that the user belonged to, where it was read. */
  readonly division?: Ref;
}

export interface Unread {
  readonly userId: string;
  readonly email: string;
  readonly field: string;
  readonly why: string;
}

/** A change of a run that its rollback leaves as it is. */
export interface NotUndone {
  readonly userId: string;
  readonly email: string;
  readonly field: string;
  readonly key?: Ref;
  /** What the run wrote. */
  readonly base: Value;
  /** Absent when it could not be read. */
  readonly live?: Value;
  /** What stood there before the run. */
  readonly desired: Value;
  /** changed-since: somebody made something else of it, and is left alone. impossible: what stood there before cannot be brought back. */
  readonly kind: "changed-since" | "impossible";
  readonly why: string;
}

export const RAILS = [
  "deactivate",
  "state",
  "division",
  "email",
  "removals",
  "drain",
  "change",
  "leaving",
] as const;
export type RailRule = (typeof RAILS)[number];

/** A size that a plan may not pass unnoticed. */
export interface Rail {
  readonly rule: RailRule;
  /** What the plan would do, in the rule's unit (users; holders for drain). */
  readonly measured: number;
  readonly limit: number;
  readonly verdict: "within" | "accepted" | "stands";
  readonly message: string;
}

export interface Accepted {
  readonly rule: RailRule;
  readonly upTo: number;
  /** `--accept`, or the file and line of a `rails:` entry. */
  readonly by: string;
}

export interface Estimate {
  readonly reads: number;
  readonly writes: number;
  readonly seconds: number;
  /** Calls per minute the estimate is made with. */
  readonly rate: number;
}

export type Redaction = "none" | "values" | "people";

export interface Plan extends SinceKnown, Audited {
  readonly formatVersion: string;
  readonly kind: "plan" | "drift";
  readonly made: Made;
  readonly planHash: string;
  readonly reviewHash: string;
  readonly org: Ref;
  readonly source: PlanSource;
  readonly selection: readonly string[];
  readonly redacted: Redaction;
  /** Nothing that the definitions manage was left unread; for a rollback, nothing was impossible either. */
  readonly complete: boolean;
  /** There are operations, no rail stands, and it was made from what is live. */
  readonly applyable: boolean;
  readonly errored: boolean;
  readonly estimate: Estimate;
  readonly rails: readonly Rail[];
  readonly accepted: readonly Accepted[];
  readonly summary: Summary;
  readonly operations: readonly Operation[];
  /** What differs although no operation would change it: a drift document holds all its changes here, a plan with a base what it leaves. */
  readonly differences: readonly Change[];
  /** Ids of things in `differences` that definitions can name as `id:UUID` only, because others share their names. */
  readonly namedById?: readonly string[];
  /** What is not managed any more; only with a base. */
  readonly leaving?: readonly Leaving[];
  /** Everybody who differs, for the reader. */
  readonly users: readonly PlanUser[];
  readonly unread: readonly Unread[];
  /** In a rollback only. */
  readonly notUndone?: readonly NotUndone[];
  readonly warnings: readonly Warning[];
}
