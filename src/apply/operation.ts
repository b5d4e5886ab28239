import type { Operation } from "../model/plan.ts";
import { deliver } from "./deliver.ts";
import { record, type Run } from "./run.ts";

/**
 * Runs one operation for everybody in it who may still have it: not for users held or contended, not where it depends on something
 * that failed. Users set aside keep it for later.
 */
export async function runOperation(
  run: Run,
  operation: Operation,
  byId: ReadonlyMap<string, Operation>,
): Promise<void> {
  if (waitsForAside(run, operation, byId)) return;
  const reason = failedDependency(run, operation, byId) ?? run.refusals.reasonToSkip(operation);
  const open = operation.users.map(({ id }) => id).filter((id) => run.ledger.isOpen(operation.opId, id));
  const mine: string[] = [];
  for (const id of open) {
    const skip = run.closed.get(id) ?? reason ?? unfinished(run, operation, id);
    if (run.aside.has(id)) continue;
    if (skip === undefined) mine.push(id);
    else record(run, operation, id, { status: "skipped", reason: skip });
  }
  if (mine.length > 0) await deliver(run, operation, mine);
}

/** Operations of other users that must have succeeded: an address must be free, a circle of managers must not arise. */
function others(operation: Operation, byId: ReadonlyMap<string, Operation>): readonly Operation[] {
  const mine = new Set(operation.users.map(({ id }) => id));
  const waited = operation.dependsOn.map((opId) => byId.get(opId)).filter((other) => other !== undefined);
  return waited.filter(({ users }) => users.every(({ id }) => !mine.has(id)));
}

function waitsForAside(run: Run, operation: Operation, byId: ReadonlyMap<string, Operation>): boolean {
  return others(operation, byId).some(({ users }) => users.some(({ id }) => run.aside.has(id)));
}

function failedDependency(
  run: Run,
  operation: Operation,
  byId: ReadonlyMap<string, Operation>,
): string | undefined {
  const failed = others(operation, byId).find((other) => !run.ledger.succeeded(other));
  return failed && `skipped: it needs the change of ${failed.users[0]?.email}, which was not made`;
}

/** Nobody is activated before everything else about them is as planned. */
function unfinished(run: Run, operation: Operation, userId: string): string | undefined {
  if (operation.kind !== "activate") return undefined;
  const earlier = run.plan.operations.filter(
    ({ opId, users }) => opId !== operation.opId && users.some(({ id }) => id === userId),
  );
  const done = earlier.every(({ opId }) => {
    const status = run.ledger.entry(opId, userId)?.status;
    return status === "applied" || status === "already-applied";
  });
  return done ? undefined : "skipped: activation waits until the user's other changes are made";
}
