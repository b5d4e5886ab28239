import type { Registry } from "../fields/registry.ts";
import type { Change, Operation, UserDiff } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import { callFor } from "./call.ts";
import type { Draft } from "./draft.ts";
import { orderOperations } from "./order.ts";
import { profileCall } from "./profile-call.ts";
import { languageCalls, skillCalls } from "./routing-calls.ts";
import { autoAnswerCalls, divisionCalls } from "./shared-calls.ts";
import { CALL_SIZES, type CallSizes } from "./sizes.ts";
import { untangle } from "./untangle.ts";

/** The fewest API calls that make these changes, in the order that keeps people working. */
export function planOperations(
  diffs: readonly UserDiff[],
  live: ReadonlyMap<string, LiveUser>,
  registry: Registry,
  sizes: CallSizes = CALL_SIZES,
): readonly Operation[] {
  const users = diffs.map((diff) => splitByCall(diff, registry));
  const bulk = autoAnswerCalls(
    users.filter(onlyAutoAnswer).map(({ user, profile }) => ({ user, change: profile[0] })),
    sizes,
  );
  const inBulk = new Set(bulk.flatMap((call) => call.users.map(({ id }) => id)));
  const patched = users.filter(({ user, profile }) => profile.length > 0 && !inBulk.has(user.id));
  const profileCalls = patched.map(({ user, profile }) => profileCall(user, profile, registry));
  const drafts = [
    ...users.flatMap(({ user, deactivate }) => deactivate.map((change) => stateCall(user, change))),
    ...bulk,
    ...untangle(profileCalls, live, splitManager(registry)),
    ...users.flatMap(({ user, languages, skills, leaves }) => [
      ...languageCalls(user, languages, sizes.languages),
      ...skillCalls(user, skills, { perCall: sizes.skills, mayReplace: !leaves.has("skills") }),
    ]),
    ...divisionCalls(
      users.flatMap(({ user, division }) => division.map((change) => ({ user, change }))),
      sizes.divisionUsers,
    ),
    ...users.flatMap(({ user, activate }) => activate.map((change) => stateCall(user, change))),
  ];
  return orderOperations(drafts, live);
}

/** A user's changes by the call that makes them. */
interface Split {
  readonly user: LiveUser;
  readonly profile: readonly Change[];
  readonly languages: readonly Change[];
  readonly skills: readonly Change[];
  readonly division: readonly Change[];
  readonly deactivate: readonly Change[];
  readonly activate: readonly Change[];
  /** Fields with differences that the plan leaves. */
  readonly leaves: ReadonlySet<string>;
}

function splitByCall({ live, changes, left = [] }: UserDiff, registry: Registry): Split {
  const by = (call: string) => changes.filter(({ field }) => registry.get(field)?.write.call === call);
  return {
    user: live,
    profile: by("user"),
    languages: by("languages"),
    skills: by("skills"),
    division: by("division"),
    deactivate: by("state").filter(({ after }) => after !== "active"),
    activate: by("state").filter(({ after }) => after === "active"),
    leaves: new Set(left.map(({ field }) => field)),
  };
}

type OneFlip = Split & { readonly profile: readonly [Change] };

/** Bulk calls leave the version unknown, so users who are activated afterwards keep their pinned call. */
function onlyAutoAnswer(split: Split): split is OneFlip {
  const { profile, activate } = split;
  return profile.length === 1 && profile[0]?.field === "acdAutoAnswer" && activate.length === 0;
}

function splitManager(registry: Registry) {
  return ({ users, changes }: Draft): readonly Draft[] => {
    const isManager = ({ field }: Change) => field === "manager";
    const parts = [changes.filter(isManager), changes.filter((change) => !isManager(change))];
    return users.flatMap((user) => parts.map((part) => profileCall(user, part, registry)));
  };
}

/** State travels alone: it is the only modifiable field when it is given (UpdateUser of the official SDK). */
function stateCall(user: LiveUser, change: Change): Draft {
  const kind = change.after === "active" ? "activate" : "deactivate";
  const matter = { kind, users: [user], changes: [change], carried: [] } as const;
  return { ...matter, phase: kind, ...callFor(matter) };
}
