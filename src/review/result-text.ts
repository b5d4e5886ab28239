import { type Conflict, OUTCOME_STATUSES, type Outcome, type Result } from "../model/outcome.ts";
import { forTerminal } from "./escape.ts";
import { groupBy } from "./group.ts";
import { adviceOf, conflictOf, headlineOf, isDone, openByUser, STATUS_WORDS, totalsOf } from "./outcomes.ts";
import { redactionNote } from "./redaction-note.ts";
import type { Paint } from "./style.ts";
import { pad } from "./width.ts";

const STATUS_WIDTH = Math.max(
  ...OUTCOME_STATUSES.filter((status) => !isDone(status)).map((status) => STATUS_WORDS[status].length),
);
const INDENT = " ".repeat(STATUS_WIDTH + 4);

export function resultHeading(result: Result, paint: Paint): readonly string[] {
  const stopped = result.stopped
    ? [`${paint("error", forTerminal(result.stopped.code))}: ${forTerminal(result.stopped.message, 1000)}`]
    : [];
  const notes = [`${forTerminal(result.org.name)}, run ${forTerminal(result.run)}`, redactionNote(result)];
  return [paint("heading", headlineOf(result)), ...stopped, ...notes.filter(Boolean)];
}

/** Every user for whom something is open, with the reason, and the three values of what was held; users of whom the same is told together. */
export function openSection(result: Result, paint: Paint): readonly string[] {
  const users = openByUser(result);
  if (users.length === 0) return [];
  const told = users.map(([email, outcomes]) => {
    const lines = alike(outcomes).flatMap((group) => outcomeLines(group, paint));
    return { heading: paint("heading", forTerminal(email)), what: lines.join("\n") };
  });
  const blocks = [...groupBy(told, ({ what }) => what)].map(([what, group]) =>
    [...group.map(({ heading }) => heading), what].join("\n"),
  );
  return [paint("heading", "Not done"), blocks.join("\n\n")];
}

/** A user's outcomes with the same status and reason are one entry. */
function alike(outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] {
  const groups = groupBy(outcomes, ({ status, reason, correlationId }) =>
    JSON.stringify([status, reason, correlationId]),
  );
  return [...groups.values()];
}

function outcomeLines(group: readonly Outcome[], paint: Paint): readonly string[] {
  const [first] = group;
  if (!first) return [];
  const status = paint("warning", pad(STATUS_WORDS[first.status], STATUS_WIDTH));
  const times = group.length > 1 ? ` (${group.length} calls)` : "";
  return [
    `  ${status}  ${forTerminal(first.reason, 1000)}${times}`,
    ...group.flatMap(({ conflicts }) => conflicts.flatMap(conflictLines)),
    ...(first.correlationId ? [`${INDENT}correlation id ${forTerminal(first.correlationId)}`] : []),
  ];
}

function conflictLines(conflict: Conflict): readonly string[] {
  const [field, base, live, desired] = conflictOf(conflict).map((text) => forTerminal(text));
  return [
    `${INDENT}${field}`,
    `${INDENT}  base     ${base}`,
    `${INDENT}  live     ${live}`,
    `${INDENT}  desired  ${desired}`,
  ];
}

export function adviceSection(result: Result, paint: Paint): readonly string[] {
  const advice = adviceOf(result);
  return advice.length === 0
    ? []
    : [paint("heading", "What to do now"), ...advice.map((line) => `  ${line}`)];
}

export function totalSection(result: Result): readonly string[] {
  return [totalsOf(result)];
}
