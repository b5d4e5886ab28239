import fc from "fast-check";

/** A definition file as plain data; written as JSON it is YAML too. */
export interface PlainFile {
  readonly version: 1;
  readonly [part: string]: unknown;
}

export type World = Readonly<Record<string, PlainFile>>;

const NAMES = ["p0", "p1", "p2", "p3"] as const;
const level = fc.constantFrom(null, 0, 1, 2.5, 5);
const keyed = (values: fc.Arbitrary<unknown>) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.dictionary(fc.constantFrom("A", "B", "C", "No", "0815"), values, { maxKeys: 3 }),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  );
const phone = fc.constantFrom(null, "+34910000000", { number: "+34910000001", extension: "4711" });
const phones = fc.dictionary(fc.constantFrom("WORK", "HOME"), phone, { maxKeys: 2 });
const shared = {
  title: fc.constantFrom(null, "Agent", "No"),
  division: fc.constantFrom("EMEA", "AMER"),
  acdAutoAnswer: fc.boolean(),
  skills: keyed(level),
  languages: keyed(fc.constantFrom(null, 0, 3)),
  phones,
  certifications: fc.uniqueArray(fc.constantFrom("PCI", "ISO")),
};

/** A profile builds only on profiles of lower number, so that no loop arises. */
function profile(index: number) {
  const below = fc.subarray(NAMES.slice(0, index), { maxLength: Math.min(2, index) });
  return fc.record({ profiles: below, ...shared }, { requiredKeys: [] });
}

const profiles = fc.tuple(...NAMES.map((_, index) => profile(index)));
const user = fc.record(
  {
    profiles: fc.shuffledSubarray([...NAMES], { maxLength: 3 }),
    ...shared,
    name: fc.constantFrom("Ada", "Grace"),
    unmanaged: fc.uniqueArray(fc.constantFrom("title", "skills"), { maxLength: 1 }),
  },
  { requiredKeys: [] },
);
const file = fc.record(
  {
    manage: fc.record({ skills: mode(), languages: mode() }, { requiredKeys: [] }),
    defaults: profile(NAMES.length),
    rails: fc.record({ change: fc.nat(), drain: fc.nat() }, { requiredKeys: [] }),
    users: fc.array(user, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["users"] },
);

function mode() {
  return fc.constantFrom("exact", "at-least");
}

/** Valid definitions in several files: users numbered throughout, profiles in a file of their own. */
export const worlds: fc.Arbitrary<World> = fc
  .tuple(profiles, fc.array(file, { minLength: 1, maxLength: 3 }))
  .map(([bodies, files]) => ({
    "profiles.yaml": {
      version: 1,
      profiles: Object.fromEntries(bodies.map((body, index) => [NAMES[index], body])),
    },
    ...Object.fromEntries(files.map((one, index) => [`team${index}.yaml`, withEmails(one, index)])),
  }));

function withEmails(one: { readonly users: readonly unknown[] }, index: number): PlainFile {
  const users = one.users.map((body, number) => [`u${index}.${number}@x.example`, body]);
  return { version: 1, ...one, users: Object.fromEntries(users) };
}

/** The same data with the keys of every map in another order. */
export function reordered(data: unknown, random: () => number): unknown {
  if (Array.isArray(data)) return data.map((item) => reordered(item, random));
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).map(([key, value]) => ({ key, value, at: random() }));
  const shuffled = entries.toSorted((a, b) => a.at - b.at);
  return Object.fromEntries(shuffled.map(({ key, value }) => [key, reordered(value, random)]));
}
