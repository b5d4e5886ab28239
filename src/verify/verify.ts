import type { Clock } from "../edges.ts";
import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { type FieldsOf, readUser, readUsers } from "../live/batch.ts";
import { comparedFields } from "../live/compared-fields.ts";
import type { OnEvent } from "../model/event.ts";
import type { Change } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import { changesShown, type Finding, judgeItem, type VerifyItem } from "./judge-item.ts";

export interface VerifyOptions {
  readonly reader: Reader;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
  readonly signal?: AbortSignal;
  /** How long to wait, in all, for changes to become visible. Milliseconds. */
  readonly waitMs: number;
}

/** Up to this many users are read one by one while waiting; single reads lag least, but cost a call each. */
const SINGLE_READS = 20;

/**
 * Reads back what was written, field by field: all users in batches first, then those that differ after 1, 2, 4 … seconds until the
 * wait is over. Answers what was found at last.
 */
export async function verifyItems(
  items: readonly VerifyItem[],
  options: VerifyOptions,
): Promise<readonly Finding[]> {
  const { reader, registry } = options;
  const fieldsOf = comparedFields({ operations: items.map(({ operation }) => operation) }, registry);
  const ids = [...new Set(items.map(({ userId }) => userId))];
  options.onEvent({ type: "stage", stage: "verify", users: ids.length });
  let live = await readUsers(reader, ids, registry, fieldsOf);
  const shown = new Set<Change>();
  for (const [look, wait] of waits(options.waitMs).entries()) {
    const open = usersOf(items.filter((item) => mayYetShow(judgeItem(item, live.get(item.userId)), look)));
    if (open.length === 0) break;
    for (const item of items)
      for (const change of changesShown(item, live.get(item.userId))) shown.add(change);
    await options.clock.sleep(wait, options.signal);
    live = newest(live, await readAgain(open, fieldsOf, options));
  }
  return items.map((item) => judgeItem(item, live.get(item.userId), shown));
}

/** Looks after which a value that is neither the one before nor ours will not become ours any more: reads lag by less. */
const LOOKS_AT_CHANGED = 2;

function mayYetShow({ kind }: Finding, look: number): boolean {
  return kind !== "as-planned" && (kind !== "changed-since" || look < LOOKS_AT_CHANGED);
}

/** Single reads and lists may lag by more or less: what shows an older version than was seen already says nothing. */
function newest(
  known: ReadonlyMap<string, LiveUser>,
  read: ReadonlyMap<string, LiveUser>,
): ReadonlyMap<string, LiveUser> {
  const isNewer = (user: LiveUser) => user.version >= (known.get(user.id)?.version ?? 0);
  return new Map([...known, ...[...read].filter(([, user]) => isNewer(user))]);
}

async function readAgain(ids: readonly string[], fieldsOf: FieldsOf, { reader, registry }: VerifyOptions) {
  if (ids.length > SINGLE_READS) return readUsers(reader, ids, registry, fieldsOf);
  const read = await Promise.all(ids.map((id) => readUser(reader, id, registry, fieldsOf)));
  return new Map(read.filter((user): user is LiveUser => user !== undefined).map((user) => [user.id, user]));
}

/** 1, 2, 4 … seconds, the last one cut so that together they make the whole wait. */
function waits(totalMs: number): readonly number[] {
  const found: number[] = [];
  for (let next = 1000, left = totalMs; left > 0; next *= 2) {
    found.push(Math.min(next, left));
    left -= next;
  }
  return found;
}

function usersOf(items: readonly VerifyItem[]): readonly string[] {
  return [...new Set(items.map(({ userId }) => userId))];
}
