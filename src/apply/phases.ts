import PQueue from "p-queue";
import { type Operation, PHASES } from "../model/plan.ts";
import { runOperation } from "./operation.ts";
import type { Run } from "./run.ts";
import { settle } from "./settle.ts";

/** Runs operations phase by phase; within a phase in plan order, each as soon as those it depends on have ended. */
export async function runPhases(run: Run, operations: readonly Operation[]): Promise<void> {
  const byId = new Map(operations.map((operation) => [operation.opId, operation]));
  for (const phase of PHASES) {
    const mine = operations.filter((operation) => operation.phase === phase);
    if (phase === "routing") await settle(run, mine);
    await runPhase(run, mine, byId);
  }
}

async function runPhase(
  run: Run,
  operations: readonly Operation[],

  byId: ReadonlyMap<string, Operation>,
) {
  run.readings.expect(operations.flatMap(({ users }) => users.map(({ id }) => id)));
  const queue = new PQueue({ concurrency: workers(run) });
  const ended = new Map<string, Promise<void>>();
  let failed = false;
  operations.forEach((operation, index) => {
    const before = operation.dependsOn.map((opId) => ended.get(opId));
    const end = Promise.all(before).then(() =>
      queue.add(
        async () => {
          if (!failed) await runOperation(run, operation, byId);
        },
        // Earlier operations first, so that one user's calls follow each other while what was compared is fresh.
        { priority: -index },
      ),
    );
    ended.set(operation.opId, end);
  });
  const results = await Promise.allSettled(
    [...ended.values()].map((end) =>
      end.catch((error: unknown) => {
        failed = true;
        throw error;
      }),
    ),
  );
  const stop = results.find((result) => result.status === "rejected");
  if (stop) throw stop.reason;
}

/** No more at once than the rate lets compare and write while what was compared is fresh: two calls each. */
function workers({ settings }: Run): number {
  return Math.max(1, Math.min(settings.concurrency, Math.floor(settings.writesWhileFresh / 2)));
}
