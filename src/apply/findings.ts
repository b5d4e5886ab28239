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
}

export interface Rewrite {
  readonly opId: string;
  readonly userId: string;
  readonly operation: Operation;
}

/** Everything that this run wrote and Genesys accepted. The version after it is the last one that an own write left behind. */
export function itemsToVerify(run: Run): readonly WrittenItem[] {
  return run.plan.operations.flatMap((operation) =>
    operation.users.flatMap(({ id: userId }) => {
      const entry = run.ledger.entry(operation.opId, userId);
      if (entry?.status !== "applied") return [];
      const pin = isPinned(operation) ? (run.readings.pin(userId) ?? entry.written?.after) : undefined;
      const versionBlurred = run.readings.pin(userId) === undefined;
      return [{ operation, userId, before: entry.written?.before, after: pin, versionBlurred }];
    }),
  );
}

/** Records what reading back showed, and answers which writes may be sent once more. */
export function noteFindings(run: Run, findings: readonly ReadBack[]): readonly Rewrite[] {
  return findings.flatMap(({ item: { operation, userId }, kind, reason, mayRewrite }) => {
    if (kind === "as-planned") return [];
    const status = kind === "not-visible" || kind === "unreadable" ? "unverified" : kind;
    run.ledger.record(operation, userId, { status, reason });
    return kind === "not-persisted" && mayRewrite ? [{ opId: operation.opId, userId, operation }] : [];
  });
}
