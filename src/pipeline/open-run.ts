import { type Earlier, earlierOf, mayHaveHappened, NOTHING_EARLIER } from "../journal/earlier.ts";
import type { CallMade } from "../journal/history.ts";
import { type Journal, NO_JOURNAL, openJournal } from "../journal/journal.ts";
import type { Lock } from "../journal/lock.ts";
import { placesOf } from "../journal/places.ts";
import { findOpenRun, type KnownRun, newRun, readRun } from "../journal/runs.ts";
import { withFile } from "../journal/state-dir-error.ts";
import { unsettledCalls } from "../journal/unsettled.ts";
import type { Checked } from "../model/problem.ts";
import { renderJson } from "../review/json.ts";
import { VERSION } from "../version.ts";
import { type Answer, answer, fromChecked, refusal } from "./answer.ts";
import type { ApplyOptions } from "./apply.ts";
import { CONNECTION_DEFAULTS } from "./connection.ts";

/** A run that may begin, or go on. */
export interface OpenRun {
  readonly id: string;
  readonly journal: Journal;
  readonly earlier: Earlier;
  /** Whether processes before this one wrote, or may have. */
  readonly wrote: boolean;
  /** Calls of processes that died, of this run or of the one whose lock was taken over, that may be under way still. */
  readonly unsettled: readonly CallMade[];
}

/**
 * Opens the run in the state dir: the one that `resume` names, else the newest of this plan that did not come to its end, else a new one.
 * Its plan is kept before its journal begins, so that whoever finds the journal finds the plan.
 */
export async function openRun(options: ApplyOptions, lock: Lock | undefined): Promise<Answer<OpenRun>> {
  const { plan, edges, stateDir } = options;
  if (stateDir === undefined && options.resume !== undefined) return nowhere();
  if (stateDir === undefined || !lock) return answer({ ...KEEPS_NOTHING, id: edges.random.uuid() });
  const found = await runToGoOnWith(options, stateDir);
  if (!found.ok) return found;
  const { run, history } = found.value;
  const [first] = history.runs;
  if (first && first.planHash !== plan.planHash) return otherPlan(run);
  await lock.name(run);
  const { journal: path, plan: kept } = placesOf(stateDir, run);
  await withFile("write", kept, () => edges.files.create(kept, renderJson(plan)));
  const journal = await openJournal({ ...edges, path, history, run: { run, ...headOf(options) } });
  const left = await callsLeftBy(lock, run, options, stateDir);
  return answer({
    id: run,
    journal,
    earlier: earlierOf(history),
    wrote: history.calls.some(mayHaveHappened),
    unsettled: [...unsettledCalls(history), ...left],
  });
}

const KEEPS_NOTHING = { journal: NO_JOURNAL, earlier: NOTHING_EARLIER, wrote: false, unsettled: [] } as const;

async function runToGoOnWith(
  { plan, edges: { files, random }, resume }: ApplyOptions,
  stateDir: string,
): Promise<Answer<KnownRun>> {
  if (resume !== undefined) return fromChecked(await readRun(files, stateDir, resume));
  const open: Checked<KnownRun | undefined> = await findOpenRun(files, stateDir, plan.planHash);
  return open.ok ? answer(open.value ?? newRun(random.uuid())) : fromChecked(open);
}

function headOf({ plan, edges, connection }: ApplyOptions) {
  const { planHash, reviewHash, org } = plan;
  const { pid, host } = edges.self;
  const timeoutMs = connection?.timeoutMs ?? CONNECTION_DEFAULTS.timeoutMs;
  return { planHash, reviewHash, org, toolVersion: VERSION, pid, host, timeoutMs };
}

/** A run of another plan that died may have a call under way to the users of this one. */
async function callsLeftBy(
  { from }: Lock,
  run: string,
  { edges }: ApplyOptions,
  stateDir: string,
): Promise<readonly CallMade[]> {
  if (from?.run === undefined || from.run === run) return [];
  const found = await readRun(edges.files, stateDir, from.run);
  // It may have died before its journal began.
  return found.ok ? unsettledCalls(found.value.history) : [];
}

function nowhere(): Answer<never> {
  const message = "There is no run to go on with: no state dir is given";
  return refusal(1, [{ code: "usage", message, fix: "Give the folder in which the run was kept" }]);
}

function otherPlan(run: string): Answer<never> {
  const message = `Run ${run} is one of another plan: its planHash is not the one of this plan`;
  return refusal(5, [
    { code: "run-of-other-plan", message, fix: `Go on with \`gus apply --resume ${run}\` alone` },
  ]);
}
