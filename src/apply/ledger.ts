import type { Earlier } from "../journal/earlier.ts";
import type { Journal } from "../journal/journal.ts";
import type { OnEvent } from "../model/event.ts";
import type { Conflict, Outcome, OutcomeStatus } from "../model/outcome.ts";
import type { Operation } from "../model/plan.ts";

/** Versions around an accepted pinned write, as far as they are known. */
export interface Written {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

export interface Entry {
  readonly status: OutcomeStatus;
  readonly reason?: string;
  readonly conflicts?: readonly Conflict[];
  readonly correlationId?: string;
  readonly written?: Written;
}

export interface LedgerOptions {
  readonly onEvent: OnEvent;
  readonly journal: Journal;
  readonly earlier: Earlier;
}

const GOOD: readonly OutcomeStatus[] = ["applied", "already-applied"];

/** What became of each operation for each user: the one record that the report, verify and later operations read. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #sent = new Set<string>();
  readonly #options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  record(operation: Operation, userId: string, entry: Entry): void {
    const { journal, onEvent } = this.#options;
    this.#entries.set(keyOf(operation.opId, userId), entry);
    journal.settled(operation.opId, userId, entry.status, entry.reason ?? "");
    onEvent({ type: "outcome", outcome: toOutcome(operation, userId, entry) });
  }

  /** Notes that a write is out and may have been applied, or that it surely was not. */
  markSent(opId: string, userId: string, sent: boolean): void {
    if (sent) this.#sent.add(keyOf(opId, userId));
    else this.#sent.delete(keyOf(opId, userId));
  }

  /** Whether a write is out, or was, that may have been applied. */
  isSent(opId: string, userId: string): boolean {
    return this.#sent.has(keyOf(opId, userId));
  }

  entry(opId: string, userId: string): Entry | undefined {
    return this.#entries.get(keyOf(opId, userId));
  }

  isOpen(opId: string, userId: string): boolean {
    return !this.#entries.has(keyOf(opId, userId));
  }

  /** Whether an operation did what it should for everybody in it. */
  succeeded({ opId, users }: Operation): boolean {
    return users.every(({ id }) => this.isDone(opId, id));
  }

  /** Whether live is as the operation would leave it, by us or already. */
  isDone(opId: string, userId: string): boolean {
    return GOOD.includes(this.entry(opId, userId)?.status ?? "not-sent");
  }

  /** The outcome of every operation for every user; `unsent` says why something was never tried. */
  outcomes(operations: readonly Operation[], unsent: string): readonly Outcome[] {
    return operations.flatMap((operation) =>
      operation.users.map(({ id }) => {
        const entry = this.entry(operation.opId, id) ?? this.#unsettled(operation.opId, id, unsent);
        return toOutcome(operation, id, entry);
      }),
    );
  }

  #unsettled(opId: string, userId: string, unsent: string): Entry {
    const before = this.#options.earlier.sent(opId, userId);
    const unclear = this.#sent.has(keyOf(opId, userId)) || before === "unclear";
    if (!unclear && before === undefined) return { status: "not-sent", reason: unsent };
    return { status: "unverified", reason: unclear ? UNCLEAR : UNREAD };
  }
}

const UNCLEAR = "Sent, but the run ended before it was known whether Genesys applied it";
const UNREAD = "Applied by this run before it was interrupted, and not read back yet";

function keyOf(opId: string, userId: string): string {
  return `${opId} ${userId}`;
}

function toOutcome({ opId, users }: Operation, userId: string, entry: Entry): Outcome {
  const { status, reason = "", conflicts = [], correlationId } = entry;
  const email = users.find(({ id }) => id === userId)?.email ?? userId;
  return { opId, userId, email, status, reason, conflicts, ...(correlationId ? { correlationId } : {}) };
}
