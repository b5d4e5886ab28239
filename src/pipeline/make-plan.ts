import { FIELDS } from "../fields/registry.ts";
import type { Asked } from "../live/fill-all.ts";
import type { Definitions } from "../model/definitions.ts";
import type { Plan } from "../model/plan.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import type { DesiredUser } from "../model/state.ts";
import { resolveUsers } from "../resolve/resolve.ts";
import { nobodySelected, selectUsers } from "../resolve/select.ts";
import { needsOf } from "../resolve/wanted.ts";
import { type LivePlanRequest, type PlanEdges, planLive, type Subject } from "./plan-live.ts";

export interface PlanRequest extends LivePlanRequest {
  readonly definitions: Definitions;
}

/** Definitions and live users in, a plan out; only reads. */
export function makePlan(request: PlanRequest, edges: PlanEdges): Promise<Checked<Plan>> {
  const accepted = [...request.definitions.accepted, ...request.accepted];
  return planLive(asDefined(request), { ...request, accepted }, edges);
}

function asDefined({ definitions, selection, registry = FIELDS }: PlanRequest): Subject {
  return {
    source: { files: definitions.files },
    needs: needsOf(definitions.users, registry),
    users: definitions.users.length,
    find: (population, names) => {
      const resolved = resolveUsers(definitions.users, population, names, registry);
      if (!resolved.ok) return resolved;
      const desired = selectUsers(resolved.value.desired, selection);
      if (desired.length === 0) return bad([nobodySelected(selection)], resolved.warnings);
      const { indexes } = resolved.value;
      return good({ indexes, asked: askedOf(desired), desire: () => ({ desired }) }, resolved.warnings);
    },
  };
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
