import type { Operation } from "../model/plan.ts";
import { deliver } from "./deliver.ts";
import { type Run, record } from "./run.ts";

/**
 * Runs one operation for everybody in it who may still have it: not for users held or contended, not where it depends on something
 * that failed. Users set aside, and whatever waits for them, keep it for later.
 */
export async function runOperation(
  run: Run,
  operation: Operation,
  byId: ReadonlyMap<string, Operation>,
): Promise<void> {
  const before = operation.dependsOn.map((opId) => byId.get(opId)).filter((other) => other !== undefined);
  const foreign = before.filter((other) => !sharesUser(operation, other));
  if (foreign.some((other) => other.users.some(({ id }) => run.ledger.isOpen(other.opId, id)))) return;
  const reason = failedDependency(run, foreign) ?? run.refusals.reasonToSkip(operation);
  const mine: string[] = [];
  for (const id of operation.users.map((user) => user.id)) {
    if (!run.ledger.isOpen(operation.opId, id) || waits(run, before, id)) continue;
    const skip = run.closed.get(id) ?? reason ?? unfinished(run, operation, id);
    if (skip === undefined) mine.push(id);
    else record(run, operation, id, { status: "skipped", reason: skip });
  }
  if (mine.length > 0) await deliver(run, operation, mine);
}

function sharesUser(operation: Operation, other: Operation): boolean {
  const mine = new Set(operation.users.map(({ id }) => id));
  return other.users.some(({ id }) => mine.has(id));
}

/** A user set aside, or whose earlier operation is put off, keeps the order of operations. */
function waits(run: Run, before: readonly Operation[], userId: string): boolean {
  const own = before.filter(({ users }) => users.some(({ id }) => id === userId));
  return run.aside.has(userId) || own.some(({ opId }) => run.ledger.isOpen(opId, userId));
}

/** Operations of other users must have succeeded: an address must be free, a circle of managers must not arise. */
function failedDependency(run: Run, foreign: readonly Operation[]): string | undefined {
  const failed = foreign.find((other) => !run.ledger.succeeded(other));
  return failed && `It needs the change of ${failed.users[0]?.email}, which was not made`;
}

/** Nobody is activated before everything else about them is as planned. */
function unfinished(run: Run, operation: Operation, userId: string): string | undefined {
  if (operation.kind !== "activate") return undefined;
  const done = (run.ofUser.get(userId) ?? []).every(
    ({ opId }) => opId === operation.opId || run.ledger.isDone(opId, userId),
  );
  return done ? undefined : "Activation waits until the user's other changes are made";
}
