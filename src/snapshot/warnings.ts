import { counted, listed, someOf } from "../model/figures.ts";
import type { Warning } from "../model/problem.ts";
import type { Snapshot } from "./snapshot.ts";

/** Older snapshots are warned of, milliseconds: a week. */
const OLD = 7 * 24 * 60 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

/** What a reader of the plan must know of a snapshot that is old. `now` is in milliseconds since 1970. */
export function oldWarnings({ made }: Snapshot, now: number): readonly Warning[] {
  const age = now - Date.parse(made.at);
  if (age <= OLD) return [];
  const message = `The snapshot is ${counted(Math.floor(age / DAY), "day")} old: much may have changed since`;
  return [{ code: "snapshot-old", message, fix: "Take it again with `gus snapshot --out`" }];
}

/** What a snapshot lacks of what the definitions ask for: fields that they manage, and users that were not asked for. */
export function partialWarnings(
  { fields, selection }: Snapshot,
  { managed, users }: { readonly managed: ReadonlySet<string>; readonly users: readonly string[] },
): readonly Warning[] {
  const lacking = [...managed].filter((field) => !fields.includes(field)).toSorted();
  return [
    ...(lacking.length === 0
      ? []
      : [
          partial(
            `The snapshot was taken without ${listed(lacking)}, so ${lacking.length === 1 ? "it counts" : "they count"} as unread`,
          ),
        ]),
    ...(users.length === 0
      ? []
      : [
          partial(
            `The snapshot was taken of ${listed(selection)} only, so ${counted(users.length, "user")} of the definitions ${users.length === 1 ? "is" : "are"} not compared: ${someOf(users)}`,
          ),
        ]),
  ];
}

function partial(message: string): Warning {
  return { code: "snapshot-partial", message, fix: "Take it again with all that the definitions manage" };
}
