import { comparedFields } from "../live/compared-fields.ts";
import type { Operation } from "../model/plan.ts";
import { deliver } from "./deliver.ts";
import type { Rewrite } from "./findings.ts";
import { type Entry, Ledger } from "./ledger.ts";
import { runPhases } from "./phases.ts";
import { Readings } from "./readings.ts";
import { Refusals } from "./refusals.ts";
import { type ApplyContext, record, type Run } from "./run.ts";
import { reasonNotToSend } from "./verdict.ts";

/** Begins a run: nothing is read or sent yet. */
export function beginRun(context: ApplyContext): Run {
  const { plan, reader, registry, settings, edges } = context;
  const readings = new Readings({
    ...settings,
    reader,
    registry,
    clock: edges.clock,
    fieldsOf: comparedFields(plan, registry),
  });
  return {
    ...context,
    ledger: new Ledger(context.onEvent),
    readings,
    refusals: new Refusals(),
    closed: new Map(),
    aside: new Set(),
    conflicts: new Map(),
    lastTry: false,
    lastProfileWrite: undefined,
  };
}

/**
 * Reads every planned user and compares before the first write: what is done already is recorded so, and users whom somebody changed
 * are held. Takes the versions found as pins.
 */
export async function checkUsers(run: Run): Promise<void> {
  const { operations, users } = run.plan;
  const ids = new Set(operations.flatMap((operation) => operation.users.map(({ id }) => id)));
  run.onEvent({ type: "stage", stage: "check", users: ids.size });
  await run.readings.readNow([...ids]);
  const planned = new Map(users.map(({ id, version }) => [id, version]));
  for (const operation of operations) {
    for (const { id } of operation.users) checkUser(run, operation, id, planned.get(id));
  }
}

/** Writes what the plan says, then gives users set aside one more try. Throws StopError when the run cannot go on. */
export async function applyOperations(run: Run): Promise<void> {
  const { operations } = run.plan;
  run.onEvent({
    type: "stage",
    stage: "apply",
    users: new Set(operations.flatMap(({ users }) => users.map(({ id }) => id))).size,
  });
  await runPhases(run, operations);
  if (run.aside.size === 0) return;
  const ms = run.settings.contendedPauseMs;
  run.onEvent({
    type: "pause",
    reason: "contended",
    ms,
    detail: `${run.aside.size} users were written by somebody else again and again`,
  });
  await run.edges.clock.sleep(ms, run.signal);
  run.aside.clear();
  run.lastTry = true;
  await runPhases(run, operations);
}

/** Sends accepted writes that did not stay once more, compared anew. Answers what was sent. */
export async function writeOnceMore(run: Run, rewrites: readonly Rewrite[]): Promise<readonly Rewrite[]> {
  for (const { operation, userId } of rewrites) {
    run.readings.forgetPin(userId);
    await deliver(run, operation, [userId]);
  }
  return rewrites;
}

function checkUser(run: Run, operation: Operation, userId: string, planned: number | undefined): void {
  const live = run.readings.live(userId);
  const moved = run.settings.strictPins && live?.version !== planned;
  const entry =
    reasonNotToSend(operation, live, run.registry) ??
    (moved ? strictHold(planned, live?.version) : undefined);
  if (entry) record(run, operation, userId, entry);
}

function strictHold(planned: number | undefined, found: number | undefined): Entry {
  return {
    status: "held",
    reason: `the version moved from ${planned} to ${found}, and --strict-pins is given`,
  };
}
