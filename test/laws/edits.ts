import fc from "fast-check";
import { idOf } from "../../src/simulator/build.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import type { SimContact, SimUser } from "../../src/simulator/user.ts";
import { ADDRESSES, EMPLOYER, NAMES, NUMBERS, TEXTS, TYPES } from "./people.ts";

/** Something that somebody does to a user in Genesys Cloud. */
export interface LiveEdit {
  readonly what: string;
  readonly change: (user: SimUser) => Partial<SimUser>;
}

const text = fc.constantFrom(...TEXTS, undefined);
const number = fc.constantFrom(...NUMBERS);
const type = fc.constantFrom(...TYPES);

/** One edit of any managed field group. It may leave a user as it was. */
export const liveEdits: fc.Arbitrary<LiveEdit> = fc.oneof(
  scalar("title", text),
  scalar("department", text),
  scalar("preferredName", text),
  scalar("name", fc.constantFrom(...TEXTS)),
  scalar("acdAutoAnswer", fc.boolean()),
  scalar("state", fc.constantFrom("active", "inactive")),
  scalar("divisionId", fc.constantFrom(...NAMES.divisions.map((name) => idOf("division", name)))),
  scalar("managerId", fc.constantFrom(undefined)),
  scalar("profileSkills", fc.uniqueArray(fc.constantFrom(...TEXTS))),
  scalar("certifications", fc.uniqueArray(fc.constantFrom(...TEXTS))),
  rated("skills", "skill", NAMES.skills),
  rated("languages", "language", NAMES.languages),
  fc.uniqueArray(fc.constantFrom(...NAMES.locations)).map((names) => ({
    what: "locations",
    change: () => ({ locations: names.map((name) => ({ id: idOf("location", name) })) }),
  })),
  fc
    .record(
      {
        officialName: fc.constantFrom(...EMPLOYER.officialName),
        employeeId: fc.constantFrom(...EMPLOYER.employeeId),
        employeeType: fc.constantFrom(...EMPLOYER.employeeType),
        dateHire: fc.constantFrom(...EMPLOYER.dateHire),
      },
      { requiredKeys: [] },
    )
    .map((employerInfo) => ({ what: "employerInfo", change: () => ({ employerInfo }) })),
  fc
    .tuple(number, type)
    .map(([address, at]) => added({ mediaType: "PHONE", type: at, address, display: address })),
  fc
    .tuple(number, type)
    .map(([address, at]) => added({ mediaType: "SMS", type: at, address, display: address })),
  fc
    .tuple(fc.constantFrom(...ADDRESSES), type)
    .map(([address, at]) => added({ mediaType: "EMAIL", type: at, address })),
  fc.constantFrom("PHONE", "SMS", "EMAIL").map((media) => ({
    what: `no ${media}`,
    change: ({ addresses }: SimUser) => ({
      addresses: addresses.filter(({ mediaType }) => mediaType !== media),
    }),
  })),
);

/** An edit, whose, and before which write. */
export const interference = fc.tuple(liveEdits, fc.nat(3), fc.nat(5));

/** Somebody edits a user just before its nth pinned write, which Genesys then refuses for its version. */
export function secondWriter({ change }: LiveEdit, nth: number): Fault {
  const where = { method: "PATCH", route: "/api/v2/users/{userId}", nth: nth + 1 };
  return { ...where, kind: "second-writer", when: "before", edit: change };
}

function scalar<K extends keyof SimUser>(
  member: K,
  values: fc.Arbitrary<SimUser[K]>,
): fc.Arbitrary<LiveEdit> {
  return values.map((value) => ({ what: `${member} ${String(value)}`, change: () => ({ [member]: value }) }));
}

/** Sets, changes or takes away one skill or language. */
function rated(member: "skills" | "languages", kind: "skill" | "language", names: readonly string[]) {
  const proficiency = fc.option(fc.integer({ min: 0, max: 5 }));
  return fc.tuple(fc.constantFrom(...names), proficiency).map(([name, value]) => ({
    what: `${member} ${name} ${value}`,
    change: (user: SimUser) => {
      const others = user[member].filter(({ id }) => id !== idOf(kind, name));
      return {
        [member]: value === null ? others : [...others, { id: idOf(kind, name), proficiency: value }],
      };
    },
  }));
}

/** Puts a contact in the place of whatever has its media type and type. */
function added(contact: SimContact): LiveEdit {
  const isSame = (other: SimContact) => other.mediaType === contact.mediaType && other.type === contact.type;
  return {
    what: `${contact.mediaType} ${contact.type} ${contact.address}`,
    change: ({ addresses }) => ({ addresses: [...addresses.filter((other) => !isSame(other)), contact] }),
  };
}
