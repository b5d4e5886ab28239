import type { Cause } from "../model/cause.ts";
import { fullStop } from "../model/figures.ts";
import { AGES, type Age } from "../model/known.ts";
import type { Change, Plan } from "../model/plan.ts";
import type { Findings, Problem } from "../model/problem.ts";
import { fieldOf, valuesOf } from "./change-view.ts";
import { AGE_WORDS } from "./known.ts";
import { whatOf } from "./leaving.ts";
import { firstCounted } from "./rail-places.ts";
import { measureOf, overrideOf } from "./rails.ts";
import { unreadOf } from "./totals.ts";
import { byUser, changesOf, compare, whatIs } from "./users.ts";
import { tellWho } from "./who.ts";

/** Something to tell a reader of the definitions, at a line where there is one. Nothing is escaped yet. */
export interface Mark {
  readonly about: "change" | "rail" | "unread" | "leaving" | "finding";
  readonly level: "error" | "warning" | "notice";
  readonly at?: { readonly file: string; readonly line: number; readonly column?: number };
  /** Which kind of thing it tells, in a word. */
  readonly check: string;
  /** What tells it from others, whatever its line and values are. */
  readonly identity: readonly string[];
  readonly title: string;
  /** Of a difference, where it is known. */
  readonly age?: Age;
  /** A line each. */
  readonly message: readonly string[];
}

/** What a plan or drift document has to tell at the lines of definitions: what weighs most comes first, changes by place. */
export function marksOf(plan: Plan): readonly Mark[] {
  const left = new Set(plan.kind === "plan" ? plan.differences : []);
  const changes = byUser([...changesOf(plan), ...plan.differences], plan).flatMap(({ email, changes: own }) =>
    own.map((change) => changeMark(change, email, plan, left.has(change))),
  );
  const placed = changes.filter(({ at }) => at).toSorted((a, b) => byAge(a, b) || byPlace(a, b));
  const findings = plan.warnings.map(findingMark("warning"));
  return [...railMarks(plan), ...unreadMarks(plan), ...leavingMarks(plan), ...placed, ...findings];
}

/** Problems and warnings at their places. */
export function findingMarks({ problems, warnings }: Findings): readonly Mark[] {
  return [...problems.map(findingMark("error")), ...warnings.map(findingMark("warning"))];
}

function findingMark(level: "error" | "warning"): (problem: Problem) => Mark {
  return ({ at, code, message, fix }) => ({
    about: "finding",
    level,
    ...(at && { at }),
    check: code,
    identity: [code, at?.file ?? "", message],
    title: code,
    message: [message, fix].filter(Boolean),
  });
}

/** Careful changes weigh more than others, unless the plan leaves them. */
function changeMark(change: Change, email: string, { kind, org }: Plan, left: boolean): Mark {
  const { userId, field, key, source } = change;
  const [before, after] = valuesOf(change);
  const what = left ? undefined : whatIs(change);
  const cause = change.cause ? [causeSentence(change.cause, left)] : [];
  const who = tellWho(change);
  const age = change.age ? [`Since the drift that was known: ${AGE_WORDS[change.age]}`] : [];
  return {
    about: "change",
    level: what ? "warning" : "notice",
    ...(source && { at: source }),
    ...(change.age && { age: change.age }),
    check: `change-${field}`,
    identity: [org.id, userId, field, key?.id ?? ""],
    title: `${email}: ${kind === "plan" && what ? what : fieldOf(change)}`,
    message: [
      kind === "plan" ? `${before} → ${after}` : `live ${before}, definitions ${after}`,
      ...cause,
      ...age,
      ...(who === "" ? [] : [sentence(who)]),
    ],
  };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function causeSentence(cause: Cause, left: boolean): string {
  return left ? `Cause: ${cause}; not part of this plan` : `Cause: ${cause}`;
}

/** At the line where the base asked for it: what is removed is shown there. */
function leavingMarks({ org, leaving = [] }: Plan): readonly Mark[] {
  return leaving.map((one) => ({
    about: "leaving",
    level: "warning",
    at: one.source,
    check: "leaving",
    identity: [org.id, one.userId ?? one.email, one.field ?? "", one.key?.id ?? ""],
    title: `${one.email}: leaves management`,
    message: [`${whatOf(one)}; nothing of this changes live`],
  }));
}

function railMarks(plan: Plan): readonly Mark[] {
  const standing = plan.rails.filter(({ verdict }) => verdict === "stands");
  return standing.map((rail) => {
    const at = firstCounted(rail.rule, plan)?.source;
    return {
      about: "rail",
      level: "error",
      ...(at && { at }),
      check: `rail-${rail.rule}`,
      identity: [plan.org.id, rail.rule],
      title: `Rail ${rail.rule} stands: ${measureOf(rail)}`,
      message: [fullStop(rail.message), `If this is meant: plan again with ${overrideOf(rail)}`],
    };
  });
}

function unreadMarks(plan: Plan): readonly Mark[] {
  if (plan.unread.length === 0) return [];
  const what = { check: "unread", identity: [plan.org.id], title: unreadOf(plan) };
  return [{ ...what, about: "unread", level: "warning", message: ["Neither compared nor changed."] }];
}

/** GitHub shows the first few only. */
function byAge({ age: a = "new" }: Mark, { age: b = "new" }: Mark): number {
  return AGES.indexOf(a) - AGES.indexOf(b);
}

function byPlace({ at: a }: Mark, { at: b }: Mark): number {
  return compare(a?.file ?? "", b?.file ?? "") || (a?.line ?? 0) - (b?.line ?? 0);
}
