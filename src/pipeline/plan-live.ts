import { diffUsers } from "../diff/diff.ts";
import { FIELDS, type Registry } from "../fields/registry.ts";
import type { Asked } from "../live/fill-all.ts";
import type { Names } from "../live/names.ts";
import type { LiveUsers } from "../live/read-users.ts";
import { relabel } from "../live/relabel.ts";
import { shortListWarnings } from "../live/short-lists.ts";
import type { LiveSource } from "../live/source.ts";
import type { Base } from "../model/base.ts";
import type { Only } from "../model/cause.ts";
import type { OnEvent } from "../model/event.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Accepted, Diff, NotUndone, Plan } from "../model/plan.ts";
import type { Made } from "../model/plan-source.ts";
import { present } from "../model/present.ts";
import { bad, type Checked, good, type Warning } from "../model/problem.ts";
import type { DesiredUser, LiveUser, Ref } from "../model/state.ts";
import { assemblePlan } from "../plan/assemble.ts";
import type { Pace } from "../plan/estimate.ts";
import type { Indexes } from "../resolve/resolve.ts";
import { type Needs, withReadAlong } from "../resolve/wanted.ts";
import { judgeByBase } from "./by-base.ts";
import { type KnownBefore, ofOtherOrg } from "./known.ts";
import { namedById } from "./named-by-id.ts";

export interface LivePlanRequest {
  readonly kind: Plan["kind"];
  readonly warnings: readonly Warning[];
  readonly selection: readonly string[];
  readonly accepted: readonly Accepted[];
  readonly maxChanges?: number;
  /** What a plan with a base executes; `pr` when absent. */
  readonly only?: Only;
  readonly known?: KnownBefore;
  readonly pace: Pace;
  readonly made: Omit<Made, "estimateSeconds">;
  readonly registry?: Registry;
}

/** What a plan is about: who wants what of whom. */
export interface Subject {
  readonly source: Plan["source"];
  readonly needs: Needs;
  /** How many users it names. */
  readonly users: number;
  /** Finds its users and names among what is live. */
  find(population: LiveUsers, names: Names): Checked<Found>;
}

export interface Found {
  readonly indexes: Indexes;
  /** What has to be known of whom. */
  readonly asked: Asked;
  /** What is asked of users as read. `label` gives every reference of one its name. */
  desire(live: ReadonlyMap<string, LiveUser>, label: Label): Desire;
}

export type Label = (user: LiveUser) => LiveUser;

export interface Desire {
  readonly desired: readonly DesiredUser[];
  /** How many users are managed; those desired when absent. */
  readonly managed?: number;
  /** Ids of those that the selection leaves out. */
  readonly unselected?: ReadonlySet<string>;
  readonly base?: Base;
  readonly notUndone?: readonly NotUndone[];
}

export interface PlanEdges {
  readonly from: LiveSource;
  readonly onEvent: OnEvent;
}

/**
 * A subject and live users in, a plan out; only reads. Reads few users where that is cheaper, and the whole organisation after all when it
 * matters who else holds a skill.
 */
export async function planLive(
  subject: Subject,
  request: LivePlanRequest,
  edges: PlanEdges,
): Promise<Checked<Plan>> {
  const plan = await planOnce(subject, request, edges, false);
  const inDoubt = plan.ok && !plan.value.whole && drains(plan.value.plan);
  const settled = inDoubt ? await planOnce(subject, request, edges, true) : plan;
  return settled.ok ? good(settled.value.plan, settled.warnings) : settled;
}

function drains(plan: Plan): boolean {
  return plan.rails.some(({ rule, measured }) => rule === "drain" && measured > 0);
}

async function planOnce(
  subject: Subject,
  request: LivePlanRequest,
  edges: PlanEdges,
  whole: boolean,
): Promise<Checked<{ readonly plan: Plan; readonly whole: boolean }>> {
  const { registry = FIELDS } = request;
  const read = await readSides(subject, registry, edges, whole);
  const warnings = [...request.warnings, ...read.warnings];
  if (!read.ok) return bad(read.problems, warnings);
  const { live, org, desire } = read.value;
  const asked = desire(live, read.value.label);
  edges.onEvent({ type: "stage", stage: "plan", users: asked.desired.length });
  const compared = compare(asked, read.value, request, registry);
  const { known: before, ...rest } = request;
  const strange = before ? ofOtherOrg(before.before, org, before.name) : [];
  if (!compared.ok) return bad([...strange, ...compared.problems], warnings);
  if (strange.length > 0) return bad(strange, warnings);
  const shared = { ...rest, source: subject.source, warnings, live, registry, org };
  const { notUndone, unselected = [] } = asked;
  const known = before && { ...before, unselected: new Set([...unselected, ...(before.besides ?? [])]) };
  const plan = assemblePlan({
    ...shared,
    ...compared.value,
    ...present({ notUndone, known }),
    namedById: (differences) => namedById(differences, registry, read.value.indexes),
  });
  return good({ plan, whole: read.value.whole }, warnings);
}

interface Compared {
  readonly diff: Diff;
  readonly desired: readonly DesiredUser[];
  readonly leaving?: readonly Leaving[];
}

function compare(
  { desired, managed = desired.length, base }: Desire,
  { live, label }: Sides,
  { kind, only = "pr" }: LivePlanRequest,
  registry: Registry,
): Checked<Compared> {
  const diff = { ...diffUsers(desired, live, registry, label), managed };
  return base
    ? judgeByBase({ kind, only, base, diff, desired, live, registry, label })
    : good({ diff, desired });
}

/** What is to be compared. What it was made from must be let go by then: it is most of the memory that planning takes. */
interface Sides {
  readonly live: ReadonlyMap<string, LiveUser>;
  readonly indexes: Indexes;
  readonly label: Label;
  readonly org: Ref;
  readonly whole: boolean;
  readonly desire: Found["desire"];
}

async function readSides(
  subject: Subject,
  registry: Registry,
  { from, onEvent }: PlanEdges,
  whole: boolean,
): Promise<Checked<Sides>> {
  const { needs } = subject;
  onEvent({ type: "stage", stage: "read", users: subject.users });
  const [org, names, population] = await Promise.all([
    from.organisation(),
    from.names(needs.lists),
    from.users(registry, { ...needs, fields: withDivision(needs.fields), whole }),
  ]);
  const found = subject.find(population, names);
  const warnings = [...found.warnings, ...shortListWarnings(population.short)];
  if (!found.ok) return bad(found.problems, warnings);
  const { indexes, asked, desire } = found.value;
  const live = await from.fill(registry, population.users, {
    ...asked,
    fieldsOf: (id) => withReadAlong(asked.fieldsOf(id)),
  });
  const label = (user: LiveUser) => relabel(user, registry, (list, ref) => indexes[list].nameOf(ref));
  return good({ live, indexes, label, org, whole: population.whole, desire }, warnings);
}

/** Every answer names the division, and reviewers look at changes by it. */
function withDivision(fields: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...fields, "division"]);
}
