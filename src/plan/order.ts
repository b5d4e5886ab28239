import { createHash } from "node:crypto";
import { canonicalize } from "json-canonicalize";
import { type ExpectedVersion, type Operation, PHASES } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import { crossUserOrder } from "./cross-user-order.ts";
import { type Draft, isPinned } from "./draft.ts";

/**
 * Gives drafts their ids, pins and order. Ids derive from content. A user's operations form one chain, so that they never overlap; the
 * first one is pinned to the version the plan saw, later ones to what the one before leaves behind.
 */
export function orderOperations(
  drafts: readonly Draft[],
  live: ReadonlyMap<string, LiveUser>,
): readonly Operation[] {
  const sorted = drafts.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
  const identified = sorted.map((draft) => ({ draft, opId: operationId(draft) }));
  const crossing = crossUserOrder(identified, live);
  const latest = new Map<string, string>();
  const operations = identified.map(({ draft, opId }) => {
    const before = draft.users.map(({ id }) => latest.get(id)).filter((id) => id !== undefined);
    const users = draft.users.map((user) => operationUser(draft, user, latest.get(user.id)));
    for (const { id } of draft.users) latest.set(id, opId);
    const dependsOn = [...new Set([...before, ...(crossing.get(opId) ?? [])])].toSorted();
    return { ...draft, opId, users, dependsOn };
  });
  return dependenciesFirst(operations);
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

/** Keeps the given order but for operations that must wait for a later one. */
function dependenciesFirst(operations: readonly Operation[]): readonly Operation[] {
  const byId = new Map(operations.map((operation) => [operation.opId, operation]));
  const placed = new Set<Operation>();
  const place = (operation: Operation | undefined) => {
    if (!operation || placed.has(operation)) return;
    for (const opId of operation.dependsOn) place(byId.get(opId));
    placed.add(operation);
  };
  for (const operation of operations) place(operation);
  return [...placed];
}
