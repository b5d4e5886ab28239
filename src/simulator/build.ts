import { uuidOf } from "./random.ts";
import type { SimContact, SimEmployerInfo, SimUser, UserState } from "./user.ts";
import type { Named, World } from "./world.ts";

/** A user in few words: names where the org wants ids. Everything but the e-mail has a default. */
export interface Person {
  readonly email: string;
  readonly id?: string;
  /** From the e-mail when absent. */
  readonly name?: string;
  readonly version?: number;
  readonly state?: UserState;
  /** A division's name; Home when absent. */
  readonly division?: string;
  readonly title?: string;
  readonly department?: string;
  readonly preferredName?: string;
  /** The e-mail of another person of the list. */
  readonly manager?: string | undefined;
  readonly acdAutoAnswer?: boolean;
  readonly addresses?: readonly SimContact[];
  /** Name to proficiency. */
  readonly skills?: Readonly<Record<string, number>>;
  readonly languages?: Readonly<Record<string, number>>;
  /** Name to notes, null for none. */
  readonly locations?: Readonly<Record<string, string | null>>;
  readonly profileSkills?: readonly string[];
  readonly certifications?: readonly string[];
  readonly employerInfo?: SimEmployerInfo;
}

export interface Parts {
  readonly users: readonly Person[];
  /** Names beyond those that the users mention. */
  readonly divisions?: readonly string[];
  readonly skills?: readonly string[];
  readonly languages?: readonly string[];
  readonly locations?: readonly string[];
  readonly org?: string;
}

export type NamedKind = "org" | "division" | "skill" | "language" | "location" | "user";

/** The id that `worldOf` gives to a name (for users: to an e-mail). */
export function idOf(kind: NamedKind, name: string): string {
  return uuidOf(kind, name);
}

/** A world that states just what a test is about. Every name that a user mentions exists. */
export function worldOf(parts: Parts): World {
  const { users } = parts;
  const org = parts.org ?? "Test Org";
  const used = (pick: (person: Person) => Readonly<Record<string, unknown>> | undefined) =>
    users.flatMap((person) => Object.keys(pick(person) ?? {}));
  return {
    org: { id: idOf("org", org), name: org },
    divisions: named("division", [
      "Home",
      ...(parts.divisions ?? []),
      ...users.flatMap((u) => u.division ?? []),
    ]),
    skills: named("skill", [...(parts.skills ?? []), ...used((person) => person.skills)]),
    languages: named("language", [...(parts.languages ?? []), ...used((person) => person.languages)]),
    locations: named("location", [...(parts.locations ?? []), ...used((person) => person.locations)]),
    users: users.map((person) =>
      userOf(person, (kind, name) => (kind === "user" ? personId(name, users) : idOf(kind, name))),
    ),
  };
}

/** The id that a name stands for (for users: an e-mail). */
export type IdOf = (kind: NamedKind, name: string) => string;

/** A person as the org stores it: at version 1, active, in the division Home where nothing else is said. */
export function userOf(person: Person, id: IdOf): SimUser {
  const { manager, division, skills, languages, locations, ...rest } = person;
  return {
    id: id("user", person.email),
    name: person.email.split("@")[0] ?? person.email,
    username: person.email,
    version: 1,
    state: "active",
    divisionId: id("division", division ?? "Home"),
    managerId: manager === undefined ? undefined : id("user", manager),
    acdAutoAnswer: false,
    addresses: [],
    skills: rated(skills ?? {}, (name) => id("skill", name)),
    languages: rated(languages ?? {}, (name) => id("language", name)),
    locations: Object.entries(locations ?? {}).map(([name, notes]) => ({
      id: id("location", name),
      notes: notes ?? undefined,
    })),
    profileSkills: [],
    certifications: [],
    ...rest,
  };
}

function named(kind: NamedKind, names: readonly string[]): readonly Named[] {
  return [...new Set(names)].map((name) => ({ id: idOf(kind, name), name }));
}

function personId(email: string, everybody: readonly Person[]): string {
  return everybody.find((person) => person.email === email)?.id ?? idOf("user", email);
}

function rated(proficiencies: Readonly<Record<string, number>>, id: (name: string) => string) {
  return Object.entries(proficiencies).map(([name, proficiency]) => ({ id: id(name), proficiency }));
}
