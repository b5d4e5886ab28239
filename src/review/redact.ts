import type { Past } from "../model/known.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Conflict, Outcome, Result } from "../model/outcome.ts";
import type { Carried, Change, NotUndone, Operation, Plan, Redaction } from "../model/plan.ts";
import { present } from "../model/present.ts";
import type { Value } from "../model/state.ts";
import { HIDDEN } from "./change-view.ts";
import { hideBody } from "./hide-body.ts";
import { hidePeopleOfOutcome, hidePeopleOfPlan, hidePeopleOfResult } from "./hide-people.ts";
import { hideTexts, textsOf, writtenPart } from "./hide-texts.ts";
import { changesOf } from "./users.ts";

/**
 * A plan that may be shown to more people. `values` hides live values that the definitions do not hold; `people` also puts
 * user ids in place of e-mails and names. Hashes stay those of the whole plan. For reading only: apply refuses it.
 */
export function redactPlan(whole: Plan, level: Redaction): Plan {
  if (level === "none") return whole;
  // Nothing can be adopted without live values, and ids of live things stand in for them.
  const { namedById: _ids, ...plan } = whole;
  const rollback = plan.source.run !== undefined;
  const hidden = hideTexts(liveTexts(plan, rollback), {
    ...plan,
    redacted: level,
    operations: plan.operations.map((op) => hideOperation(op, rollback)),
    differences: plan.differences.map((change) => hideChange(change, rollback)),
    ...(plan.leaving ? { leaving: plan.leaving.map(hideLeaving) } : {}),
    ...present({ gone: plan.gone?.map(hidePast), notCompared: plan.notCompared?.map(hidePast) }),
    users: plan.users.map(({ division: _live, ...user }) => user),
    ...(plan.notUndone ? { notUndone: plan.notUndone.map(hideNotUndone) } : {}),
  });
  return level === "people" ? hidePeopleOfPlan(hidden, plan) : hidden;
}

/** The same for the document of a run. */
export function redactResult(result: Result, level: Redaction): Result {
  if (level === "none") return result;
  const texts = result.outcomes.flatMap(({ conflicts }) => conflicts.flatMap(liveConflictTexts));
  const hidden = hideTexts(new Set(texts), {
    ...result,
    redacted: level,
    outcomes: result.outcomes.map(hideOutcome),
  });
  return level === "people" ? hidePeopleOfResult(hidden, result) : hidden;
}

/** The same for one outcome by itself. */
export function redactOutcome(outcome: Outcome, level: Redaction): Outcome {
  if (level === "none") return outcome;
  const texts = new Set(outcome.conflicts.flatMap(liveConflictTexts));
  const hidden = hideTexts(texts, hideOutcome(outcome));
  return level === "people" ? hidePeopleOfOutcome(hidden, outcome) : hidden;
}

function hideOperation(op: Operation, rollback: boolean): Operation {
  return {
    ...op,
    body: hideBody(op, rollback),
    changes: op.changes.map((change) => hideChange(change, rollback)),
    carried: op.carried.map((cell): Carried => ({ ...cell, value: hideValue(cell.value) })),
  };
}

/** Definitions hold what they ask for, but a rollback asks for what was live before the run. */
function hideChange(change: Change, rollback: boolean): Change {
  const after = rollback ? hideValue(change.after) : writtenPart(change.after);
  const { before, was } = change;
  return {
    ...change,
    before: hideValue(before),
    after,
    ...(was === undefined ? {} : { was: hideValue(was) }),
  };
}

function hidePast<T extends Past>(entry: T): T {
  const { before, after } = entry;
  return {
    ...entry,
    after: writtenPart(after),
    ...(before === undefined ? {} : { before: hideValue(before) }),
  };
}

function hideLeaving(entry: Leaving): Leaving {
  const { stays } = entry;
  return stays ? { ...entry, stays: stays.map((one) => ({ ...one, value: hideValue(one.value) })) } : entry;
}

function hideNotUndone(entry: NotUndone): NotUndone {
  const { base, live, desired } = entry;
  const values = { base: hideValue(base), desired: hideValue(desired) };
  return { ...entry, ...values, ...(live === undefined ? {} : { live: hideValue(live) }) };
}

function hideOutcome(outcome: Outcome): Outcome {
  return { ...outcome, conflicts: outcome.conflicts.map(hideConflict) };
}

function hideConflict(conflict: Conflict): Conflict {
  const { base, live, desired } = conflict;
  return { ...conflict, base: hideValue(base), live: hideValue(live), desired: writtenPart(desired) };
}

/** That nothing is set stays visible: it tells adding from changing, and nothing about anybody. */
function hideValue(value: Value): Value {
  return value === null ? null : HIDDEN;
}

/** Live texts that no definition holds: what sentences and bodies may not repeat. */
function liveTexts(plan: Plan, rollback: boolean): ReadonlySet<string> {
  // What a state is called tells nothing, and sentences speak of it.
  const changes = [...changesOf(plan), ...plan.differences].filter(({ field }) => field !== "state");
  const carried = plan.operations.flatMap((op) => op.carried);
  const left = (plan.notUndone ?? []).flatMap(({ base, live = null, desired }) => [base, live, desired]);
  const live = [
    ...changes.flatMap(({ before, after }) => [before, after]),
    ...carried.map(({ value }) => value),
    ...left,
    ...changes.map(({ was = null }) => was),
    ...[...(plan.gone ?? []), ...(plan.notCompared ?? [])].map(({ before = null }) => before),
    ...(plan.leaving ?? []).flatMap(({ stays = [] }) => stays.map(({ value }) => value)),
  ];
  const written = new Set(rollback ? [] : changes.flatMap(({ after }) => textsOf(writtenPart(after))));
  return new Set(live.flatMap(textsOf).filter((text) => !written.has(text)));
}

function liveConflictTexts({ base, live, desired }: Conflict): readonly string[] {
  const written = new Set(textsOf(writtenPart(desired)));
  return [...textsOf(base), ...textsOf(live)].filter((text) => !written.has(text));
}
