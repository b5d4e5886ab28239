import fc from "fast-check";
import { type Person, worldOf } from "../../src/simulator/build.ts";
import { PHONE_SHAPES } from "../../src/simulator/phones.ts";
import type { SimContact } from "../../src/simulator/user.ts";
import type { World } from "../../src/simulator/world.ts";

/** Names that every organisation of the laws has. Some look like something else. */
export const NAMES = {
  skills: ["Billing", "Chat", "No", "0815", "Retención", "id:1"],
  languages: ["English", "Español", "12"],
  divisions: ["Home", "EMEA", "0x1F"],
  locations: ["Madrid", "Berlin", "null"],
} as const;

export const TEXTS = ["Agent", "Team Lead – Ñ", "No", "0815", "a: b #c"] as const;
export const NUMBERS = ["+34910000000", "+34600000001", "+12025550123"] as const;
export const EXTENSIONS = ["4711", "0815"] as const;
export const ADDRESSES = ["home@x.example", "desk@x.example"] as const;
export const TYPES = ["WORK", "WORK2", "WORK3", "HOME", "MOBILE", "OTHER"] as const;
export const EMPLOYER = {
  officialName: ["Ada King", "Grace Murray"],
  employeeId: ["0815", "E1"],
  employeeType: ["Full-time", "Part-time", "Contractor"],
  dateHire: ["2024-01-31", "2019-12-01"],
} as const;

/** The e-mail of the n-th person. */
export function emailOf(index: number): string {
  return `u${index}@x.example`;
}

export interface PeopleOptions {
  /** How many people there are at most; 8 when absent. */
  readonly most?: number;
  /** Whether somebody has a contact that nothing can write back, so that all contacts of that user stay unread; yes when absent. */
  readonly unwritable?: boolean;
}

/** Some people with something in every field group; managers have lower numbers than those they manage. */
export function people(options: PeopleOptions = {}): fc.Arbitrary<readonly Person[]> {
  const { most = 8, unwritable = true } = options;
  return fc
    .array(fc.tuple(person(unwritable), fc.option(fc.nat(7))), { minLength: 1, maxLength: most })
    .map((drawn) =>
      drawn.map(([one, above], index) => ({
        ...one,
        email: emailOf(index),
        ...(above === null || index === 0 ? {} : { manager: emailOf(above % index) }),
      })),
    );
}

/** The organisation that these people make. */
export function worldWith(users: readonly Person[]): World {
  const { divisions, skills, languages, locations } = NAMES;
  return worldOf({ users, divisions, skills, languages, locations });
}

type Anybody = Omit<Person, "email" | "manager">;

function person(unwritable: boolean): fc.Arbitrary<Anybody> {
  const text = fc.constantFrom(...TEXTS);
  return fc.record(
    {
      name: text,
      version: fc.integer({ min: 1, max: 300 }),
      state: fc.constantFrom("active", "active", "inactive"),
      division: fc.constantFrom(...NAMES.divisions),
      title: text,
      department: text,
      preferredName: text,
      acdAutoAnswer: fc.boolean(),
      addresses: contacts(unwritable),
      skills: dictionary(NAMES.skills, fc.constantFrom(0, 1, 2.5, 4, 5)),
      languages: dictionary(NAMES.languages, fc.integer({ min: 0, max: 5 })),
      locations: dictionary(NAMES.locations, fc.constantFrom(null, "Floor 3")),
      profileSkills: fc.uniqueArray(text, { maxLength: 3 }),
      certifications: fc.uniqueArray(text, { maxLength: 3 }),
      employerInfo: employer,
    },
    { requiredKeys: ["name", "version", "state", "division", "acdAutoAnswer"] },
  ) as fc.Arbitrary<Anybody>;
}

export function dictionary<V>(
  keys: readonly string[],
  value: fc.Arbitrary<V>,
): fc.Arbitrary<Record<string, V>> {
  return fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length, noNullPrototype: true });
}

const employer = fc.record(
  {
    officialName: fc.constantFrom(...EMPLOYER.officialName),
    employeeId: fc.constantFrom(...EMPLOYER.employeeId),
    employeeType: fc.constantFrom(...EMPLOYER.employeeType),
    dateHire: fc.constantFrom(...EMPLOYER.dateHire),
  },
  { requiredKeys: [] },
);

/** Contacts in every shape that Genesys returns them in, one per media type and type. */
function contacts(unwritable: boolean): fc.Arbitrary<readonly SimContact[]> {
  const unique = fc.uniqueArray(contact, {
    maxLength: 4,
    selector: ({ mediaType, type }) => `${mediaType} ${type}`,
  });
  if (!unwritable) return unique;
  const lost = PHONE_SHAPES.displayOnly("999", "WORK4");
  return fc
    .tuple(unique, fc.integer({ min: 0, max: 11 }))
    .map(([list, n]) => (n === 0 ? [...list, lost] : list));
}

const type = fc.constantFrom(...TYPES);
const number = fc.constantFrom(...NUMBERS);
const extension = fc.constantFrom(...EXTENSIONS);
const contact: fc.Arbitrary<SimContact> = fc.oneof(
  fc.tuple(number, type).map(([n, t]) => PHONE_SHAPES.number(n, t)),
  fc.tuple(extension, type).map(([e, t]) => PHONE_SHAPES.extension(e, t)),
  fc.tuple(number, extension, type).map(([n, e, t]) => PHONE_SHAPES.numberAndExtension(n, e, t)),
  fc.tuple(number, type).map(([n, t]) => ({
    ...PHONE_SHAPES.number(n, t),
    countryCode: "ES",
    integration: "directrouting",
  })),
  fc.tuple(number, type).map(([n, t]) => ({ ...PHONE_SHAPES.number(n, t), mediaType: "SMS" as const })),
  fc
    .tuple(fc.constantFrom(...ADDRESSES), type)
    .map(([address, t]) => ({ mediaType: "EMAIL" as const, type: t, address })),
);
