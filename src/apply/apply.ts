import { comparedFields } from "../live/compared-fields.ts";
import { counted } from "../model/figures.ts";
import type { Operation } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import { deliver } from "./deliver.ts";
import type { Rewrite } from "./findings.ts";
import { asGoneOn } from "./gone-on.ts";
import { Ledger } from "./ledger.ts";
import { runPhases } from "./phases.ts";
import { Readings } from "./readings.ts";
import { Refusals } from "./refusals.ts";
import { type ApplyContext, operationsByUser, type Run, record } from "./run.ts";
import { isInPart, reasonNotToSend, strictHold } from "./verdict.ts";

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
    ledger: new Ledger(context),
    readings,
    refusals: new Refusals(),
    ofUser: operationsByUser(plan.operations),
    closed: new Map(),
    aside: new Set(),
    conflicts: new Map(),
    lastTry: new Set(),
    lastProfileWrite: lastProfileWrite(context),
  };
}

/** A run that goes on counts its settle from what its earlier processes wrote. */
function lastProfileWrite({ plan, earlier, edges: { clock } }: ApplyContext): number | undefined {
  const profile = plan.operations.filter(({ phase }) => phase !== "routing").map(({ opId }) => opId);
  const at = earlier.lastAccepted(new Set(profile));
  return at === undefined ? undefined : clock.monotonic() - Math.max(0, clock.now() - at);
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
  for (const line of heldLines(run)) run.onEvent({ type: "note", message: line });
}

/** Most held users that are named before the first write; the result names them all. */
const HELD_SHOWN = 20;

function heldLines(run: Run): readonly string[] {
  const all = run.ledger.outcomes(run.plan.operations, "").filter(({ status }) => status === "held");
  const lines = all
    .slice(0, HELD_SHOWN)
    .map(({ email, reason }) => `Held before the first write: ${email}: ${reason}`);
  const more = all.length - lines.length;
  return more > 0 ? [...lines, `Held before the first write: ${counted(more, "more operation")}`] : lines;
}

/**
 * Writes what the plan says, then gives users set aside one more try, and everything that waits for them. Throws StopError when the run
 * cannot go on.
 */
export async function applyOperations(run: Run): Promise<void> {
  const { operations } = run.plan;
  run.onEvent({ type: "stage", stage: "apply", users: run.plan.users.length });
  for (await runPhases(run, operations); run.aside.size > 0; await runPhases(run, operations)) {
    const ms = run.settings.contendedPauseMs;
    const detail = `${counted(run.aside.size, "user")} written by somebody else again and again`;
    run.onEvent({ type: "pause", reason: "contended", ms, detail });
    await run.edges.clock.sleep(ms, run.signal);
    for (const id of run.aside) run.lastTry.add(id);
    run.aside.clear();
  }
}

/** Sends accepted writes that did not stay once more, compared anew. Answers what was sent. */
export async function writeOnceMore(run: Run, rewrites: readonly Rewrite[]): Promise<readonly Rewrite[]> {
  run.readings.expect(rewrites.map(({ userId }) => userId));
  for (const { operation, userId } of rewrites) {
    const found = run.ledger.entry(operation.opId, userId);
    run.readings.forgetPin(userId);
    await deliver(run, operation, [userId]);
    const now = run.ledger.entry(operation.opId, userId);
    if (found && now && isInPart(now)) record(run, operation, userId, found);
  }
  return rewrites;
}

function checkUser(run: Run, operation: Operation, userId: string, planned: number | undefined): void {
  const live = run.readings.live(userId);
  const moved = run.settings.strictPins && hasMoved(run, live, planned);
  const entry =
    reasonNotToSend(operation, live, run.registry) ??
    (moved ? strictHold(planned, live?.version) : undefined);
  if (entry) record(run, operation, userId, asGoneOn(run, operation, userId, entry));
}

/** Whether somebody else moved the user's version on. Where the run wrote before, it is its own version that must stand. */
function hasMoved({ earlier }: Run, live: LiveUser | undefined, planned: number | undefined): boolean {
  const own = live && earlier.version(live.id);
  if (own === undefined) return live?.version !== planned;
  return own !== "unknown" && (live?.version ?? 0) > own;
}
