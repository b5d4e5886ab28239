import { type IdOf, type Person, userOf } from "./build.ts";
import { EXAMPLE_PEOPLE } from "./example-people.ts";
import type { SimUser } from "./user.ts";
import { type Named, type SeedOptions, seedNames, seedWorld, type World } from "./world.ts";

/**
 * A seeded world in which the users of definitions/ exist, in a state that the definitions change. They take the places of seeded
 * users, so that `users` counts them too; it is raised where it would not hold them.
 */
export function exampleWorld(options: SeedOptions): World {
  const users = Math.max(options.users, EXAMPLE_PEOPLE.length);
  const world = withNames(seedWorld({ ...options, users }), options.seed);
  const places = placesIn(world.users);
  const idOf = idsIn(world, places);
  const examples = EXAMPLE_PEOPLE.flatMap((person) => {
    const place = places.get(person.email);
    return place ? [[place.id, { ...userOf(person, idOf), version: place.version }] as const] : [];
  });
  const byId = new Map(examples);
  return { ...world, users: world.users.map((user) => byId.get(user.id) ?? user) };
}

/** The world with everything in it that the examples mention. */
function withNames(world: World, seed: number): World {
  const add = (
    kind: string,
    held: readonly Named[],
    pick: (person: Person) => Readonly<Record<string, unknown>> | undefined,
  ) => {
    const names = new Set(EXAMPLE_PEOPLE.flatMap((person) => Object.keys(pick(person) ?? {})));
    const missing = [...names].filter((name) => !held.some((one) => one.name === name));
    return [...held, ...seedNames(seed, kind, missing)];
  };
  return {
    ...world,
    skills: add("skill", world.skills, ({ skills }) => skills),
    languages: add("language", world.languages, ({ languages }) => languages),
    locations: add("location", world.locations, ({ locations }) => locations),
  };
}

/** The seeded user whose place each example takes: the one with the same e-mail, or else the next one. */
function placesIn(users: readonly SimUser[]): ReadonlyMap<string, SimUser> {
  const byEmail = new Map(users.map((user) => [user.email, user]));
  const emails = new Set(EXAMPLE_PEOPLE.map(({ email }) => email));
  const spare = users.filter(({ email }) => !emails.has(email)).values();
  const pairs = EXAMPLE_PEOPLE.map(({ email }) => [email, byEmail.get(email) ?? spare.next().value] as const);
  return new Map(pairs.flatMap(([email, user]) => (user ? [[email, user] as const] : [])));
}

/** Throws for a name that the world lacks: the table of examples then holds a slip of the pen. */
function idsIn(world: World, places: ReadonlyMap<string, SimUser>): IdOf {
  const lists = {
    division: world.divisions,
    skill: world.skills,
    language: world.languages,
    location: world.locations,
    org: [world.org],
  };
  return (kind, name) => {
    const id = kind === "user" ? places.get(name)?.id : lists[kind].find((one) => one.name === name)?.id;
    if (id === undefined) throw new Error(`The example world has no ${kind} ${name}.`);
    return id;
  };
}
