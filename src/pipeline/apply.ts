import { beginRun } from "../apply/apply.ts";
import type { Run } from "../apply/run.ts";
import { APPLY_DEFAULTS, type ApplySettings } from "../apply/settings.ts";
import { type Stop, stopOf } from "../apply/stop.ts";
import { FIELDS } from "../fields/registry.ts";
import type { Session } from "../genesys/client.ts";
import { readOrganisation } from "../live/organisation.ts";
import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { makeResult } from "../report/result.ts";
import { VERSION } from "../version.ts";
import { type Answer, answer, fromChecked, fromError, interruption, refusal } from "./answer.ts";
import {
  CONNECTION_DEFAULTS,
  type Connection,
  learnLimit,
  openSession,
  type Surroundings,
} from "./connection.ts";
import { type Deadline, readBackMs, startDeadline } from "./deadline.ts";
import { type Ending, executePlan } from "./execute-plan.ts";
import { guarded } from "./guard.ts";
import { reasonsToRefuse } from "./refuse-plan.ts";

export interface ApplyOptions extends Surroundings {
  readonly plan: Plan;
  readonly connection?: Connection;
  /** The reviewHash that was approved; any other plan is refused. */
  readonly approved?: string;
  /** Refuse a plan made longer ago than this, milliseconds. */
  readonly maxAgeMs?: number;
  /** See ApplySettings. */
  readonly settings?: Partial<ApplySettings>;
}

/** How long calls in flight may take to finish after an interruption. */
const GRACE_MS = 20_000;

/**
 * Executes a plan as it stands. An answer that is not ok means that nothing was sent; otherwise the result says what became of every
 * operation, also when the run was stopped or interrupted.
 */
export async function apply(unguarded: ApplyOptions): Promise<Answer<Result>> {
  const options = guarded(unguarded);
  const refused = reasonsToRefuse(options);
  if (refused) return refused;
  const opened = openSession(options.connection ?? {}, options);
  if (!opened.ok) return fromChecked(opened);
  const session = opened.value;
  try {
    const applied = await applyWith(session, options);
    return { ...applied, warnings: [...opened.warnings, ...applied.warnings] };
  } catch (error) {
    return fromError(error, options.signal);
  } finally {
    await session.close();
  }
}

async function applyWith(session: Session, options: ApplyOptions): Promise<Answer<Result>> {
  const { plan, edges } = options;
  const startedAt = edges.clock.now();
  if (plan.operations.length > 0) await learnLimit(session);
  const org = plan.operations.length === 0 ? plan.org : await readOrganisation(session.reader);
  if (org.id !== plan.org.id) return otherOrganisation(plan, org);
  const settings = settingsOf(options, session);
  const deadline = deadlineOf(plan, settings, session, options);
  const run = beginRun({
    ...options,
    ...accessUntil(deadline, session, options),
    registry: FIELDS,
    settings,
  });
  const { signal } = options;
  const ending = { ...session, ...(deadline && { deadline }), ...(signal && { signal }) };
  const stopped = plan.operations.length === 0 ? undefined : await runToEnd(run, session, ending);
  deadline?.clear();
  const unsent = stopped?.message ?? "The run ended before this call";
  const outcomes = run.ledger.outcomes(plan.operations, unsent);
  for (const outcome of outcomes) {
    // What the run never came to has not been told yet.
    if (run.ledger.isOpen(outcome.opId, outcome.userId)) options.onEvent({ type: "outcome", outcome });
  }
  const endedAt = edges.clock.now();
  const common = {
    run: edges.random.uuid(),
    plan,
    outcomes,
    calls: session.stats(),
    startedAt,
    endedAt,
    toolVersion: VERSION,
  };
  return answer(makeResult({ ...common, ...(stopped ? { stopped } : {}) }));
}

function deadlineOf(
  plan: Plan,
  { deadlineMs }: ApplySettings,
  session: Session,
  { edges }: ApplyOptions,
): Deadline | undefined {
  if (deadlineMs === undefined) return undefined;
  return startDeadline(deadlineMs, readBackMs(plan, session.rate()), edges);
}

/** What the work of a run may use: until the deadline, if there is one. */
function accessUntil(deadline: Deadline | undefined, session: Session, { signal }: ApplyOptions) {
  if (!deadline) return session;
  const sooner = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
  return { ...session.within(sooner), signal: sooner };
}

/** Runs the plan to its end; after an interruption waits only so long for calls in flight. */
async function runToEnd(run: Run, session: Session, ending: Ending): Promise<Stop | undefined> {
  const { signal } = ending;
  const ended = new AbortController();
  try {
    await Promise.race([executePlan(run, ending), graceAfter(signal, run, ended.signal)]);
    return undefined;
  } catch (error) {
    return stopOf(error, session.stats().writes > 0, signal && interruption(signal));
  } finally {
    ended.abort();
  }
}

/** Rejects some time after an interruption, unless the run has ended by then. */
function graceAfter(signal: AbortSignal | undefined, { edges }: Run, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => edges.clock.sleep(GRACE_MS, ended).then(() => reject(signal?.reason), reject);
    signal?.addEventListener("abort", () => void end(), { once: true, signal: ended });
  });
}

function settingsOf({ connection, settings }: ApplyOptions, session: Session): ApplySettings {
  const { concurrency, retries, retry5xx } = { ...CONNECTION_DEFAULTS, ...connection };
  const { allowed, windowMs } = session.rate();
  const perFresh = (allowed * APPLY_DEFAULTS.freshMs) / windowMs;
  const writesWhileFresh = Math.max(1, Math.floor(perFresh));
  return { ...APPLY_DEFAULTS, concurrency, retries, retry5xx, writesWhileFresh, ...settings };
}

function otherOrganisation(plan: Plan, org: { readonly id: string; readonly name: string }): Answer<never> {
  const message = `This plan was made for ${plan.org.name} (${plan.org.id}); the credential belongs to ${org.name} (${org.id})`;
  return refusal(5, [
    { code: "plan-of-other-org", message, fix: "Use that organisation's credential, or plan again" },
  ]);
}
