import { managedFields } from "../diff/diff.ts";
import { FIELDS } from "../fields/registry.ts";
import type { Asked } from "../live/fill-all.ts";
import type { PlanBase } from "../model/base.ts";
import type { Definitions } from "../model/definitions.ts";
import type { Plan } from "../model/plan.ts";
import type { PlanSource } from "../model/plan-source.ts";
import { present } from "../model/present.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import type { DesiredUser } from "../model/state.ts";
import { resolveBase } from "../resolve/base.ts";
import { resolveUsers } from "../resolve/resolve.ts";
import { nobodySelected, selectUsers } from "../resolve/select.ts";
import { needsOf } from "../resolve/wanted.ts";
import { type LivePlanRequest, type PlanEdges, planLive, type Subject } from "./plan-live.ts";

export interface PlanRequest extends LivePlanRequest {
  readonly definitions: Definitions;
  /** The definitions as they were. */
  readonly base?: Definitions;
  /** The snapshot that live is read from, if it is. */
  readonly snapshot?: PlanSource["snapshot"];
}

/** Definitions and live users in, a plan out; only reads. */
export function makePlan(request: PlanRequest, edges: PlanEdges): Promise<Checked<Plan>> {
  const accepted = [...request.definitions.accepted, ...request.accepted];
  return planLive(asDefined(request), { ...request, accepted }, edges);
}

function asDefined(request: PlanRequest): Subject {
  const { definitions, base, snapshot, selection, registry = FIELDS } = request;
  const { files, roots, users } = definitions;
  return {
    source: { files, ...present({ roots, base: base && baseOf(base, request), snapshot }) },
    needs: needsOf(base ? [...users, ...base.users] : users, registry),
    users: users.length,
    find: (population, names) => {
      const resolved = resolveUsers(users, population, names, registry);
      if (!resolved.ok) return resolved;
      const { indexes, desired: everybody } = resolved.value;
      const desired = selectUsers(everybody, selection);
      if (desired.length === 0) return bad([nobodySelected(selection)], resolved.warnings);
      const unselected = request.known && idsBesides(desired, everybody);
      const now = { written: users, desired: everybody, population };
      const before = base && { base: resolveBase(base.users, now, selection, indexes, registry) };
      return good(
        {
          indexes,
          asked: askedOf(desired),
          desire: () => ({ desired, ...present({ unselected }), ...before }),
        },
        resolved.warnings,
      );
    },
  };
}

function idsBesides(desired: readonly DesiredUser[], all: readonly DesiredUser[]): ReadonlySet<string> {
  const own = new Set(desired.map(({ id }) => id));
  return new Set(all.flatMap(({ id }) => (own.has(id) ? [] : [id])));
}

function baseOf({ files }: Definitions, { kind, only = "pr" }: PlanRequest): PlanBase {
  return kind === "plan" ? { files, only } : { files };
}

/** What the selected definitions want to know of each user, and what they may write. */
function askedOf(desired: readonly DesiredUser[]): Asked {
  const byId = new Map(desired.map((user) => [user.id, user]));
  const cells = (id: string) => [...(byId.get(id)?.cells.values() ?? [])];
  return {
    fieldsOf: (id) => {
      const user = byId.get(id);
      return user ? managedFields(user) : new Set();
    },
    writesOf: (id) =>
      new Set(
        cells(id)
          .filter(({ value }) => value !== null)
          .map(({ field }) => field),
      ),
  };
}
