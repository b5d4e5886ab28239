import { divide, withCauses } from "../diff/cause.ts";
import { leavingOf } from "../diff/leaving.ts";
import type { Registry } from "../fields/registry.ts";
import type { Base } from "../model/base.ts";
import type { Only } from "../model/cause.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Diff, Plan, UserDiff } from "../model/plan.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import { cellId, type DesiredUser, type LiveUser } from "../model/state.ts";
import { needingWhatIsLeft } from "../resolve/needing-left.ts";

interface Compared {
  readonly kind: Plan["kind"];
  readonly only: Only;
  readonly base: Base;
  readonly diff: Diff;
  readonly desired: readonly DesiredUser[];
  readonly live: ReadonlyMap<string, LiveUser>;
  readonly registry: Registry;
  readonly label: (user: LiveUser) => LiveUser;
}

/** A comparison that knows whose change is whose. */
export interface ByBase {
  readonly diff: Diff;
  /** What the plan makes of users: a cell that it leaves is not asked for. */
  readonly desired: readonly DesiredUser[];
  readonly leaving: readonly Leaving[];
}

/** Tells changes from drift, and sets aside what the plan does not execute; a drift document executes nothing and so keeps everything. */
export function judgeByBase(compared: Compared): Checked<ByBase> {
  const { kind, only, base, desired, live, registry, label } = compared;
  const judged = withCauses(compared.diff, base);
  const leaving = leavingOf(base, desired, live, registry, label);
  if (kind === "drift") return good({ diff: judged, desired, leaving });
  const diff = divide(judged, only);
  const executed = withoutLeft(desired, diff.users);
  const problems = needingWhatIsLeft(executed, diff.users, live);
  return problems.length > 0 ? bad(problems) : good({ diff, desired: executed, leaving });
}

function withoutLeft(desired: readonly DesiredUser[], diffs: readonly UserDiff[]): readonly DesiredUser[] {
  const left = new Map(diffs.map((diff) => [diff.live.id, new Set(diff.left?.map(cellId))]));
  return desired.map((user) => {
    const cells = left.get(user.id);
    if (!cells || cells.size === 0) return user;
    return { ...user, cells: new Map([...user.cells].filter(([id]) => !cells.has(id))) };
  });
}
