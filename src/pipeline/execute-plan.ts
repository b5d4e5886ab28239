import { applyOperations, checkUsers, writeOnceMore } from "../apply/apply.ts";
import { itemsToVerify, noteFindings } from "../apply/findings.ts";
import type { Run } from "../apply/run.ts";
import { verifyItems } from "../verify/verify.ts";

/**
 * Executes a plan as it stands: check, write, read back, and once more what did not stay. What happened is in the run's ledger, also when
 * this throws.
 */
export async function executePlan(run: Run): Promise<void> {
  await checkUsers(run);
  await applyOperations(run);
  const written = itemsToVerify(run);
  const findings = await verifyItems(written, verifyOptions(run));
  const again = await writeOnceMore(run, noteFindings(run, findings));
  if (again.length === 0) return;
  const wanted = new Set(again.map(({ opId, userId }) => `${opId} ${userId}`));
  const items = itemsToVerify(run).filter(({ operation, userId }) =>
    wanted.has(`${operation.opId} ${userId}`),
  );
  noteFindings(run, await verifyItems(items, verifyOptions(run)));
}

function verifyOptions({ reader, registry, edges, onEvent, settings, signal }: Run) {
  return {
    reader,
    registry,
    clock: edges.clock,
    onEvent,
    waitMs: settings.verifyWaitMs,
    ...(signal ? { signal } : {}),
  };
}
