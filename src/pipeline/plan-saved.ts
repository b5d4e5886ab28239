import { listed } from "../model/figures.ts";
import type { NotCompared } from "../model/known.ts";
import type { Plan, PlanUser } from "../model/plan.ts";
import { present } from "../model/present.ts";
import type { Problem, Warning } from "../model/problem.ts";
import { withReadAlong } from "../resolve/wanted.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { liveFromSnapshot } from "../snapshot/source.ts";
import { oldWarnings, partialWarnings } from "../snapshot/warnings.ts";
import { type Answer, fromChecked, refusal } from "./answer.ts";
import { CONNECTION_DEFAULTS } from "./connection.ts";
import { makePlan } from "./make-plan.ts";
import type { PlanOptions } from "./plan.ts";
import { requestFor } from "./plan-request.ts";
import type { Sides } from "./sides.ts";
import { within } from "./within-snapshot.ts";

/** Plans from what was live when a snapshot was taken. Needs neither credentials nor network. */
export async function planSaved(
  kind: Plan["kind"],
  options: PlanOptions & { readonly snapshot: Snapshot },
  sides: Sides & { readonly warnings: readonly Warning[] },
  working: Parameters<typeof requestFor>[3],
): Promise<Answer<Plan>> {
  const { snapshot, connection, edges, only, onEvent } = options;
  const { limit, windowMs } = connection?.rate ?? CONNECTION_DEFAULTS.rate;
  const { definitions, base, left } = within(snapshot, sides);
  if (definitions.users.length === 0) return refusal(1, [noneOfThem(snapshot)], sides.warnings);
  const managed = withReadAlong(definitions.users.flatMap((user) => [...user.managed]));
  const request = {
    ...requestFor(kind, options, { rate: () => ({ allowed: limit, windowMs }) }, working),
    definitions,
    ...present({
      base,
      only,
      known: sides.known && { ...sides.known, besides: idsOf(left, sides.known.before) },
    }),
    snapshot: snapshot.made,
    warnings: [
      ...sides.warnings,
      ...oldWarnings(snapshot, edges.clock.now()),
      ...partialWarnings(snapshot, { managed, users: left }),
    ],
  };
  return fromChecked(await makePlan(request, { from: liveFromSnapshot(snapshot), onEvent }));
}

/** Users of whom the drift of before tells, and the snapshot does not. */
function idsOf(emails: readonly string[], before: Plan | undefined): ReadonlySet<string> {
  const left = new Set(emails.map((email) => email.toLowerCase()));
  const told = [...(before?.users ?? []), ...(before?.notCompared ?? []).map(personOf)];
  return new Set(told.flatMap(({ id, email }) => (left.has(email.toLowerCase()) ? [id] : [])));
}

function personOf({ userId, email }: NotCompared): Pick<PlanUser, "id" | "email"> {
  return { id: userId, email };
}

function noneOfThem({ selection }: Snapshot): Problem {
  const message = `The snapshot was taken of ${listed(selection)} only, and no user of the definitions is among them`;
  return { code: "nobody-selected", message, fix: "Take it again, of users that the definitions manage" };
}
