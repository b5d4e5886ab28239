import type { WrittenUser } from "../model/definitions.ts";
import type { Problem, Warning } from "../model/problem.ts";
import type { LiveUser } from "../model/state.ts";
import type { Match, Population } from "./identity.ts";

export function cannotFind(user: WrittenUser, population: Population): Problem {
  const who = user.id ? `id ${user.id.value}` : user.email;
  const names = [user.id?.value, user.previously?.value, user.email].filter((name) => name !== undefined);
  const at = user.source;
  if (names.some((name) => population.deleted.has(name.toLowerCase())))
    return {
      code: "user-deleted",
      message: `Cannot plan ${who}: the user is deleted`,
      fix: "Restore the user in Genesys Cloud, or take the entry out",
      at,
    };
  const message = `Cannot find the live user of ${who}: ${lookedAt(population)}`;
  return { code: "unknown-user", message, fix: population.saved ? FIND_SAVED : FIND, at };
}

const FIND =
  "Check the address; create the user in Genesys Cloud first; or give this client a role in the user's division, since users of divisions it cannot see stay hidden";
const FIND_SAVED = "Check the address, or take the snapshot again: the user may be newer";

function lookedAt({ saved, searched }: Population): string {
  if (saved) return "the snapshot does not show it";
  return searched
    ? "neither the user lists nor a search for active, inactive and deleted users show it"
    : "the user lists do not show it, and this client may not search (directory:user:view)";
}

export function idElsewhere(user: WrittenUser, live: LiveUser): Problem {
  return {
    code: "id-email-mismatch",
    message: `Cannot match ${user.email}: id ${live.id} belongs to ${live.email}`,
    fix: `Use ${live.email} as the key, or add \`renameEmail: true\` to change the login e-mail to ${user.email}`,
    at: user.id?.source ?? user.source,
  };
}

export function renameBothLive(user: WrittenUser, key: LiveUser): Problem {
  const previous = user.previously?.value;
  return {
    code: "rename-both-live",
    message: `Cannot rename ${previous} to ${user.email}: both are live users (${key.id} owns ${user.email})`,
    fix: "Decide which of the two this entry is, and delete `previously` or change the key",
    at: user.previously?.source ?? user.source,
  };
}

export function renameCycle(user: WrittenUser): Problem {
  return {
    code: "rename-cycle",
    message: `Cannot rename to ${user.email}: the renames form a cycle, so no address becomes free first`,
    fix: "Rename one of the users to a spare address in a run of its own",
    at: user.previously?.source ?? user.id?.source ?? user.source,
  };
}

export function targetOwned(user: WrittenUser, owner: LiveUser): Problem {
  return {
    code: "email-taken",
    message: `Cannot rename to ${user.email}: that login belongs to ${owner.name} (${owner.id})`,
    fix: "Free the address first, or choose another one",
    at: user.previously?.source ?? user.id?.source ?? user.source,
  };
}

export function claimedTwice(match: Match, other: Match): Problem {
  const { file, line } = other.written.source;
  return {
    code: "user-claimed-twice",
    message: `Cannot plan ${match.written.email}: it names the same live user (${match.live.id}) as ${other.written.email} at ${file}:${line}`,
    fix: "Merge the two entries into one",
    at: match.written.source,
  };
}

export function mayDeletePrevious(user: WrittenUser): Warning {
  return {
    code: "previously-fulfilled",
    message: `The rename of ${user.previously?.value} to ${user.email} is done`,
    fix: "Delete the line",
    at: user.previously?.source ?? user.source,
  };
}
