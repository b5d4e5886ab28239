import { createHash } from "node:crypto";
import { canonicalize } from "json-canonicalize";
import { type ExpectedVersion, type Operation, PHASES } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import { type CrossUserOrder, crossUserOrder } from "./cross-user-order.ts";
import { type Draft, isPinned } from "./draft.ts";

/**
 * Gives drafts their ids, pins and order. Ids derive from content. A user's operations form one chain, so that they never overlap; the
 * first one is pinned to the version the plan saw, later ones to what the one before leaves behind.
 */
export function orderOperations(
  drafts: readonly Draft[],
  live: ReadonlyMap<string, LiveUser>,
): readonly Operation[] {
  const waits = crossUserOrder(drafts, live);
  const byPhase = drafts.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
  const sorted = dependenciesFirst(byPhase, waits);
  const ids = new Map(sorted.map((draft) => [draft, operationId(draft)]));
  const latest = new Map<string, string>();
  return sorted.map((draft) => {
    const opId = ids.get(draft) ?? "";
    const before = draft.users.map(({ id }) => latest.get(id));
    const others = waitsOf(draft, waits).map((other) => ids.get(other));
    const users = draft.users.map((user) => operationUser(draft, user, latest.get(user.id)));
    for (const { id } of draft.users) latest.set(id, opId);
    const dependsOn = [...before, ...others].filter((id) => id !== undefined);
    return { ...draft, opId, users, dependsOn: [...new Set(dependsOn)].toSorted() };
  });
}

/** Twelve hex digits of the hash of what the operation sends where. */
function operationId({ method, path, body, users }: Draft): string {
  const content = { method, path, body, users: users.map(({ id }) => id) };
  return createHash("sha256").update(canonicalize(content)).digest("hex").slice(0, 12);
}

function operationUser(draft: Draft, { id, email, version }: LiveUser, before: string | undefined) {
  const expectedVersion: ExpectedVersion = before === undefined ? version : { from: before };
  return isPinned(draft.kind) ? { id, email, expectedVersion } : { id, email };
}

/** Keeps the given order but for drafts that must wait for a later one. Ends even where definitions ask for a circle. */
function dependenciesFirst(drafts: readonly Draft[], waits: CrossUserOrder): readonly Draft[] {
  const placed = new Set<Draft>();
  const entered = new Set<Draft>();
  const place = (draft: Draft) => {
    if (entered.has(draft)) return;
    entered.add(draft);
    for (const other of waitsOf(draft, waits)) place(other);
    placed.add(draft);
  };
  for (const draft of drafts) place(draft);
  return [...placed];
}

function waitsOf(draft: Draft, waits: CrossUserOrder): readonly Draft[] {
  const { email, manager } = waits.get(draft) ?? {};
  return [email, manager].filter((other) => other !== undefined);
}
