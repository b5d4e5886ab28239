import { identicalValue, sameValue } from "../fields/compare.ts";
import { renderField } from "../fields/render.ts";
import type { Conflict } from "../model/outcome.ts";
import type { Change, Operation } from "../model/plan.ts";
import { cellId, type LiveUser, type Value } from "../model/state.ts";

/** An accepted write to look at again. */
export interface VerifyItem {
  readonly operation: Operation;
  readonly userId: string;
  /** The user's version before and after the write, as far as its answer told. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Calls of ours that tell no version followed, so live may show a version that is ours and unknown. */
  readonly versionBlurred: boolean;
}

/**
 * What reading back showed. not-visible: reads still show the version from before the write. not-persisted: accepted, yet the value
 * before still stands. changed-since: another value stands than the one we wrote.
 */
export type Finding = {
  readonly item: VerifyItem;
  readonly reason: string;
  readonly conflicts: readonly Conflict[];
} & (
  | { readonly kind: "as-planned" | "not-visible" | "changed-since" | "unreadable" }
  | {
      readonly kind: "not-persisted";
      /** Whether writing once more cannot undo somebody else's work. */
      readonly mayRewrite: boolean;
    }
);

/** Judges by a reading, and by the changes that an earlier reading has shown as written: what was stored once was not dropped. */
export function judgeItem(
  item: VerifyItem,
  live: LiveUser | undefined,
  shown: ReadonlySet<Change> = new Set(),
): Finding {
  const changes = changesOf(item);
  const unread = live ? changes.filter(({ field }) => live.unread.has(field)) : changes;
  if (!live || unread.length > 0) {
    const what = [...new Set(unread.map(({ field }) => field))].join(", ");
    const reason = `Written, but ${what} could not be read back`;
    return { item, kind: "unreadable", reason, conflicts: [] };
  }
  const open = changes.filter((change) => !isAsWritten(live, change));
  if (open.length === 0) return { item, kind: "as-planned", reason: "", conflicts: [] };
  return judgeOpen(item, live, open, shown);
}

/** The changes of a write that a reading shows. */
export function changesShown(item: VerifyItem, live: LiveUser | undefined): readonly Change[] {
  if (!live) return [];
  return changesOf(item).filter((change) => !live.unread.has(change.field) && isAsWritten(live, change));
}

function changesOf({ operation, userId }: VerifyItem): readonly Change[] {
  return operation.changes.filter((change) => change.userId === userId);
}

function isAsWritten(live: LiveUser, change: Change): boolean {
  return sameValue(liveValue(live, change), change.after);
}

function judgeOpen(
  item: VerifyItem,
  live: LiveUser,
  open: readonly Change[],
  shown: ReadonlySet<Change>,
): Finding {
  const unchanged = open.every((change) => identicalValue(liveValue(live, change), change.before));
  const fields = open.map(renderField).join(", ");
  const found = { item, conflicts: open.map((change) => conflictOf(change, live)) };
  const dropped = {
    ...found,
    kind: "not-persisted",
    reason: `Accepted by Genesys, but ${fields} still shows the value before`,
  } as const;
  const wasShown = open.some((change) => shown.has(change));
  const isDropped = unchanged && !wasShown;
  const since = {
    ...found,
    kind: "changed-since",
    reason: `${fields} ${whatHappened(unchanged, wasShown)}`,
  } as const;
  if (item.after === undefined) return isDropped ? { ...dropped, mayRewrite: true } : since;
  if (live.version === item.before && item.before !== item.after) {
    return {
      ...found,
      kind: "not-visible",
      reason: `Accepted by Genesys, but reads do not show ${fields} yet`,
    };
  }
  if (live.version === item.after) return isDropped ? { ...dropped, mayRewrite: true } : since;
  // Our own versionless calls may have moved the version, so nobody can tell a lost write from a reverted one.
  return item.versionBlurred && isDropped ? { ...dropped, mayRewrite: false } : since;
}

function whatHappened(unchanged: boolean, wasShown: boolean): string {
  if (wasShown) return "had been written, but shows another value now: somebody changed it since";
  return unchanged
    ? "shows the value before, but another version than ours: somebody put it back, or Genesys never stored it"
    : "shows another value: somebody changed it since, or Genesys stores it differently";
}

function conflictOf(change: Change, live: LiveUser): Conflict {
  const { field, key, before, after } = change;
  return { field, ...(key ? { key } : {}), base: before, live: liveValue(live, change), desired: after };
}

function liveValue(live: LiveUser, change: Change): Value {
  return live.cells.get(cellId(change))?.value ?? null;
}
