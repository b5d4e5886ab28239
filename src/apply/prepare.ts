import type { Operation } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import { asGoneOn } from "./gone-on.ts";
import type { Entry } from "./ledger.ts";
import { noteAccepted, type Run, record } from "./run.ts";
import { isInPart, reasonNotToSend, strictHold } from "./verdict.ts";

/** What one operation has been through so far. */
export interface Attempt {
  /** Something was sent before that may have been applied: an unclear try, or a call for more users that was refused for some. */
  readonly doubted: boolean;
  /** Answers that left open whether the write was applied. */
  unclear: number;
  /** Answers 429 in a row. */
  throttled: number;
  /** Times that its turn came too late. */
  stale: number;
  /** Why the last answer was unclear. */
  why: string;
  /** The unclear answer after which the next request goes out; undefined when it is no second try. */
  retryOf: { readonly why: string; readonly correlationId?: string } | undefined;
  /** Read before anything else: what is known may be older than our own write. */
  reread: boolean;
  /** The version that the last request was pinned to. */
  sent: number | undefined;
  /** Versions that Genesys refused; sending one again would only be refused again. */
  readonly refused: Set<number>;
  /** What each user was compared with; nothing leaves on the strength of any other reading. */
  readonly compared: Map<string, LiveUser>;
}

export function newAttempt(doubted: boolean): Attempt {
  return {
    doubted,
    unclear: 0,
    throttled: 0,
    stale: 0,
    why: "",
    retryOf: undefined,
    reread: false,
    sent: undefined,
    refused: new Set(),
    compared: new Map(),
  };
}

/** Whether the call takes the user's version, and so is refused when somebody wrote first. */
export function isPinned({ users }: Operation): boolean {
  return users.some(({ expectedVersion }) => expectedVersion !== undefined);
}

/**
 * Decides for each user whether the operation may go out as planned: what the call would replace must still be what the plan was made
 * from. Every round compares, because a pin may come from a reading that nobody compared yet. Records everybody else: done already, held,
 * or no longer there. Returns those to send.
 */
export async function prepare(
  run: Run,
  operation: Operation,
  userIds: readonly string[],
  attempt: Attempt,
): Promise<readonly string[]> {
  if (attempt.reread) await run.readings.readNow(userIds);
  else await readWhatIsMissing(run, operation, userIds);
  attempt.reread = false;
  return userIds.filter((id) => mayGoOut(run, operation, id, attempt));
}

/** A pinned write needs a version, whatever its age; a versionless one needs a fresh value. */
async function readWhatIsMissing(run: Run, operation: Operation, userIds: readonly string[]): Promise<void> {
  if (!isPinned(operation)) return run.readings.refresh(userIds);
  const unknown = userIds.filter((id) => run.readings.pin(id) === undefined);
  if (unknown.length > 0) await run.readings.readNow(unknown);
}

function mayGoOut(run: Run, operation: Operation, userId: string, attempt: Attempt): boolean {
  const live = run.readings.live(userId);
  const entry = reasonNotToSend(operation, live, run.registry) ?? movedMeanwhile(run, userId, live);
  if (!entry && live) attempt.compared.set(userId, live);
  if (!entry) return true;
  const told = attempt.unclear > 0 ? afterUnclear(entry, live?.version) : entry;
  if (told.status === "applied") noteAccepted(run, operation, userId);
  record(run, operation, userId, told === entry ? asGoneOn(run, operation, userId, entry) : told);
  return false;
}

/** What a reading means that follows a write of which nobody knows whether it was applied. */
function afterUnclear(entry: Entry, version: number | undefined): Entry {
  if (entry.status === "already-applied") return { status: "applied", written: { after: version } };
  return isInPart(entry) ? { ...entry, status: "unverified", reason: IN_PART } : entry;
}

const IN_PART =
  "Sent and answered unclearly; live shows only a part of it, which somebody else may have written";

/** `--strict-pins` holds also whoever was moved after the check. */
function movedMeanwhile(
  { settings, readings }: Run,
  userId: string,
  live: LiveUser | undefined,
): Entry | undefined {
  const from = settings.strictPins ? readings.movedFrom(userId) : undefined;
  return from === undefined ? undefined : strictHold(from, live?.version);
}
