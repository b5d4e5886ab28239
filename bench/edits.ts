import type { Org } from "../src/simulator/org.ts";
import { chance } from "../src/simulator/random.ts";
import type { Rated, SimUser } from "../src/simulator/user.ts";
import { type Work, shuffled, skillsAfter } from "./work.ts";

/** Which cell another client edits: one that the work does not touch, or the very one that it changes. */
export type EditKind = "other field" | "same field" | "other skill" | "same skill";

/** What another client does to a user while a contender runs. */
export interface ForeignEdit {
  readonly kind: EditKind;
  readonly userId: string;
  /** After the first call of the run. */
  readonly atMs: number;
  readonly change: (user: SimUser) => Partial<SimUser>;
  /** Whether a user shows this edit. */
  readonly shows: (user: SimUser) => boolean;
}

const HOW_MANY: Readonly<Record<EditKind, number>> = {
  "other field": 40,
  "same field": 20,
  "other skill": 20,
  "same skill": 20,
};

/** Edits of that many different users at any time within `withinMs`: the same for every contender. */
export function foreignEdits(
  { world, wishes }: Work,
  seed: number,
  withinMs: number,
): readonly ForeignEdit[] {
  const stream = chance(seed, "foreign edits");
  const kinds = Object.entries(HOW_MANY).flatMap(([kind, count]) =>
    Array<EditKind>(count).fill(kind as EditKind),
  );
  const chosen = shuffled(wishes, stream).slice(0, kinds.length);
  const byId = new Map(world.users.map((user) => [user.id, user]));
  return chosen.map((wish, index) => {
    const kind = kinds[index] ?? "other field";
    const taken = new Set(
      [...wish.skills, ...skillsAfter(byId.get(wish.userId)?.skills ?? [], wish)].map(({ id }) => id),
    );
    const free = world.skills.find(({ id }) => !taken.has(id) && !wish.without.includes(id))?.id ?? "";
    const skill = kind === "same skill" ? (wish.skills[0]?.id ?? "") : free;
    const atMs = Math.round(stream.next() * withinMs);
    return { kind, userId: wish.userId, atMs, ...deedOf(kind, skill) };
  });
}

/** Has the edits done, each at its time from now on. */
export function scheduleEdits(edits: readonly ForeignEdit[], org: Org): void {
  for (const { userId, atMs, change } of edits) {
    setTimeout(() => org.edit(userId, change, Date.now()), atMs);
  }
}

const FOREIGN_TEXT = "Set by another client";
/** No wish asks for it. */
const FOREIGN_PROFICIENCY = 1.25;

function deedOf(kind: EditKind, skill: string): Pick<ForeignEdit, "change" | "shows"> {
  switch (kind) {
    case "other field":
      return {
        change: () => ({ department: FOREIGN_TEXT }),
        shows: (user) => user.department === FOREIGN_TEXT,
      };
    case "same field":
      return { change: () => ({ title: FOREIGN_TEXT }), shows: (user) => user.title === FOREIGN_TEXT };
    case "other skill":
    case "same skill":
      return {
        change: ({ skills }) => ({ skills: rated(skills, skill) }),
        shows: ({ skills }) =>
          skills.some(({ id, proficiency }) => id === skill && proficiency === FOREIGN_PROFICIENCY),
      };
  }
}

function rated(skills: readonly Rated[], id: string): readonly Rated[] {
  return [...skills.filter((skill) => skill.id !== id), { id, proficiency: FOREIGN_PROFICIENCY }];
}
