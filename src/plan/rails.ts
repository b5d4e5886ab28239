import { counted } from "../model/figures.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Accepted, Change, Diff, Rail, RailRule } from "../model/plan.ts";
import type { DesiredUser, LiveUser } from "../model/state.ts";
import { drainedNames } from "./drain.ts";

/** A rail stands above the larger of `users` and `share` of the managed users. */
interface Limit {
  readonly users: number;
  readonly share: number;
}

const LIMITS: Readonly<Record<Exclude<RailRule, "drain" | "leaving">, Limit>> = {
  deactivate: { users: 5, share: 0.02 },
  state: { users: 20, share: 0.05 },
  division: { users: 20, share: 0.05 },
  email: { users: 20, share: 0.05 },
  removals: { users: 20, share: 0.05 },
  change: { users: 50, share: 0.2 },
};

const LEAVING: Limit = { users: 5, share: 0.05 };

/** Shares count from this many managed users on; below it they would mean less than one user. */
const SHARES_FROM = 20;

const WORDS: Readonly<Record<keyof typeof LIMITS, string>> = {
  deactivate: "would be deactivated",
  state: "would change state",
  division: "would change division",
  email: "would change their login e-mail",
  removals: "would lose a skill, a language or a value",
  change: "would change",
};

export interface RailInput {
  readonly diff: Diff;
  readonly desired: readonly DesiredUser[];
  readonly live: ReadonlyMap<string, LiveUser>;
  readonly accepted: readonly Accepted[];
  /** A lower limit for the rule `change`, in users. */
  readonly maxChanges?: number;
  /** The rule `leaving` is judged when this is given. */
  readonly leaving?: readonly Leaving[];
}

/** Measures a plan against every rail. A rail that is passed stands, unless its size was accepted. */
export function judgeRails(input: RailInput): readonly Rail[] {
  const { diff, desired, live, accepted, maxChanges } = input;
  const sized = Object.entries(LIMITS).map(([name, limit]) => {
    const rule = name as keyof typeof LIMITS;
    const measured = diff.users.filter(({ changes }) =>
      changes.some((change) => COUNTS[rule](change)),
    ).length;
    const usual = limitFor(limit, diff.managed);
    const most = rule === "change" && maxChanges !== undefined ? Math.min(usual, maxChanges) : usual;
    const message = `${counted(measured, "user")} ${WORDS[rule]}; ${most} may without being accepted`;
    return rail(rule, measured, most, message, accepted);
  });
  const drained = drainedNames(diff, desired, live);
  const names = drained.map(({ name, before, after }) => `${name} ${before} → ${after}`).join(", ");
  const message = `Skills or languages would lose all or most of their active holders${names && `: ${names}`}`;
  return [...sized, rail("drain", drained.length, 0, message, accepted), ...leavingRail(input)];
}

function leavingRail({ diff, leaving, accepted }: RailInput): readonly Rail[] {
  if (!leaving) return [];
  const measured = usersLeaving(leaving);
  const most = limitFor(LEAVING, diff.managed);
  const message = `${counted(measured, "user")} would leave management, or a field of theirs would; ${most} may without being accepted`;
  return [rail("leaving", measured, most, message, accepted)];
}

/** Users of whom something leaves management. */
export function usersLeaving(leaving: readonly Leaving[]): number {
  return new Set(leaving.map(({ userId, email }) => userId ?? email.toLowerCase())).size;
}

const COUNTS: Readonly<Record<keyof typeof LIMITS, (change: Change) => boolean>> = {
  deactivate: ({ field, after }) => field === "state" && after === "inactive",
  state: ({ field }) => field === "state",
  division: ({ field }) => field === "division",
  email: ({ field }) => field === "email",
  removals: ({ after }) => after === null,
  change: () => true,
};

function limitFor({ users, share }: Limit, managed: number): number {
  return managed < SHARES_FROM ? users : Math.max(users, Math.floor(managed * share));
}

function rail(
  rule: RailRule,
  measured: number,
  limit: number,
  message: string,
  accepted: readonly Accepted[],
): Rail {
  const allowed = Math.max(-1, ...accepted.filter((one) => one.rule === rule).map(({ upTo }) => upTo));
  const verdict = measured <= limit ? "within" : measured <= allowed ? "accepted" : "stands";
  return { rule, measured, limit, verdict, message };
}
