import type { Definitions, WrittenUser } from "../model/definitions.ts";
import type { Problem } from "../model/problem.ts";
import type { Adopted } from "./adopted.ts";

/**
 * Managers who would report to themselves, as far as the definitions tell: live was without a circle, and so were they, but a part of the
 * one in a part of the other need not be.
 */
export function managerCircles({ users }: Definitions, adopted: readonly Adopted[]): readonly Problem[] {
  const above = new Map(users.flatMap(managerOf));
  const changed = adopted.filter(({ change }) => change.field === "manager").map(({ user }) => user);
  return changed.flatMap((user) => {
    const chain = chainFrom(user.email.toLowerCase(), above);
    return chain ? [circle(user, chain)] : [];
  });
}

function managerOf({ email, cells }: WrittenUser): readonly (readonly [string, string])[] {
  const manager = cells.find(({ field }) => field === "manager")?.value;
  return typeof manager === "string" ? [[email.toLowerCase(), manager.toLowerCase()]] : [];
}

/** The managers above somebody up to that same person; undefined when the chain ends elsewhere. */
function chainFrom(start: string, above: ReadonlyMap<string, string>): readonly string[] | undefined {
  const chain: string[] = [];
  for (let at = above.get(start); at !== undefined && !chain.includes(at); at = above.get(at)) {
    chain.push(at);
    if (at === start) return chain;
  }
  return undefined;
}

function circle({ email, source }: WrittenUser, chain: readonly string[]): Problem {
  return {
    code: "manager-cycle",
    message: `Cannot adopt the manager of ${email} alone: ${[email, ...chain].join(" → ")} would be a circle`,
    fix: "Adopt the managers of the others in it as well",
    at: source,
  };
}
