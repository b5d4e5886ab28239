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
  readonly manager?: string;
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
    users: users.map((person) => userOf(person, users)),
  };
}

function named(kind: NamedKind, names: readonly string[]): readonly Named[] {
  return [...new Set(names)].map((name) => ({ id: idOf(kind, name), name }));
}

function userOf(person: Person, everybody: readonly Person[]): SimUser {
  const { manager, division, skills, languages, locations, ...rest } = person;
  return {
    id: idOf("user", person.email),
    name: person.email.split("@")[0] ?? person.email,
    username: person.email,
    version: 1,
    state: "active",
    divisionId: idOf("division", division ?? "Home"),
    managerId: manager === undefined ? undefined : personId(manager, everybody),
    acdAutoAnswer: false,
    addresses: [],
    skills: rated("skill", skills ?? {}),
    languages: rated("language", languages ?? {}),
    locations: Object.entries(locations ?? {}).map(([name, notes]) => ({
      id: idOf("location", name),
      notes: notes ?? undefined,
    })),
    profileSkills: [],
    certifications: [],
    ...rest,
  };
}

function personId(email: string, everybody: readonly Person[]): string {
  return everybody.find((person) => person.email === email)?.id ?? idOf("user", email);
}

function rated(kind: NamedKind, proficiencies: Readonly<Record<string, number>>): SimUser["skills"] {
  return Object.entries(proficiencies).map(([name, proficiency]) => ({ id: idOf(kind, name), proficiency }));
}
