import type { WrittenUser } from "../model/definitions.ts";
import { listed } from "../model/figures.ts";
import type { Plan } from "../model/plan.ts";
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
import { namesOf, within } from "./within-snapshot.ts";

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
      known: sides.known && { ...sides.known, besides: outside(snapshot, left, sides.known.before) },
    }),
    snapshot: snapshot.made,
    warnings: [
      ...sides.warnings,
      ...oldWarnings(snapshot, edges.clock.now()),
      ...partialWarnings(snapshot, { managed, users: left.map(({ email }) => email) }),
    ],
  };
  return fromChecked(await makePlan(request, { from: liveFromSnapshot(snapshot), onEvent }));
}

/**
 * Ids of users of whom the drift of before tells, and a snapshot of some users does not. Whoever is not in it cannot be told from one whom
 * nothing manages any more: the drift may hide e-mails, and have called users by others.
 */
function outside(
  { selection, users }: Snapshot,
  left: readonly WrittenUser[],
  before: Plan | undefined,
): ReadonlySet<string> {
  if (!before || selection.length === 0) return new Set();
  const there = new Set(users.map(({ id }) => id));
  const names = new Set(left.flatMap(namesOf));
  const emails = new Map(before.users.map(({ id, email }) => [id, email]));
  const told = [
    ...before.differences.map(({ userId }) => ({ userId, email: emails.get(userId) ?? userId })),
    ...(before.notCompared ?? []),
  ];
  const isOutside = ({ userId, email }: (typeof told)[number]) =>
    !there.has(userId) || [userId, email].some((name) => names.has(name.toLowerCase()));
  return new Set(told.flatMap((one) => (isOutside(one) ? [one.userId] : [])));
}

function noneOfThem({ selection }: Snapshot): Problem {
  const message = `The snapshot was taken of ${listed(selection)} only, and no user of the definitions is among them`;
  return { code: "nobody-selected", message, fix: "Take it again, of users that the definitions manage" };
}
