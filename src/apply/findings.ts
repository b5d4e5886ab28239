import type { Conflict } from "../model/outcome.ts";
import type { Operation } from "../model/plan.ts";
import { isPinned } from "./prepare.ts";
import type { Run } from "./run.ts";

/** An accepted write to read back. */
export interface WrittenItem {
  readonly operation: Operation;
  readonly userId: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly versionBlurred: boolean;
}

/** What reading back showed of it. */
export interface ReadBack {
  readonly item: WrittenItem;
  readonly kind: "as-planned" | "not-visible" | "not-persisted" | "changed-since" | "unreadable";
  readonly mayRewrite?: boolean;
  readonly reason: string;
  readonly conflicts: readonly Conflict[];
}

export interface Rewrite {
  readonly opId: string;
  readonly userId: string;
  readonly operation: Operation;
}

/** Everything that this run wrote and Genesys accepted. */
export function itemsToVerify(run: Run): readonly WrittenItem[] {
  return run.plan.operations.flatMap((operation) =>
    operation.users.flatMap(({ id: userId }) => {
      const entry = run.ledger.entry(operation.opId, userId);
      if (entry?.status !== "applied") return [];
      const { before, after } = entry.written ?? {};
      return [{ operation, userId, before, ...versionNow(run, operation, userId, after) }];
    }),
  );
}

/**
 * The version that live shows as long as nobody else writes: what our own answers tell, one after the other. A version in between that is
 * not ours ends the chain, because then somebody else has written.
 */
function versionNow(run: Run, operation: Operation, userId: string, after: number | undefined) {
  let version = after;
  const own = run.ofUser.get(userId) ?? [];
  for (const later of own.slice(own.indexOf(operation) + 1)) {
    const entry = run.ledger.entry(later.opId, userId);
    if (entry?.status !== "applied" || version === undefined) continue;
    if (!isPinned(later)) return { after: version, versionBlurred: true };
    if (entry.written?.before !== version) break;
    version = entry.written.after;
  }
  return { after: version, versionBlurred: false };
}

/** Records that nothing of what was written could be read back. */
export function noteUnread(run: Run, why: string): void {
  for (const { operation, userId } of itemsToVerify(run)) {
    run.ledger.record(operation, userId, {
      status: "unverified",
      reason: `Written, but not read back: ${why}`,
    });
  }
}

/** Records what reading back showed, and answers which writes may be sent once more. */
export function noteFindings(run: Run, findings: readonly ReadBack[]): readonly Rewrite[] {
  return findings.flatMap(({ item: { operation, userId }, kind, reason, conflicts, mayRewrite }) => {
    if (kind === "as-planned") return [];
    const status = kind === "not-visible" || kind === "unreadable" ? "unverified" : kind;
    run.ledger.record(operation, userId, { status, reason, conflicts });
    return kind === "not-persisted" && mayRewrite ? [{ opId: operation.opId, userId, operation }] : [];
  });
}
