import { CAUSES, type Cause } from "../model/cause.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Change, Diff } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { usersLeaving } from "./rails.ts";

/** A plan in numbers: of what it executes, but for what differs at all. `leaving` is given with a base. */
export function summarize({ users, managed, unread }: Diff, leaving?: readonly Leaving[]): Summary {
  const changes = users.flatMap((user) => user.changes);
  const having = (test: (field: string, after: unknown) => boolean) =>
    users.filter((user) => user.changes.some(({ field, after }) => test(field, after))).length;
  const byField = new Map<string, number>();
  for (const { field } of changes) byField.set(field, (byField.get(field) ?? 0) + 1);
  const all = [...changes, ...users.flatMap(({ left = [] }) => left)];
  return {
    managed,
    update: having((field) => field !== "state"),
    deactivate: having((field, after) => field === "state" && after === "inactive"),
    activate: having((field, after) => field === "state" && after === "active"),
    unchanged: managed - users.length,
    unread: new Set(unread.map(({ userId }) => userId)).size,
    byField: Object.fromEntries(byField),
    ...(leaving ? { byCause: byCause(all), leaving: usersLeaving(leaving) } : {}),
  };
}

function byCause(changes: readonly Change[]): Readonly<Record<Cause, number>> {
  const counts = CAUSES.map((cause) => [cause, changes.filter((change) => change.cause === cause).length]);
  return Object.fromEntries(counts);
}
