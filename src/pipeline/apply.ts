import { beginRun } from "../apply/apply.ts";
import type { Run } from "../apply/run.ts";
import { APPLY_DEFAULTS, type ApplySettings } from "../apply/settings.ts";
import type { Stop } from "../apply/stop.ts";
import { FIELDS } from "../fields/registry.ts";
import type { Session } from "../genesys/client.ts";
import { joined } from "../genesys/signals.ts";
import type { Journal } from "../journal/journal.ts";
import type { Lock } from "../journal/lock.ts";
import { StateDirError } from "../journal/state-dir-error.ts";
import { readOrganisation } from "../live/organisation.ts";
import type { OnEvent } from "../model/event.ts";
import type { Result } from "../model/outcome.ts";
import type { Plan, Redaction } from "../model/plan.ts";
import { makeResult } from "../report/result.ts";
import { recordTimeline, type TimelineRecorder } from "../report/timeline.ts";
import { VERSION } from "../version.ts";
import { type Answer, answer, fromChecked, fromError, refusal } from "./answer.ts";
import {
  CONNECTION_DEFAULTS,
  type Connection,
  learnLimit,
  openSession,
  type Surroundings,
} from "./connection.ts";
import { closingMs, type Deadline, startDeadline } from "./deadline.ts";
import { guarded } from "./guard.ts";
import { type OpenRun, openRun } from "./open-run.ts";
import { reasonsToRefuse } from "./refuse-plan.ts";
import { runToEnd } from "./run-to-end.ts";
import { underLock } from "./under-lock.ts";

export interface ApplyOptions extends Surroundings {
  readonly plan: Plan;
  readonly connection?: Connection;
  /** What was approved, a reviewHash or what approvalOf() makes of a plan; any other plan is refused. */
  readonly approved?: string;
  /** Refuse a plan made longer ago than this, milliseconds. */
  readonly maxAgeMs?: number;
  /** What problems may not tell of the plan: live values, or people too. Nothing is hidden when absent. */
  readonly redact?: Redaction;
  /** See ApplySettings. */
  readonly settings?: Partial<ApplySettings>;
  /**
   * Folder in which the run keeps its journal, its plan and the times of its calls, and locks the organisation. An apply of the same plan goes
   * on with a run that did not come to its end. When absent nothing is kept: after a crash nobody can tell what was sent, and two runs may
   * work at once.
   */
  readonly stateDir?: string;
  /** How long to wait for a run that has the organisation locked, milliseconds; not at all when absent. */
  readonly lockTimeoutMs?: number;
  /** Id of the run in the state dir to go on with. */
  readonly resume?: string;
}

/**
 * Executes a plan as it stands. An answer that is not ok means that nothing was sent; otherwise the result says what became of every
 * operation, also when the run was stopped or interrupted.
 */
export async function apply(unguarded: ApplyOptions): Promise<Answer<Result>> {
  const { deadlineMs } = unguarded.settings ?? {};
  const deadline = deadlineMs === undefined ? undefined : startDeadline(deadlineMs, unguarded.edges.clock);
  try {
    return await applyUntil(deadline, withDeadline(guarded(unguarded), deadline));
  } finally {
    deadline?.clear();
  }
}

function withDeadline(options: ApplyOptions, deadline: Deadline | undefined): ApplyOptions {
  return deadline ? { ...options, signal: joined(options.signal, deadline.signal) } : options;
}

async function applyUntil(deadline: Deadline | undefined, told: ApplyOptions): Promise<Answer<Result>> {
  const refused = reasonsToRefuse(told);
  if (refused) return refused;
  const { stateDir, edges, plan } = told;
  const recorder = recordTimeline(plan, edges.clock.monotonic);
  const options = { ...told, onEvent: both(recorder.onEvent, told.onEvent) };
  const opened = openSession(
    { ...(stateDir === undefined ? {} : { stateDir }), ...options.connection },
    options,
  );
  if (!opened.ok) return fromChecked(opened);
  const session = opened.value;
  try {
    // Closing revokes the token, a call that whoever waits for the lock must find among those before its own.
    const applied = await underLock(options, (lock) =>
      applyWith(session, options, { lock, deadline, recorder }).finally(() => session.close()),
    );
    return { ...applied, warnings: [...opened.warnings, ...applied.warnings] };
  } catch (error) {
    return fromError(error, options.signal);
  } finally {
    await session.close();
  }
}

interface Guard {
  readonly lock: Lock | undefined;
  readonly deadline: Deadline | undefined;
  readonly recorder: TimelineRecorder;
}

function both(first: OnEvent, second: OnEvent): OnEvent {
  return (event) => {
    first(event);
    second(event);
  };
}

async function applyWith(
  session: Session,
  options: ApplyOptions,
  { lock, deadline, recorder }: Guard,
): Promise<Answer<Result>> {
  const { plan, edges, signal } = options;
  const startedAt = edges.clock.now();
  const isEmpty = plan.operations.length === 0;
  if (!isEmpty) await learnLimit(session);
  const org = isEmpty ? plan.org : await readOrganisation(session.reader);
  if (org.id !== plan.org.id) return otherOrganisation(plan, org);
  const opened = await openRun(options, lock);
  if (!opened.ok) return opened;
  const run = runOf(options, session, opened.value, deadline);
  const ending = { ...session, ...(deadline && { deadline }), ...(signal && { signal }) };
  const stopped = isEmpty ? undefined : await runToEnd(run, session, ending, opened.value);
  const outcomes = outcomesOf(run, stopped);
  const result = makeResult({
    run: opened.value.id,
    plan,
    outcomes,
    calls: session.stats(),
    timeline: recorder.timeline(),
    startedAt,
    endedAt: edges.clock.now(),
    toolVersion: VERSION,
    ...(stopped ? { stopped } : {}),
  });
  await endJournal(opened.value.journal, result, options);
  return answer(result);
}

function runOf(
  options: ApplyOptions,
  session: Session,
  opened: OpenRun,
  deadline: Deadline | undefined,
): Run {
  return beginRun({
    ...options,
    ...accessUntil(deadline, session, options),
    ...opened,
    registry: FIELDS,
    settings: settingsOf(options, session),
  });
}

/** What became of every operation. What the run never came to is told now. */
function outcomesOf({ ledger, plan, onEvent }: Run, stopped: Stop | undefined): Result["outcomes"] {
  const unsent = stopped?.message ?? "The run ended before this call";
  const outcomes = ledger.outcomes(plan.operations, unsent);
  for (const outcome of outcomes) {
    if (ledger.isOpen(outcome.opId, outcome.userId)) onEvent({ type: "outcome", outcome });
  }
  return outcomes;
}

/** What was done is known, so a last line that cannot be written is told besides. */
async function endJournal(journal: Journal, { exitCode }: Result, { onEvent }: ApplyOptions): Promise<void> {
  try {
    await journal.end(exitCode);
  } catch (error) {
    if (!(error instanceof StateDirError)) throw error;
    onEvent({ type: "warning", message: `The journal of this run is not whole: ${error.message}` });
  }
}

/** What the work of a run may use: until shortly before the deadline, if there is one. */
function accessUntil(deadline: Deadline | undefined, session: Session, { plan, signal }: ApplyOptions) {
  if (!deadline) return session;
  const sooner = joined(signal, deadline.before(closingMs(plan, deadline, session.rate())));
  return { ...session.within(sooner), signal: sooner };
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
