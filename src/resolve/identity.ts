import type { WrittenUser } from "../model/definitions.ts";
import type { Problem, Warning } from "../model/problem.ts";
import type { LiveUser } from "../model/state.ts";
import {
  cannotFind,
  claimedTwice,
  idElsewhere,
  mayDeletePrevious,
  renameBothLive,
  renameCycle,
  targetOwned,
} from "./identity-problems.ts";

/** What is known of the organisation when users are matched. */
export interface Population {
  readonly users: ReadonlyMap<string, LiveUser>;
  /** E-mails and ids, lower case, that only deleted users have. */
  readonly deleted: ReadonlySet<string>;
  readonly searched: boolean;
  /** Known from a snapshot: nobody was looked for now. */
  readonly saved?: true;
}

export interface Match {
  readonly written: WrittenUser;
  readonly live: LiveUser;
  /** The login e-mail changes to the entry's key. */
  readonly renames: boolean;
}

export interface Matching {
  readonly matches: readonly Match[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/**
 * Finds the live user of each definition: by id, else by `previously`, else by login e-mail without case. Renames are chains at most; a
 * target that somebody else keeps, a cycle, or two definitions for one user is a problem.
 */
export function matchUsers(written: readonly WrittenUser[], population: Population): Matching {
  const byEmail = new Map([...population.users.values()].map((user) => [user.email.toLowerCase(), user]));
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const matches = new Map<WrittenUser, Match>();
  const claimed = new Set<string>();
  const claim = (user: WrittenUser, live: LiveUser, renames: boolean) => {
    matches.set(user, { written: user, live, renames });
    claimed.add(live.id);
  };

  const run = { population, byEmail, claimed, problems, warnings, claim };
  const isOpen = (user: WrittenUser) => user.previously !== undefined && !user.id;
  for (const user of written.filter((one) => !isOpen(one))) matchCertain(user, run);
  matchRenames(written.filter(isOpen), run);
  const all = [...matches.values()];
  problems.push(...twiceClaimed(all), ...takenTargets(all, byEmail), ...cyclesOf(all));
  return { matches: all, problems, warnings };
}

interface Renaming {
  readonly population: Population;
  readonly byEmail: ReadonlyMap<string, LiveUser>;
  /** Ids of live users who are matched. */
  readonly claimed: ReadonlySet<string>;
  readonly problems: Problem[];
  readonly warnings: Warning[];
  readonly claim: (user: WrittenUser, live: LiveUser, renames: boolean) => void;
}

/** Matches a user whose id or key alone says who it is. */
function matchCertain(user: WrittenUser, run: Renaming): void {
  const { population, byEmail, problems, warnings, claim } = run;
  const live = user.id
    ? population.users.get(user.id.value.toLowerCase())
    : byEmail.get(user.email.toLowerCase());
  const isNamedSo = live && sameEmail(live.email, user.email);
  if (!live) problems.push(cannotFind(user, population));
  else if (!isNamedSo && !mayRename(user, live)) problems.push(idElsewhere(user, live));
  else claim(user, live, !isNamedSo);
  if (isNamedSo && user.previously) warnings.push(mayDeletePrevious(user));
}

/** Decides the certain renames first; each may settle another one of its chain. */
function matchRenames(written: readonly WrittenUser[], run: Renaming): void {
  let open = written;
  for (let before = -1; open.length !== before; ) {
    before = open.length;
    open = open.filter((user) => !settle(user, run));
  }
  for (const user of open) run.problems.push(openProblem(user, open, run));
}

/** Matches one `previously` if it is clear which of the two addresses is this user; false when that is still open. */
function settle(
  user: WrittenUser,
  { population, byEmail, claimed, problems, warnings, claim }: Renaming,
): boolean {
  const key = byEmail.get(user.email.toLowerCase());
  const previous = byEmail.get(user.previously?.value.toLowerCase() ?? "");
  const taken = (live: LiveUser) => claimed.has(live.id);
  if (!key && !previous) problems.push(cannotFind(user, population));
  else if (previous && (!key || (key !== previous && taken(key) && !taken(previous))))
    claim(user, previous, true);
  else if (key && (!previous || taken(previous))) {
    claim(user, key, false);
    warnings.push(mayDeletePrevious(user));
  } else return false;
  return true;
}

function openProblem(user: WrittenUser, open: readonly WrittenUser[], { byEmail }: Renaming): Problem {
  const previous = user.previously?.value.toLowerCase();
  const inCycle = open.some((other) => other.email.toLowerCase() === previous);
  const key = byEmail.get(user.email.toLowerCase());
  return inCycle || !key ? renameCycle(user) : renameBothLive(user, key);
}

function twiceClaimed(matches: readonly Match[]): readonly Problem[] {
  const first = new Map<string, Match>();
  return matches.flatMap((match) => {
    const other = first.get(match.live.id);
    first.set(match.live.id, other ?? match);
    return other ? [claimedTwice(match, other)] : [];
  });
}

/** The address must be free, or become free because its owner is renamed in the same run. */
function takenTargets(matches: readonly Match[], byEmail: ReadonlyMap<string, LiveUser>): readonly Problem[] {
  const leaving = new Set(matches.filter(({ renames }) => renames).map(({ live }) => live.id));
  return matches
    .filter(({ renames }) => renames)
    .flatMap(({ written, live }) => {
      const owner = byEmail.get(written.email.toLowerCase());
      return owner && owner.id !== live.id && !leaving.has(owner.id) ? [targetOwned(written, owner)] : [];
    });
}

/** Renames in which everybody waits for somebody else's address (possible with `id` and `renameEmail`). */
function cyclesOf(matches: readonly Match[]): readonly Problem[] {
  const renames = matches.filter((match) => match.renames);
  const byAddress = new Map(renames.map((match) => [match.live.email.toLowerCase(), match]));
  return renames
    .filter((match) => waitsForItself(match, byAddress))
    .map(({ written }) => renameCycle(written));
}

function waitsForItself(start: Match, byAddress: ReadonlyMap<string, Match>): boolean {
  let next = byAddress.get(start.written.email.toLowerCase());
  for (let steps = 0; next && next !== start && steps < byAddress.size; steps++) {
    next = byAddress.get(next.written.email.toLowerCase());
  }
  return next === start && !sameEmail(start.live.email, start.written.email);
}

function mayRename({ renameEmail, previously }: WrittenUser, live: LiveUser): boolean {
  return renameEmail || sameEmail(live.email, previously?.value ?? "");
}

function sameEmail(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
