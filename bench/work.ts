import { chance, type Chance } from "../src/simulator/random.ts";
import type { Rated, SimUser } from "../src/simulator/user.ts";
import { seedWorld, type World } from "../src/simulator/world.ts";

const USERS = 2000;
const CHANGED = 1000;
/** Skills that every changed user gets, or gets at another proficiency. */
const SKILLS_SET = 2;
/** One changed user in so many loses a skill as well. */
const LOSES_ONE_IN = 3;

/** What is to become of a user. */
export interface Wish {
  readonly userId: string;
  readonly title: string;
  /** Skills to have at a proficiency; whatever else the user has stays, but for `without`. */
  readonly skills: readonly Rated[];
  /** Ids of skills to lose. */
  readonly without: readonly string[];
}

export interface Work {
  readonly world: World;
  readonly wishes: readonly Wish[];
}

/** An organisation, and half of its users with a title and skills to change: the same for the same seed. */
export function workOf(seed: number, { users = USERS, changed = CHANGED } = {}): Work {
  const world = seedWorld({ seed, users });
  const stream = chance(seed, "wishes");
  const active = world.users.filter(({ state }) => state === "active");
  const chosen = shuffled(active, stream).slice(0, changed);
  return { world, wishes: chosen.map((user, index) => wishFor(user, index, world, stream)) };
}

/** All skills that a user should have in the end. */
export function skillsAfter(skills: readonly Rated[], wish: Wish): readonly Rated[] {
  const named = new Set([...wish.skills.map(({ id }) => id), ...wish.without]);
  return [...skills.filter(({ id }) => !named.has(id)), ...wish.skills];
}

export function shuffled<T>(list: readonly T[], stream: Chance): readonly T[] {
  return list
    .map((value) => ({ value, at: stream.next() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ value }) => value);
}

function wishFor(user: SimUser, index: number, world: World, stream: Chance): Wish {
  const held = new Map(user.skills.map(({ id, proficiency }) => [id, proficiency]));
  const set = shuffled(world.skills, stream).slice(0, SKILLS_SET);
  const setIds = new Set(set.map(({ id }) => id));
  const losable = user.skills.filter(({ id }) => !setIds.has(id));
  const without = index % LOSES_ONE_IN === 0 ? losable.slice(0, 1) : [];
  return {
    userId: user.id,
    title: `${user.title ?? "Agent"}, level ${1 + stream.int(9)}`,
    skills: set.map(({ id }) => ({ id, proficiency: held.get(id) === 5 ? 4 : 5 })),
    without: without.map(({ id }) => id),
  };
}
