import { relative } from "node:path";
import { FIELDS } from "../fields/registry.ts";
import type { ReadSession } from "../genesys/client.ts";
import type { History } from "../journal/history.ts";
import { placesOf } from "../journal/places.ts";
import { readRun } from "../journal/runs.ts";
import { withFile } from "../journal/state-dir-error.ts";
import { unsettledCalls } from "../journal/unsettled.ts";
import { liveFrom } from "../live/source.ts";
import type { Plan } from "../model/plan.ts";
import type { Warning } from "../model/problem.ts";
import { sha256 } from "../plan/hashes.ts";
import { writtenChanges } from "../rollback/written.ts";
import { type Answer, fromChecked, fromError, refusal } from "./answer.ts";
import { awaitCalls } from "./await-calls.ts";
import { learnLimit, openReader } from "./connection.ts";
import { guarded } from "./guard.ts";
import { keptPlan } from "./kept-plan.ts";
import { planLive } from "./plan-live.ts";
import { type PlanningOptions, requestFor } from "./plan-request.ts";
import { asBefore } from "./rollback-subject.ts";

export interface RollbackOptions extends PlanningOptions {
  /** Folder in which the run was kept. */
  readonly stateDir: string;
  /** Id of the run to roll back. */
  readonly run: string;
  /** Folder that paths in the plan are relative to; they stand as they are when absent. */
  readonly cwd?: string;
}

/**
 * Plans the calls that bring back what was there before a run, wherever live is still as the run left it. Only reads; the plan is an ordinary
 * one, to be reviewed and applied as any other.
 */
export async function rollback(unguarded: RollbackOptions): Promise<Answer<Plan>> {
  const options = guarded(unguarded);
  const kept = await keptPlan(options);
  if (!kept.ok) return kept;
  const { stateDir } = options;
  const opened = openReader({ stateDir, ...options.connection }, options);
  if (!opened.ok) return fromChecked(opened);
  try {
    const planned = await planBack(kept.value, opened.value, opened.warnings, options);
    // Whoever interrupts a command must not see it succeed because its last call was under way.
    options.signal?.throwIfAborted();
    return planned;
  } catch (error) {
    return fromError(error, options.signal);
  } finally {
    await opened.value.close();
  }
}

async function planBack(
  kept: Plan,
  session: ReadSession,
  credential: readonly Warning[],
  options: RollbackOptions,
): Promise<Answer<Plan>> {
  const { edges, stateDir, run, cwd } = options;
  const known = await readRun(edges.files, stateDir, run);
  if (!known.ok) return fromChecked(known);
  const { history } = known.value;
  await learnLimit(session);
  await awaitCalls(unsettledCalls(history), options);
  const { journal } = placesOf(stateDir, run);
  const text = await withFile("read", journal, () => edges.files.read(journal));
  const path = cwd === undefined ? journal : relative(cwd, journal).replaceAll("\\", "/");
  const source = { files: [{ path, sha256: sha256(text ?? "") }], run };
  const subject = asBefore({
    source,
    written: writtenChanges(kept, history),
    managed: kept.summary.managed,
    journal: path,
    selection: options.select ?? [],
    registry: FIELDS,
  });
  const request = requestFor("plan", options, session);
  const warnings = [...credential, ...notEnded(run, history)];
  const from = liveFrom(session.reader);
  const planned = await planLive(subject, { ...request, warnings }, { ...options, from });
  if (planned.ok && planned.value.org.id !== kept.org.id) return elsewhere(run, kept, planned.value);
  return fromChecked(planned);
}

function notEnded(run: string, { end }: History): readonly Warning[] {
  if (end) return [];
  const message = `Run ${run} has not come to its end: it is at work still, or was killed`;
  const fix = `Make sure that it is over, or go on with it first: gus apply --resume ${run}`;
  return [{ code: "run-not-ended", message, fix }];
}

function elsewhere(run: string, kept: Plan, { org }: Plan): Answer<never> {
  const message = `Run ${run} wrote to ${kept.org.name} (${kept.org.id}); the credential belongs to ${org.name} (${org.id})`;
  return refusal(5, [{ code: "plan-of-other-org", message, fix: "Use that organisation's credential" }]);
}
