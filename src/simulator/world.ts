import { DEPARTMENTS, DIVISIONS, LANGUAGES, LOCATIONS, SKILLS } from "./names.ts";
import { seedPeople } from "./people.ts";
import { chance, uuidOf } from "./random.ts";
import type { SimUser } from "./user.ts";

/** Something of the org with an id and a name. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Skills and languages only; active when absent. */
  readonly state?: "active" | "inactive" | "deleted";
}

/** All that an org holds when the simulation begins. The first division is the home division. */
export interface World {
  readonly org: Named;
  readonly divisions: readonly Named[];
  readonly skills: readonly Named[];
  readonly languages: readonly Named[];
  readonly locations: readonly Named[];
  readonly users: readonly SimUser[];
}

export interface SeedOptions {
  readonly seed: number;
  /** How many users, deleted ones not counted. */
  readonly users: number;
  /** Share of inactive users; 0.03 when absent. */
  readonly inactive?: number;
  /** How many deleted users on top; 0 when absent. */
  readonly deleted?: number;
  /** How many skills, up to 56; 40 when absent. */
  readonly skills?: number;
  readonly name?: string;
}

/** The two users that every seeded world begins with. */
export const ADA = "ada@example.com";
export const GRACE = "grace@example.com";

/** A believable org, the same for the same options. */
export function seedWorld(options: SeedOptions): World {
  const named = (kind: string, names: readonly string[]) => seedNames(options.seed, kind, names);
  const parts = {
    org: { id: uuidOf(options.seed, "org"), name: options.name ?? "Example Contact Centre" },
    divisions: named("division", DIVISIONS),
    skills: named("skill", SKILLS.slice(0, options.skills ?? 40)),
    languages: named("language", LANGUAGES),
    locations: named("location", LOCATIONS),
  };
  const users = seedPeople({
    seed: options.seed,
    chance: chance(options.seed, "people"),
    count: options.users,
    inactive: options.inactive ?? 0.03,
    deleted: options.deleted ?? 0,
    departments: DEPARTMENTS,
    ...parts,
  });
  return { ...parts, users };
}

/** Things of one kind as a seeded world holds them. */
export function seedNames(seed: number, kind: string, names: readonly string[]): readonly Named[] {
  return names.map((name) => ({ id: uuidOf(seed, kind, name), name }));
}
