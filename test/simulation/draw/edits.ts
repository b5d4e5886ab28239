import { idOf } from "../../../src/simulator/build.ts";
import type { SimUser } from "../../../src/simulator/user.ts";
import { NAMES, TEXTS, TYPES } from "../../laws/people.ts";
import type { Draw } from "./draw.ts";
import { contact, employer } from "./people.ts";

/** Something that another writer does to a user. */
export interface Deed {
  readonly words: string;
  readonly change: (user: SimUser) => Partial<SimUser>;
}

/** One edit of any field group. It may leave a user as it was. */
export function drawDeed(draw: Draw, wholeSkills: boolean): Deed {
  const text = draw.any(TEXTS);
  const scalar = <K extends keyof SimUser>(member: K, value: SimUser[K]): Deed => ({
    words: `${member} = ${JSON.stringify(value)}`,
    change: () => ({ [member]: value }),
  });
  const texts = draw.some(TEXTS, 0, 2);
  return draw.any<() => Deed>([
    () => scalar("title", draw.any([text, undefined])),
    () => scalar("department", text),
    () => scalar("preferredName", draw.any([text, undefined])),
    () => scalar("name", text),
    () => scalar("biography", text),
    () => scalar("acdAutoAnswer", draw.flip(0.5)),
    () => scalar("state", draw.any(["active", "inactive"])),
    () => scalar("divisionId", idOf("division", draw.any(NAMES.divisions))),
    () => scalar("managerId", undefined),
    () => scalar("profileSkills", texts),
    () => scalar("certifications", texts),
    () => scalar("employerInfo", draw.any([undefined, employer(draw)])),
    () =>
      scalar(
        "locations",
        draw.some(NAMES.locations, 0, 2).map((place) => ({ id: idOf("location", place) })),
      ),
    ...Array.from({ length: 4 }, () => () => rating(draw, "skills", "skill", NAMES.skills, wholeSkills)),
    ...Array.from({ length: 4 }, () => () => rating(draw, "languages", "language", NAMES.languages, true)),
    () => EVERY_RATING,
    () => contacting(draw),
    ...(draw.flip(0.2) ? [() => scalar("state", "deleted")] : []),
  ])();
}

/** Every skill and language at once, so that whatever is to be changed of them is touched. */
export const EVERY_RATING: Deed = {
  words: "every skill and language = 3",
  change: () => ({
    skills: NAMES.skills.map((name) => ({ id: idOf("skill", name), proficiency: 3 })),
    languages: NAMES.languages.map((name) => ({ id: idOf("language", name), proficiency: 3 })),
  }),
};

/** Somebody undoes all that was done to a user. */
export function puttingBack({ id: _id, version: _version, ...before }: SimUser): Deed {
  return { words: "everything as it was", change: () => before };
}

/** Sets, changes or takes away one skill or language. */
function rating(
  draw: Draw,
  member: "skills" | "languages",
  kind: "skill" | "language",
  names: readonly string[],
  whole: boolean,
): Deed {
  const name = draw.any(names);
  const proficiency = draw.any(whole ? [null, 1, 4] : [null, 1, 2.5, 4]);
  return {
    words: `${member}.${name} = ${proficiency}`,
    change: (user) => {
      const others = user[member].filter(({ id }) => id !== idOf(kind, name));
      return {
        [member]: proficiency === null ? others : [...others, { id: idOf(kind, name), proficiency }],
      };
    },
  };
}

/** Puts a contact in the place of whatever has its media type and type, or takes all of a media type away. */
function contacting(draw: Draw): Deed {
  const one = contact(draw, draw.any(TYPES));
  if (draw.flip(0.3)) {
    return {
      words: `no ${one.mediaType}`,
      change: ({ addresses }) => ({
        addresses: addresses.filter(({ mediaType }) => mediaType !== one.mediaType),
      }),
    };
  }
  return {
    words: `${one.mediaType} ${one.type} = ${one.address ?? one.extension}`,
    change: ({ addresses }) => ({
      addresses: [
        ...addresses.filter(({ mediaType, type }) => mediaType !== one.mediaType || type !== one.type),
        one,
      ],
    }),
  };
}
