import { counted, fullStop } from "../model/figures.ts";
import type { Change, Plan } from "../model/plan.ts";
import type { Problem, Warning } from "../model/problem.ts";
import { fieldOf, valuesOf } from "./change-view.ts";
import { groupBy } from "./group.ts";
import { measureOf, overrideOf } from "./rails.ts";
import { firstCounted } from "./rail-places.ts";
import { unreadOf } from "./totals.ts";
import { byUser, changesOf, compare, whatIs } from "./users.ts";
import { type Annotation, workflowCommand } from "./workflow-command.ts";

/** How many annotations of a level GitHub shows for a step. */
const MOST = 10;
const LEVELS = ["error", "warning", "notice"] as const;

/** A plan or drift document at the lines of the definitions: each change, warnings, rails that stand, and what could not be read. */
export function renderPlanAnnotations(plan: Plan): string {
  const changes = byUser([...changesOf(plan), ...plan.differences], plan).flatMap(({ email, changes: own }) =>
    own.map((change) => changeAnnotation(change, email, plan)),
  );
  const sorted = changes.filter(({ at }) => at).toSorted(byPlace);
  return lines([
    ...railAnnotations(plan),
    ...unread(plan),
    ...sorted,
    ...plan.warnings.map(finding("warning")),
  ]);
}

/** What is wrong or remarkable in definitions, at its place. */
export function renderAnnotations(problems: readonly Problem[], warnings: readonly Warning[]): string {
  return lines([...problems.map(finding("error")), ...warnings.map(finding("warning"))]);
}

function changeAnnotation(change: Change, email: string, { kind }: Plan): Annotation {
  const [before, after] = valuesOf(change);
  const what = whatIs(change);
  return {
    level: what ? "warning" : "notice",
    ...(change.source && { at: change.source }),
    title: `${email}: ${kind === "plan" && what ? what : fieldOf(change)}`,
    message: kind === "plan" ? [`${before} → ${after}`] : [`live: ${before}`, `definitions: ${after}`],
  };
}

function railAnnotations(plan: Plan): readonly Annotation[] {
  const standing = plan.rails.filter(({ verdict }) => verdict === "stands");
  return standing.map((rail) => {
    const at = firstCounted(rail.rule, plan)?.source;
    const how = `If this is meant: plan again with ${overrideOf(rail)}`;
    return {
      level: "error",
      ...(at && { at }),
      title: `Rail ${rail.rule} stands: ${measureOf(rail)}`,
      message: [fullStop(rail.message), how],
    };
  });
}

function unread(plan: Plan): readonly Annotation[] {
  const message = ["Neither compared nor changed."];
  return plan.unread.length > 0 ? [{ level: "warning", title: unreadOf(plan), message }] : [];
}

function finding(level: Annotation["level"]): (problem: Problem) => Annotation {
  return ({ at, code, message, fix }) => ({
    level,
    ...(at && { at }),
    title: code,
    message: [message, fix].filter(Boolean),
  });
}

function byPlace({ at: a }: Annotation, { at: b }: Annotation): number {
  return compare(a?.file ?? "", b?.file ?? "") || (a?.line ?? 0) - (b?.line ?? 0);
}

/** The first of each level, then how many more there are. */
function lines(annotations: readonly Annotation[]): string {
  const byLevel = groupBy(annotations, ({ level }) => level);
  const all = LEVELS.flatMap((level) => {
    const own = byLevel.get(level) ?? [];
    const left = own.length - MOST;
    const more = left > 0 ? [`… ${counted(left, `more ${level}`)}, which GitHub would not show`] : [];
    return [...own.slice(0, MOST).map(workflowCommand), ...more];
  });
  return all.map((line) => `${line}\n`).join("");
}
