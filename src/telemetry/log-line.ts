import type { GusEvent } from "../model/event.ts";
import { visibleJson } from "../model/json.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";

/** A problem that ended a command, or a warning with its fix. */
export interface Finding {
  readonly type: "finding";
  readonly severity: "problem" | "warning";
  readonly problem: Problem;
}

/** Rises when a member changes its meaning or goes away; new members and events leave it as it is. */
const VERSION = 1;

/** One line of the log: a JSON object with `v`, `time`, `event`, and what is known of it. `at` is wall time in milliseconds. */
export function logLine(entry: GusEvent | Finding, at: number): string {
  const line = { v: VERSION, time: new Date(at).toISOString(), ...membersOf(entry) };
  return `${visibleJson(JSON.stringify(line))}\n`;
}

function membersOf(entry: GusEvent | Finding): object {
  if (entry.type === "finding") return findingMembers(entry);
  if (entry.type === "outcome") return { event: entry.type, ...outcomeMembers(entry.outcome) };
  const { type: event, ...members } = entry;
  return { event, ...members };
}

/** Which cells were in conflict, never with what values. */
function outcomeMembers({ conflicts, ...outcome }: Outcome): object {
  return { ...outcome, conflicts: conflicts.map(({ field, key }) => ({ field, ...(key && { key }) })) };
}

/** The place alone: the source line of a definition may name people. */
function findingMembers({ severity, problem: { code, message, fix, at } }: Finding): object {
  const place = at && { file: at.file, line: at.line, column: at.column };
  return { event: severity, code, message, fix, ...(place && { at: place }) };
}
