import { idOf, type Person } from "../../../src/simulator/build.ts";
import { ADDRESSES, EMPLOYER, EXTENSIONS, emailOf, NAMES, NUMBERS, TEXTS, TYPES } from "../../laws/people.ts";
import type { Draw } from "./draw.ts";

type Entry = Record<string, unknown>;

/** A definition file about most of these people, as plain data. Written as JSON it is YAML too. */
export function drawWishes(draw: Draw, people: readonly Person[], wholeSkills: boolean): object {
  if (draw.flip(0.08)) return flips(people);
  const values = valuesFrom(draw, wholeSkills);
  const renames = drawRenames(draw, people);
  const upsideDown = draw.flip(0.1);
  const keys = people.map(({ email }, index) => renames.get(index)?.key ?? email);
  const users = people.flatMap((person, index) => {
    const mayBeLeftOut = index > 0 && !renames.has(index) && !upsideDown;
    if (mayBeLeftOut && draw.flip(0.1)) return [];
    const entry: Entry = { ...renames.get(index)?.entry, ...fieldsFor(draw, values, person) };
    const above = upsideDown ? keys.slice(index + 1) : keys.slice(0, index);
    if (upsideDown || draw.flip(0.2)) entry.manager = above.length === 0 ? null : draw.any(above);
    return [[keys[index] ?? "", entry] as const];
  });
  const mode = () => draw.any(["exact", "at-least"]);
  return { version: 1, manage: { skills: mode(), languages: mode() }, users: Object.fromEntries(users) };
}

/** Everybody's auto-answer the other way round: the one change that goes by a call for many users. */
function flips(people: readonly Person[]): object {
  const users = people.map(({ email, acdAutoAnswer }) => [email, { acdAutoAnswer: !acdAutoAnswer }]);
  return { version: 1, users: Object.fromEntries(users) };
}

type Values = Readonly<Record<string, () => unknown>>;

/** Some fields; who is inactive is activated more often than not, so that activations come last in many plans. */
function fieldsFor(draw: Draw, values: Values, person: Person): Entry {
  const names = draw.some(Object.keys(values), 1, 5);
  const activates = person.state === "inactive" && draw.flip(0.6);
  const drawn = names.map((name) => [name, values[name]?.()]);
  return { ...Object.fromEntries(drawn), ...(activates ? { state: "active" } : {}) };
}

function valuesFrom(draw: Draw, wholeSkills: boolean): Values {
  const clearable = (make: () => unknown) => () => (draw.flip(0.2) ? null : make());
  const text = () => draw.any(TEXTS);
  const keyed = (keys: readonly string[], most: number, make: () => unknown) =>
    clearable(() => Object.fromEntries(draw.some(keys, 1, most).map((key) => [key, clearable(make)()])));
  const skills = [...NAMES.skills.slice(1), `id:${idOf("skill", NAMES.skills[0])}`];
  return {
    name: text,
    title: clearable(text),
    department: clearable(text),
    preferredName: clearable(text),
    division: () => draw.any(NAMES.divisions),
    state: () => draw.any(["active", "inactive"]),
    acdAutoAnswer: () => draw.flip(0.5),
    skills: keyed(skills, 4, () => draw.any(wholeSkills ? [0, 1, 4] : [0, 1, 2.5, 4])),
    languages: keyed(NAMES.languages, 3, () => draw.between(0, 5)),
    phones: keyed(TYPES, 2, () => phone(draw)),
    sms: keyed(TYPES, 1, () => draw.any(NUMBERS)),
    otherEmails: keyed(TYPES, 1, () => draw.any(ADDRESSES)),
    locations: clearable(() => draw.some(NAMES.locations, 0, 2)),
    certifications: clearable(() => draw.some(TEXTS, 0, 3)),
    profileSkills: clearable(() => draw.some(TEXTS, 0, 3)),
    employerInfo: clearable(() =>
      Object.fromEntries(
        draw
          .some(Object.keys(EMPLOYER) as (keyof typeof EMPLOYER)[], 1, 2)
          .map((key) => [key, clearable(() => draw.any<string>(EMPLOYER[key]))()]),
      ),
    ),
  };
}

function phone(draw: Draw): unknown {
  const number = draw.any(NUMBERS);
  const extension = draw.any(EXTENSIONS);
  return draw.any([number, { number, extension }, { extension }]);
}

/** People who take each other's addresses, each that of the next; the last one gets a fresh address. */
function drawRenames(draw: Draw, people: readonly Person[]) {
  const chain = draw.flip(0.15) ? draw.some([...people.keys()], 1, 3) : [];
  const byId = draw.flip(0.5);
  return new Map(
    chain.map((index, place) => {
      const email = people[index]?.email ?? "";
      const next = chain[place + 1];
      const entry: Entry = byId ? { id: idOf("user", email), renameEmail: true } : { previously: email };
      return [index, { key: next === undefined ? "fresh@x.example" : emailOf(next), entry }];
    }),
  );
}
