import { diffUsers } from "../diff/diff.ts";
import { FIELDS, type Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { type Asked, fillAll } from "../live/fill-all.ts";
import { readNames } from "../live/names.ts";
import { readOrganisation } from "../live/organisation.ts";
import { readLiveUsers } from "../live/read-users.ts";
import { relabel } from "../live/relabel.ts";
import { shortListWarnings } from "../live/short-lists.ts";
import type { Definitions } from "../model/definitions.ts";
import type { OnEvent } from "../model/event.ts";
import type { Accepted, Made, Plan } from "../model/plan.ts";
import { bad, type Checked, good, type Warning } from "../model/problem.ts";
import type { DesiredUser, LiveUser, Ref } from "../model/state.ts";
import { assemblePlan } from "../plan/assemble.ts";
import type { Pace } from "../plan/estimate.ts";
import { resolveUsers } from "../resolve/resolve.ts";
import { nobodySelected, selectUsers } from "../resolve/select.ts";
import { needsOf } from "../resolve/wanted.ts";

export interface PlanRequest {
  readonly kind: Plan["kind"];
  readonly definitions: Definitions;
  readonly warnings: readonly Warning[];
  readonly selection: readonly string[];
  readonly accepted: readonly Accepted[];
  readonly maxChanges?: number;
  readonly pace: Pace;
  readonly made: Omit<Made, "estimateSeconds">;
  readonly registry?: Registry;
}

export interface PlanEdges {
  readonly reader: Reader;
  readonly onEvent: OnEvent;
}

/**
 * Definitions and live users in, a plan out; only reads. Reads few users where that is cheaper, and the whole organisation after all when
 * it matters who else holds a skill.
 */
export async function makePlan(request: PlanRequest, edges: PlanEdges): Promise<Checked<Plan>> {
  const plan = await planOnce(request, edges, false);
  const inDoubt = plan.ok && !plan.value.whole && drains(plan.value.plan);
  const settled = inDoubt ? await planOnce(request, edges, true) : plan;
  return settled.ok ? good(settled.value.plan, settled.warnings) : settled;
}

function drains(plan: Plan): boolean {
  return plan.rails.some(({ rule, measured }) => rule === "drain" && measured > 0);
}

async function planOnce(
  request: PlanRequest,
  edges: PlanEdges,
  whole: boolean,
): Promise<Checked<{ readonly plan: Plan; readonly whole: boolean }>> {
  const { definitions, registry = FIELDS } = request;
  const read = await readBoth({ ...request, registry }, edges, whole);
  if (!read.ok) return read;
  const { desired, live, label, org } = read.value;
  edges.onEvent({ type: "stage", stage: "plan", users: desired.length });
  const plan = assemblePlan({
    ...request,
    warnings: read.warnings,
    diff: diffUsers(desired, live, registry, label),
    desired,
    live,
    registry,
    org,
    files: definitions.files,
    accepted: [...definitions.accepted, ...request.accepted],
  });
  return good({ plan, whole: read.value.whole }, read.warnings);
}

/** Both sides of the comparison. What they were made from must be let go by then: it is most of the memory that planning takes. */
interface Sides {
  readonly desired: readonly DesiredUser[];
  readonly live: ReadonlyMap<string, LiveUser>;
  readonly label: (user: LiveUser) => LiveUser;
  readonly org: Ref;
  readonly whole: boolean;
}

async function readBoth(
  { definitions, selection, registry, ...request }: PlanRequest & { readonly registry: Registry },
  { reader, onEvent }: PlanEdges,
  whole: boolean,
): Promise<Checked<Sides>> {
  const needs = needsOf(definitions.users, registry);
  onEvent({ type: "stage", stage: "read", users: definitions.users.length });
  const [org, names, population] = await Promise.all([
    readOrganisation(reader),
    readNames(reader, needs.lists),
    readLiveUsers(reader, registry, { ...needs, whole }),
  ]);
  const resolved = resolveUsers(definitions.users, population, names, registry);
  const warnings = [...request.warnings, ...resolved.warnings, ...shortListWarnings(population.short)];
  if (!resolved.ok) return bad(resolved.problems, warnings);
  const { indexes } = resolved.value;
  const desired = selectUsers(resolved.value.desired, selection);
  if (desired.length === 0) return bad([nobodySelected(selection)], warnings);
  const live = await fillAll(reader, registry, population.users, askedOf(desired));
  const label = (user: LiveUser) => relabel(user, registry, (list, ref) => indexes[list].nameOf(ref));
  return good({ desired, live, label, org, whole: population.whole }, warnings);
}

/** What the selected definitions want to know of each user, and what they may write. */
function askedOf(desired: readonly DesiredUser[]): Asked {
  const byId = new Map(desired.map((user) => [user.id, user]));
  const cells = (id: string) => [...(byId.get(id)?.cells.values() ?? [])];
  return {
    fieldsOf: (id) =>
      new Set([...cells(id).map(({ field }) => field), ...(byId.get(id)?.exact.keys() ?? [])]),
    writesOf: (id) =>
      new Set(
        cells(id)
          .filter(({ value }) => value !== null)
          .map(({ field }) => field),
      ),
  };
}
