import fc from "fast-check";
import { idOf, type Person } from "../../src/simulator/build.ts";
import type { Files } from "./gus.ts";
import {
  ADDRESSES,
  dictionary,
  EMPLOYER,
  EXTENSIONS,
  emailOf,
  NAMES,
  NUMBERS,
  TEXTS,
  TYPES,
} from "./people.ts";

type Body = Readonly<Record<string, unknown>>;

/** A definition file as plain data. Written as JSON it is YAML too. */
export interface PlainFile {
  readonly version: 1;
  readonly [part: string]: unknown;
}

export type PlainFiles = Readonly<Record<string, PlainFile>>;

export interface Case {
  readonly people: readonly Person[];
  readonly wishes: PlainFiles;
}

/** Numbers from 0 to 1 that turn an order of things into another one. */
export const chances = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

/** Valid definitions about some of these people: values, clears, modes, profiles, defaults, renames, managers turned upside down. */
export function wishesFor(people: readonly Person[]): fc.Arbitrary<PlainFiles> {
  const bodies = fc.tuple(...people.map(() => fc.tuple(values, fc.nat(7), fc.nat(9))));
  const files = fc.tuple(fileHead, fileHead, fc.dictionary(fc.constantFrom("p0", "p1"), values));
  return fc
    .record({ bodies, files, chain: renamed(people.length), upsideDown: fc.boolean(), byId: fc.boolean() })
    .map((drawn) => {
      const [first, second, profiles] = drawn.files;
      const rename = renames(people, drawn.chain, drawn.byId);
      const keys = people.map((person, index) => rename.get(index)?.key ?? person.email);
      const entries = people.map((_, index) => {
        const [body = {}, above = 0, fate = 0] = drawn.bodies[index] ?? [];
        const left = fate === 0 && !drawn.upsideDown && !rename.has(index) && people.length > 1;
        const manager =
          drawn.upsideDown || fate < 5 ? managerOf(index, above, keys, drawn.upsideDown) : undefined;
        const used = fate % 3 === 0 ? { profiles: Object.keys(profiles) } : {};
        const entry = {
          ...rename.get(index)?.entry,
          ...used,
          ...body,
          ...(manager === undefined ? {} : { manager }),
        };
        return left ? [] : [[keys[index], entry] as const];
      });
      const users = (half: number) => Object.fromEntries(entries.filter((_, at) => at % 2 === half).flat());
      const all = { "a.yaml": { ...first, users: users(0) }, "b/c.yml": { ...second, users: users(1) } };
      const some = Object.fromEntries(
        Object.entries(all).filter(([, file]) => Object.keys(file.users).length > 0),
      );
      return { ...withVersion(some), "profiles.yaml": { version: 1 as const, profiles } };
    })
    .filter((files) => Object.keys(files).length > 1);
}

/** A random organisation and definitions about it. */
export function cases(people: fc.Arbitrary<readonly Person[]>): fc.Arbitrary<Case> {
  return people.chain((drawn) => wishesFor(drawn).map((wishes) => ({ people: drawn, wishes })));
}

/** Each file on one line, so that moving keys moves no line numbers. */
export function written(files: PlainFiles): Files {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path, JSON.stringify(file)]));
}

function withVersion(files: Readonly<Record<string, object>>): PlainFiles {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path, { version: 1, ...file }]));
}

const clearable = <V>(value: fc.Arbitrary<V>) => fc.oneof({ weight: 4, arbitrary: value }, nothing);
const nothing = { weight: 1, arbitrary: fc.constant(null) };
const text = fc.constantFrom(...TEXTS);
const phone = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.record({ number: fc.constantFrom(...NUMBERS), extension: fc.constantFrom(...EXTENSIONS) }),
  fc.record({ extension: fc.constantFrom(...EXTENSIONS) }),
);
const keyed = <V>(keys: readonly string[], value: fc.Arbitrary<V>) =>
  clearable(dictionary(keys, clearable(value)));
const fields = {
  title: clearable(text),
  department: clearable(text),
  preferredName: clearable(text),
  division: fc.constantFrom(...NAMES.divisions),
  state: fc.constantFrom("active", "inactive"),
  acdAutoAnswer: fc.boolean(),
  skills: keyed(skillNames(), fc.constantFrom(0, 1, 2.5, 4, 5)),
  languages: keyed(NAMES.languages, fc.integer({ min: 0, max: 5 })),
  phones: keyed(TYPES, phone),
  sms: keyed(TYPES, fc.constantFrom(...NUMBERS)),
  otherEmails: keyed(TYPES, fc.constantFrom(...ADDRESSES)),
  locations: clearable(fc.uniqueArray(fc.constantFrom(...NAMES.locations), { maxLength: 3 })),
  certifications: clearable(fc.uniqueArray(text, { maxLength: 3 })),
  profileSkills: clearable(fc.uniqueArray(text, { maxLength: 3 })),
  employerInfo: clearable(
    fc.record(
      {
        officialName: clearable(fc.constantFrom(...EMPLOYER.officialName)),
        employeeId: clearable(fc.constantFrom(...EMPLOYER.employeeId)),
        employeeType: clearable(fc.constantFrom(...EMPLOYER.employeeType)),
        dateHire: clearable(fc.constantFrom(...EMPLOYER.dateHire)),
      },
      { requiredKeys: [] },
    ),
  ),
};

/** Some fields with values, as a user entry, a profile or defaults hold them. */
const values: fc.Arbitrary<Body> = fc
  .subarray(Object.keys(fields) as (keyof typeof fields)[], { maxLength: 6 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, fields[name]]))));

const mode = fc.constantFrom("exact", "at-least");
const fileHead = fc.record(
  { manage: fc.record({ skills: mode, languages: mode }, { requiredKeys: [] }), defaults: values },
  { requiredKeys: [] },
);

/** Skills by name, and one by its id. */
function skillNames(): readonly string[] {
  const [first = "", ...others] = NAMES.skills;
  return [...others, `id:${idOf("skill", first)}`];
}

/** People who take each other's addresses, each that of the next; the last one gets a fresh address. */
function renamed(count: number): fc.Arbitrary<readonly number[]> {
  const everybody = Array.from({ length: count }, (_, index) => index);
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.shuffledSubarray(everybody, { maxLength: Math.min(3, count) }),
  );
}

function renames(people: readonly Person[], chain: readonly number[], byId: boolean) {
  const links = chain.map((index, at) => {
    const next = chain[at + 1];
    const email = people[index]?.email ?? "";
    const key = next === undefined ? "fresh@x.example" : emailOf(next);
    const entry = byId ? { id: idOf("user", email), renameEmail: true } : { previously: email };
    return [index, { key, entry }] as const;
  });
  return new Map(links);
}

/** Somebody of a lower number, as live has it; or everybody of a higher one, so that all chains turn round. */
function managerOf(
  index: number,
  above: number,
  keys: readonly string[],
  upsideDown: boolean,
): string | null {
  const eligible = upsideDown ? keys.slice(index + 1) : keys.slice(0, index);
  return eligible.length === 0 ? null : (eligible[above % eligible.length] ?? null);
}
