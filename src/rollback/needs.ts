import { isRef } from "../fields/compare.ts";
import type { Registry } from "../fields/registry.ts";
import type { Change } from "../model/plan.ts";
import { listsOf, type Needs, withReadAlong } from "../resolve/wanted.ts";
import type { WrittenChange } from "./written.ts";

/** What has to be read before changes can be turned back: their users, whoever may have an old address by now, managers, and lists. */
export function needsOfRollback(written: readonly WrittenChange[], registry: Registry): Needs {
  const changes = written.map(({ change }) => change);
  const fields = new Set(changes.map(({ field }) => field));
  const renames = changes.filter(({ field }) => field === "email").map(addressesOf);
  const managers = changes.flatMap(({ field, before }) =>
    field === "manager" && isRef(before) ? [before.id] : [],
  );
  return {
    emails: new Set(renames.flat()),
    renames: new Map(
      renames.flatMap(
        ([before, after]) =>
          [
            [before, after],
            [after, before],
          ] as const,
      ),
    ),
    ids: new Set([...changes.map(({ userId }) => userId), ...managers]),
    fields: withReadAlong(fields),
    lists: listsOf(fields, registry),
  };
}

/** The login address before a change and the one after it, lower case. */
function addressesOf({ before, after }: Change): readonly [string, string] {
  return [String(before).toLowerCase(), String(after).toLowerCase()];
}
