import { CERTIFICATIONS, FIRST_NAMES, LAST_NAMES, PROFILE_SKILLS, TITLES } from "./names.ts";
import { seedContacts } from "./phones.ts";
import { type Chance, uuidOf } from "./random.ts";
import type { Rated, SimEmployerInfo, SimLocation, SimUser } from "./user.ts";

interface Named {
  readonly id: string;
}

export interface PeopleOptions {
  readonly seed: number;
  readonly chance: Chance;
  readonly count: number;
  readonly inactive: number;
  readonly deleted: number;
  readonly departments: readonly string[];
  readonly divisions: readonly Named[];
  readonly skills: readonly Named[];
  readonly languages: readonly Named[];
  readonly locations: readonly Named[];
}

interface Identity {
  readonly name: string;
  readonly email: string;
}

const FIXED: readonly Identity[] = [
  { name: "Grace Hopper", email: "grace@example.com" },
  { name: "Ada Lovelace", email: "ada@example.com" },
];

/** Users with unique e-mails and an acyclic line of managers. The fixed two come first and are always active. */
export function seedPeople(options: PeopleOptions): readonly SimUser[] {
  const taken = new Set<string>();
  const people: SimUser[] = [];
  const inactive = Math.round(options.count * options.inactive);
  for (let index = 0; index < options.count + options.deleted; index += 1) {
    const identity = FIXED[index] ?? identify(options.chance, taken);
    const person = seedPerson(index, identity, people, options);
    people.push({ ...person, state: stateOf(index, inactive, options) });
  }
  return people;
}

function stateOf(index: number, inactive: number, options: PeopleOptions): SimUser["state"] {
  if (index >= options.count) return "deleted";
  return index >= FIXED.length && index >= options.count - inactive ? "inactive" : "active";
}

function identify(chance: Chance, taken: Set<string>): Identity {
  const first = chance.pick(FIRST_NAMES);
  const last = chance.pick(LAST_NAMES);
  const local = `${plain(first)}.${plain(last)}`;
  let number = 1;
  while (taken.has(mailbox(local, number))) number += 1;
  taken.add(mailbox(local, number));
  return { name: `${first} ${last}`, email: mailbox(local, number) };
}

function mailbox(local: string, number: number): string {
  return `${local}${number === 1 ? "" : number}@example.com`;
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/ø/g, "o")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

function seedPerson(
  index: number,
  { name, email }: Identity,
  above: readonly SimUser[],
  options: PeopleOptions,
): SimUser {
  const { chance } = options;
  const leads = Math.max(1, Math.ceil(options.count / 20));
  const manager = index === 0 ? undefined : above[chance.int(Math.min(index, leads))];
  return {
    id: uuidOf(options.seed, "user", index),
    name,
    email,
    username: email,
    version: 1 + chance.int(200),
    state: "active",
    divisionId: pickId(chance, options.divisions),
    title: chance.flip(0.9) ? chance.pick(TITLES) : undefined,
    department: chance.flip(0.9) ? options.departments[chance.int(options.departments.length)] : undefined,
    managerId: manager?.id,
    acdAutoAnswer: chance.flip(0.4),
    addresses: seedContacts(index, email, chance),
    skills: rated(chance, options.skills, chance.int(13), () => chance.int(11) / 2),
    languages: rated(chance, options.languages, chance.int(4), () => chance.int(6)),
    locations: seedLocations(chance, options.locations),
    profileSkills: chance.flip(0.2) ? [chance.pick(PROFILE_SKILLS)] : [],
    certifications: chance.flip(0.2) ? [chance.pick(CERTIFICATIONS)] : [],
    employerInfo: chance.flip(0.3) ? seedEmployer(index, name, chance) : undefined,
  };
}

function pickId(chance: Chance, from: readonly Named[]): string {
  return from[chance.int(from.length)]?.id ?? "";
}

function rated(chance: Chance, from: readonly Named[], count: number, draw: () => number): readonly Rated[] {
  const chosen = new Map<string, Rated>();
  for (let left = Math.min(count, from.length); left > 0; left -= 1) {
    const id = pickId(chance, from);
    chosen.set(id, { id, proficiency: draw() });
  }
  return [...chosen.values()];
}

function seedLocations(chance: Chance, from: readonly Named[]): readonly SimLocation[] {
  if (!chance.flip(0.6)) return [];
  return [{ id: pickId(chance, from), notes: chance.flip(0.3) ? `Floor ${1 + chance.int(9)}` : undefined }];
}

function seedEmployer(index: number, name: string, chance: Chance): SimEmployerInfo {
  return {
    officialName: name,
    employeeId: `E${String(10_000 + index)}`,
    employeeType: chance.pick(["Full-time", "Part-time", "Contractor"]),
    dateHire: `20${10 + chance.int(15)}-0${1 + chance.int(9)}-1${chance.int(10)}`,
  };
}
