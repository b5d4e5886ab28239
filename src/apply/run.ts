import type { Edges } from "../edges.ts";
import type { Registry } from "../fields/registry.ts";
import type { Reader, Writer } from "../genesys/client.ts";
import type { Earlier } from "../journal/earlier.ts";
import type { Journal } from "../journal/journal.ts";
import type { OnEvent } from "../model/event.ts";
import type { Operation, Plan } from "../model/plan.ts";
import type { Entry, Ledger } from "./ledger.ts";
import type { Readings } from "./readings.ts";
import type { Refusals } from "./refusals.ts";
import type { ApplySettings } from "./settings.ts";

export interface ApplyContext {
  readonly plan: Plan;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly registry: Registry;
  readonly settings: ApplySettings;
  readonly edges: Edges;
  readonly journal: Journal;
  /** What the run did in processes before this one. */
  readonly earlier: Earlier;
  readonly onEvent: OnEvent;
  readonly signal?: AbortSignal;
}

/** Everything that the operations of one run share. */
export interface Run extends ApplyContext {
  readonly ledger: Ledger;
  readonly readings: Readings;
  readonly refusals: Refusals;
  /** Each user's operations, in the order of the plan. */
  readonly ofUser: ReadonlyMap<string, readonly Operation[]>;
  /** Users whose remaining operations are skipped, with the reason. */
  readonly closed: Map<string, string>;
  /** Users set aside after conflicts in a row, for one more try at the end. */
  readonly aside: Set<string>;
  /** Version conflicts in a row, by user. */
  readonly conflicts: Map<string, number>;
  /** Users on their last try: whoever conflicts again is contended. */
  readonly lastTry: Set<string>;
  /** Monotonic time of the last accepted write outside routing. */
  lastProfileWrite: number | undefined;
}

/** Records what became of an operation for a user; being held or contended ends the user's run. */
export function record(run: Run, operation: Operation, userId: string, entry: Entry): void {
  run.ledger.record(operation, userId, entry);
  if (entry.status === "held" || entry.status === "contended") {
    run.closed.set(userId, `Another operation of this user is ${entry.status}`);
  }
}

/** Whoever lets us write has no row of conflicts any more. */
export function noteAccepted(run: Run, operation: Operation, userId: string): void {
  run.conflicts.delete(userId);
  run.lastTry.delete(userId);
  run.refusals.clear(operation);
  if (operation.phase !== "routing") run.lastProfileWrite = run.edges.clock.monotonic();
}

export function operationsByUser(
  operations: readonly Operation[],
): ReadonlyMap<string, readonly Operation[]> {
  const byUser = new Map<string, Operation[]>();
  for (const operation of operations) {
    for (const { id } of operation.users) byUser.set(id, [...(byUser.get(id) ?? []), operation]);
  }
  return byUser;
}
