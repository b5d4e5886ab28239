import { isRef } from "../fields/compare.ts";
import type { Registry } from "../fields/registry.ts";
import type { SinceKnown } from "../model/known.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Accepted, Change, Diff, NotUndone, Plan, PlanUser } from "../model/plan.ts";
import type { Made } from "../model/plan-source.ts";
import type { Warning } from "../model/problem.ts";
import type { DesiredUser, LiveUser, Ref } from "../model/state.ts";
import { unreadHoldings } from "./drain.ts";
import { estimateRun, type Pace } from "./estimate.ts";
import { fingerprintOf, planHashOf, reviewHashOf } from "./hashes.ts";
import { type KnownDrift, sinceKnown } from "./known.ts";
import { planOperations } from "./operations.ts";
import { judgeRails } from "./rails.ts";
import { summarize } from "./summary.ts";

/** A higher minor adds members that readers may ignore; a higher major changes what existing members mean. */
export const FORMAT_VERSION = "1.0";

export interface PlanInput {
  readonly kind: Plan["kind"];
  readonly diff: Diff;
  /** What the plan makes of users. */
  readonly desired: readonly DesiredUser[];
  readonly live: ReadonlyMap<string, LiveUser>;
  readonly registry: Registry;
  readonly org: Ref;
  readonly source: Plan["source"];
  readonly selection: readonly string[];
  readonly accepted: readonly Accepted[];
  readonly maxChanges?: number;
  /** What is not managed any more; given with a base. */
  readonly leaving?: readonly Leaving[];
  /** For drift: what was known of it before. */
  readonly known?: KnownDrift;
  /** For a rollback: what it leaves as it is. */
  readonly notUndone?: readonly NotUndone[];
  /** The ids of things in differences that definitions can name by id only. */
  readonly namedById?: (differences: readonly Change[]) => readonly string[];
  readonly warnings: readonly Warning[];
  readonly pace: Pace;
  readonly made: Omit<Made, "estimateSeconds">;
}

/** The whole plan as data: what will be sent, why, what it costs, and what somebody must accept first. Pure. */
export function assemblePlan(input: PlanInput): Plan {
  const { kind, org, accepted, notUndone, leaving } = input;
  const diff = kind === "plan" ? withUnreadHoldings(input.diff) : input.diff;
  const changes = diff.users.flatMap((user) => user.changes);
  const operations = kind === "plan" ? planOperations(diff.users, input.live, input.registry) : [];
  const estimate = estimateRun(operations, input.pace);
  const rails = kind === "plan" ? judgeRails(input) : [];
  const left = diff.users.flatMap((user) => user.left ?? []);
  const told = kind === "drift" ? drifted(input, changes) : { differences: left };
  const byId = input.namedById?.(told.differences) ?? [];
  const plan: Plan = {
    formatVersion: FORMAT_VERSION,
    kind,
    made: { ...input.made, estimateSeconds: estimate.seconds },
    planHash: "",
    reviewHash: reviewHashOf(org.id, changes),
    org,
    source: input.source,
    selection: input.selection.toSorted(),
    redacted: "none",
    complete: diff.unread.length === 0 && !notUndone?.some((one) => one.kind === "impossible"),
    applyable:
      operations.length > 0 &&
      rails.every(({ verdict }) => verdict !== "stands") &&
      input.source.snapshot === undefined,
    errored: false,
    estimate,
    rails,
    accepted: accepted.toSorted((a, b) => (a.rule + a.by < b.rule + b.by ? -1 : 1)),
    summary: summarize(diff, leaving),
    operations,
    ...told,
    ...(byId.length > 0 ? { namedById: byId } : {}),
    ...(leaving ? { leaving } : {}),
    users: diff.users.map(({ live }) => planUser(live)),
    unread: diff.unread,
    ...(notUndone ? { notUndone } : {}),
    warnings: input.warnings.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
  };
  return { ...plan, planHash: planHashOf(plan) };
}

function withUnreadHoldings(diff: Diff): Diff {
  return { ...diff, unread: [...diff.unread, ...unreadHoldings(diff)] };
}

/** What differs, each with its fingerprint, and what has become of what was known. */
function drifted(
  { org, diff, desired, live, known }: PlanInput,
  changes: readonly Change[],
): Pick<Plan, "differences"> & SinceKnown {
  const differences = changes.map((change) => ({ ...change, fingerprint: fingerprintOf(org.id, change) }));
  return known
    ? sinceKnown(differences, known, { org, desired, live, unread: diff.unread })
    : { differences };
}

function planUser({ id, email, name, active, version, cells }: LiveUser): PlanUser {
  const division = cells.get("division")?.value ?? null;
  return { id, email, name, active, version, ...(isRef(division) && { division }) };
}

function placeOf({ at, code, message }: Warning): string {
  return [at?.file ?? "", String(at?.line ?? 0).padStart(9, "0"), code, message].join("\u0000");
}
