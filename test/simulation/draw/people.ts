import type { Person } from "../../../src/simulator/build.ts";
import { PHONE_SHAPES } from "../../../src/simulator/phones.ts";
import type { SimContact } from "../../../src/simulator/user.ts";
import { ADDRESSES, EMPLOYER, EXTENSIONS, emailOf, NAMES, NUMBERS, TEXTS, TYPES } from "../../laws/people.ts";
import { type Draw, present } from "./draw.ts";

/** Some people with something in every field group; managers have lower numbers than those they manage. */
export function drawPeople(draw: Draw, wholeSkills: boolean): readonly Person[] {
  const count = draw.flip(0.1) ? draw.between(1, 2) : draw.between(3, 9);
  return Array.from({ length: count }, (_, index) => person(draw, index, wholeSkills));
}

function person(draw: Draw, index: number, wholeSkills: boolean): Person {
  const text = () => draw.any(TEXTS);
  const texts = () => draw.some(TEXTS, 0, 3);
  return {
    email: emailOf(index),
    name: text(),
    version: draw.between(1, 300),
    state: draw.flip(0.8) ? "active" : "inactive",
    division: draw.any(NAMES.divisions),
    acdAutoAnswer: draw.flip(0.5),
    skills: rated(draw, NAMES.skills, wholeSkills ? [0, 1, 3, 5] : [0, 1, 2.5, 5]),
    languages: rated(draw, NAMES.languages, [0, 2, 5]),
    addresses: contacts(draw),
    locations: Object.fromEntries(
      draw.some(NAMES.locations, 0, 2).map((place) => [place, draw.any([null, "Floor 3"])]),
    ),
    profileSkills: texts(),
    certifications: texts(),
    ...present({
      title: draw.maybe(0.7, text),
      department: draw.maybe(0.5, text),
      preferredName: draw.maybe(0.5, text),
      employerInfo: draw.maybe(0.5, () => employer(draw)),
      manager: index === 0 ? undefined : draw.maybe(0.4, () => emailOf(draw.int(index))),
    }),
  };
}

export function rated(
  draw: Draw,
  names: readonly string[],
  values: readonly number[],
): Record<string, number> {
  return Object.fromEntries(draw.some(names, 0, 4).map((name) => [name, draw.any(values)]));
}

export function employer(draw: Draw): Record<string, string> {
  const keys = draw.some(Object.keys(EMPLOYER) as (keyof typeof EMPLOYER)[], 1, 3);
  return Object.fromEntries(keys.map((key) => [key, draw.any<string>(EMPLOYER[key])]));
}

/** Contacts in every shape that Genesys returns them in, one per media type and type. One in twenty users has a phone that nothing can write back. */
function contacts(draw: Draw): readonly SimContact[] {
  const drawn = draw.some(TYPES, 0, 3).map((type) => contact(draw, type));
  return draw.flip(0.05) ? [...drawn, PHONE_SHAPES.displayOnly("999", "WORK4")] : drawn;
}

export function contact(draw: Draw, type: string): SimContact {
  const number = draw.any(NUMBERS);
  return draw.any<() => SimContact>([
    () => PHONE_SHAPES.number(number, type),
    () => PHONE_SHAPES.extension(draw.any(EXTENSIONS), type),
    () => PHONE_SHAPES.numberAndExtension(number, draw.any(EXTENSIONS), type),
    () => ({ ...PHONE_SHAPES.number(number, type), countryCode: "ES", integration: "directrouting" }),
    () => ({ ...PHONE_SHAPES.number(number, type), mediaType: "SMS" }),
    () => ({ mediaType: "EMAIL", type, address: draw.any(ADDRESSES) }),
  ])();
}
