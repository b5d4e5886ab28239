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

export function judgeItem(item: VerifyItem, live: LiveUser | undefined): Finding {
  const changes = item.operation.changes.filter(({ userId }) => userId === item.userId);
  const unread = live ? changes.filter(({ field }) => live.unread.has(field)) : changes;
  if (!live || unread.length > 0) {
    const what = [...new Set(unread.map(({ field }) => field))].join(", ");
    const reason = `Written, but ${what} could not be read back`;
    return { item, kind: "unreadable", reason, conflicts: [] };
  }
  const open = changes.filter((change) => !sameValue(liveValue(live, change), change.after));
  if (open.length === 0) return { item, kind: "as-planned", reason: "", conflicts: [] };
  return judgeOpen(item, live, open);
}

function judgeOpen(item: VerifyItem, live: LiveUser, open: readonly Change[]): Finding {
  const unchanged = open.every((change) => identicalValue(liveValue(live, change), change.before));
  const fields = open.map(renderField).join(", ");
  const found = { item, conflicts: open.map((change) => conflictOf(change, live)) };
  const dropped = {
    ...found,
    kind: "not-persisted",
    reason: `Accepted by Genesys, but ${fields} still shows the value before`,
  } as const;
  const since = {
    ...found,
    kind: "changed-since",
    reason: unchanged
      ? `${fields} shows the value before, but another version than ours: somebody put it back, or Genesys never stored it`
      : `${fields} shows another value: somebody changed it since, or Genesys stores it differently`,
  } as const;
  if (item.after === undefined) return unchanged ? { ...dropped, mayRewrite: true } : since;
  if (live.version === item.before && item.before !== item.after) {
    return {
      ...found,
      kind: "not-visible",
      reason: `Accepted by Genesys, but reads do not show ${fields} yet`,
    };
  }
  if (live.version === item.after) return unchanged ? { ...dropped, mayRewrite: true } : since;
  // Our own versionless calls may have moved the version, so nobody can tell a lost write from a reverted one.
  return item.versionBlurred && unchanged ? { ...dropped, mayRewrite: false } : since;
}

function conflictOf(change: Change, live: LiveUser): Conflict {
  const { field, key, before, after } = change;
  return { field, ...(key ? { key } : {}), base: before, live: liveValue(live, change), desired: after };
}

function liveValue(live: LiveUser, change: Change): Value {
  return live.cells.get(cellId(change))?.value ?? null;
}
