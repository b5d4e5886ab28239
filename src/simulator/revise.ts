import { isDeepStrictEqual } from "node:util";
import type { Switches } from "./switches.ts";
import type { Rated, SimUser } from "./user.ts";

/** What kind of call writes: one on the user itself, or one on something that hangs on the user. */
export type Through = "user" | "subresource";

/** The user after a write, with the version that the switches give it. */
export function revise(
  user: SimUser,
  change: Partial<SimUser>,
  through: Through,
  switches: Switches,
): SimUser {
  const next: SimUser = { ...user, ...change, id: user.id, version: user.version };
  if (!switches.noopRaisesVersion && sameUser(user, next)) return user;
  if (through === "subresource" && !switches.subresourceRaisesVersion) return next;
  return { ...next, version: user.version + switches.versionStep };
}

/** Equal in all that Genesys stores; the order of skills and languages has no meaning. */
export function sameUser(one: SimUser, other: SimUser): boolean {
  return isDeepStrictEqual(canonical(one), canonical(other));
}

function canonical(user: SimUser): unknown {
  const byId = (list: readonly Rated[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.parse(
    JSON.stringify({ ...user, skills: byId(user.skills), languages: byId(user.languages) }),
  ) as unknown;
}
