import { type IdOf, idOf, type NamedKind, type Person, userOf } from "../src/simulator/build.ts";
import { PHONE_SHAPES } from "../src/simulator/phones.ts";
import type { World } from "../src/simulator/world.ts";

/** What definitions ask of one person, and which profiles the person names. */
export interface Member {
  readonly email: string;
  readonly name: string;
  readonly title: string;
  readonly team: number;
  readonly desk: number;
  readonly skills: Readonly<Record<string, number>>;
  readonly languages: Readonly<Record<string, number>>;
  readonly phone: string;
}

export const TEAMS = 40;
export const DESKS = 10;
const FIRST = ["María", "Lucía", "Jonas", "Lena", "Claire", "Louis", "Sofía", "Hugo", "Nina", "Óscar"];
const LAST = ["Romero", "Keller", "Moreau", "Delgado", "Lindqvist", "Petit", "O'Neill", "Ferreira"];
const SKILLS = Array.from({ length: 60 }, (_, index) => `Skill ${index}`);
const LANGUAGES = ["English", "Spanish", "German", "French"];
const TITLES = ["Agent", "Senior Agent", "Technical Support Agent"];

/** The index-th person: three skills and a language beside those that the profiles give. */
export function member(index: number): Member {
  const own = [0, 1, 2].map(
    (step) => [pick(SKILLS, 20 + index * 7 + step * 13), 1 + ((index + step) % 5)] as const,
  );
  return {
    email: emailOf(index),
    name: `${pick(FIRST, index)} ${pick(LAST, Math.floor(index / FIRST.length))}`,
    title: pick(TITLES, index),
    team: index % TEAMS,
    desk: index % DESKS,
    skills: Object.fromEntries(own),
    languages: { [pick(LANGUAGES, index)]: 3 + (index % 3) },
    phone: `+3491${String(1_000_000 + index)}`,
  };
}

export function deskSkills(desk: number): Readonly<Record<string, number>> {
  return { [pick(SKILLS, desk)]: 3, [pick(SKILLS, desk + 10)]: 2.5 };
}

/** The first people lead the teams, and the very first one leads these. */
export function leadOf(index: number): string | undefined {
  if (index === 0) return undefined;
  return emailOf(index < TEAMS ? 0 : index % TEAMS);
}

/** The organisation of so many people. One in `differs` has another title and another level of a skill than the definitions ask. */
export function worldOf(count: number, differs: number): World {
  const ids = new Map<string, string>();
  const id: IdOf = (kind, name) => {
    const known = ids.get(`${kind} ${name}`) ?? idOf(kind, name);
    ids.set(`${kind} ${name}`, known);
    return known;
  };
  const named = (kind: NamedKind, names: readonly string[]) =>
    names.map((name) => ({ id: id(kind, name), name }));
  const people = Array.from({ length: count }, (_, index) => person(index, index % differs === 1));
  return {
    org: { id: id("org", "Bench"), name: "Bench" },
    divisions: named("division", ["Home", "EMEA"]),
    skills: named("skill", SKILLS),
    languages: named("language", LANGUAGES),
    locations: [],
    users: people.map((one) => userOf(one, id)),
  };
}

function person(index: number, differs: boolean): Person {
  const { email, name, title, desk, skills, languages, phone } = member(index);
  const [first = ""] = Object.keys(skills);
  return {
    email,
    name,
    title: differs ? "Trainee" : title,
    department: "Care",
    division: "EMEA",
    manager: leadOf(index),
    skills: { ...deskSkills(desk), ...skills, ...(differs ? { [first]: 0 } : {}) },
    languages: { Spanish: 4, ...languages },
    addresses: [PHONE_SHAPES.number(phone)],
  };
}

function emailOf(index: number): string {
  return `user${index}@example.com`;
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
