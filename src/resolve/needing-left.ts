import type { UserDiff } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { DesiredUser, LiveUser } from "../model/state.ts";
import { managersInCircles } from "./managers.ts";

const FIX = "Plan with --only all, which executes both, or bring live back first";

/**
 * Changes that a plan cannot make because it leaves another one: the definitions as a whole are free of circles and of addresses that two
 * users claim, but a part of them need not be. `desired` lacks what is left.
 */
export function needingWhatIsLeft(
  desired: readonly DesiredUser[],
  diffs: readonly UserDiff[],
  live: ReadonlyMap<string, LiveUser>,
): readonly Problem[] {
  return [...takenAddresses(desired, diffs), ...circles(desired, live)];
}

/** Somebody takes the address of a user whose own rename is left. */
function takenAddresses(desired: readonly DesiredUser[], diffs: readonly UserDiff[]): readonly Problem[] {
  const staying = diffs.filter(({ left }) => left?.some(({ field }) => field === "email"));
  const owners = new Map(staying.map(({ live }) => [live.email.toLowerCase(), live]));
  return desired.flatMap(({ email, cells }) => {
    const cell = cells.get("email");
    const owner = cell && owners.get(String(cell.value).toLowerCase());
    if (!cell || !owner) return [];
    const message = `Cannot rename to ${email}: that login belongs to ${owner.name} (${owner.id}), whose own rename is not part of this plan`;
    return [{ code: "needs-what-is-left", message, fix: FIX, at: cell.source }];
  });
}

function circles(desired: readonly DesiredUser[], live: ReadonlyMap<string, LiveUser>): readonly Problem[] {
  return managersInCircles(desired, live).map(({ user, cell, chain }) => {
    const names = chain.map((id) => live.get(id)?.email ?? id);
    const message = `Cannot make ${names[0]} the manager of ${user.email}: ${[user.email, ...names].join(" → ")} is a circle while another manager is not part of this plan`;
    return { code: "needs-what-is-left", message, fix: FIX, at: cell.source };
  });
}
