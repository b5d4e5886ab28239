/**
 * The fewest calls by trying every sequence, from what the API offers and what must not happen on the way. Knows nothing of how gus
 * plans.
 */

/** Entries of one user: skill or language to proficiency. */
export type Entries = Readonly<Record<string, number>>;

export interface RatedRules {
  /** Most entries in one body. */
  readonly perCall: number;
  /** Whether a PUT can replace all entries; languages have none. */
  readonly put: boolean;
}

/**
 * Calls from live to desired. PATCH sets some entries, DELETE takes one away, PUT replaces all of them. A PUT holds all that is desired:
 * anything less could not be compared again, since it is told from other people's work by what it leaves.
 */
export function fewestRatedCalls(live: Entries, desired: Entries, rules: RatedRules): number {
  const isLegal = (state: Entries) => keepsWhatBothHave(state, live, desired);
  const next = (state: Entries): readonly Entries[] => [
    ...subsets(Object.entries(desired), rules.perCall).map((some) => ({
      ...state,
      ...Object.fromEntries(some),
    })),
    ...Object.keys(state).map((key) => without(state, key)),
    ...(rules.put && Object.keys(desired).length <= rules.perCall ? [desired] : []),
  ];
  return fewestSteps(live, desired, next, isLegal, sortedJson);
}

/** No skill, language or proficiency that both live and desired have may be missing, not even for a moment. */
export function keepsWhatBothHave(state: Entries, live: Entries, desired: Entries): boolean {
  const both = Object.keys(live).filter((key) => key in desired);
  return both.every((key) => key in state && (live[key] !== desired[key] || state[key] === live[key]));
}

/** Calls that move users to their divisions, each call taking some users to one division. */
export function fewestDivisionCalls(
  live: readonly string[],
  desired: readonly string[],
  perCall: number,
): number {
  const targets = [...new Set(desired)];
  const next = (state: readonly string[]) =>
    targets.flatMap((target) =>
      subsets([...state.keys()], perCall).map((users) =>
        state.map((division, user) => (users.includes(user) ? target : division)),
      ),
    );
  return fewestSteps(live, desired, next, () => true, JSON.stringify);
}

export interface Flip {
  /** Other profile fields change too, so that a PATCH of the user is due anyway. */
  readonly others: boolean;
  /** The user is activated in the end, for which the version must be known: a bulk call would cost a read of its own. */
  readonly activated: boolean;
}

/**
 * Calls that flip acdAutoAnswer, compare reads included: one PATCH a user, which carries the user's other profile fields as well, or bulk
 * calls of some users, before which up to `perRead` users are read together.
 */
export function fewestFlipCalls(flips: readonly Flip[], perBulk: number, perRead: number): number {
  const choices = subsets([...flips.keys()], flips.length, 0);
  const costs = choices.map((inBulk) => {
    const patched = flips.filter((flip, user) => flip.others || !inBulk.includes(user)).length;
    const pins = inBulk.filter((user) => flips[user]?.activated).length;
    return patched + Math.ceil(inBulk.length / perBulk) + Math.ceil(inBulk.length / perRead) + pins;
  });
  return Math.min(...costs);
}

/** Breadth first, so that the first time the goal is met no shorter way exists. */
function fewestSteps<S>(
  start: S,
  goal: S,
  next: (state: S) => readonly S[],
  isLegal: (state: S) => boolean,
  keyOf: (state: S) => string,
): number {
  const seen = new Set([keyOf(start)]);
  let edge = [start];
  for (let steps = 0; edge.length > 0; steps++) {
    if (edge.some((state) => keyOf(state) === keyOf(goal))) return steps;
    const found = edge.flatMap(next).filter(isLegal);
    edge = found.filter((state) => !seen.has(keyOf(state)) && seen.add(keyOf(state)));
  }
  throw new Error("There is no legal way.");
}

function subsets<T>(items: readonly T[], most: number, least = 1): readonly (readonly T[])[] {
  let all: readonly (readonly T[])[] = [[]];
  for (const item of items) all = all.flatMap((set) => [set, [...set, item]]);
  return all.filter(({ length }) => length >= least && length <= most);
}

function without(state: Entries, key: string): Entries {
  return Object.fromEntries(Object.entries(state).filter(([other]) => other !== key));
}

function sortedJson(state: Entries): string {
  return JSON.stringify(Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
