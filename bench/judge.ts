import type { Org } from "../src/simulator/org.ts";
import type { SimUser } from "../src/simulator/user.ts";
import type { ForeignEdit } from "./edits.ts";
import type { Wish } from "./work.ts";

export interface Verdict {
  /** Users who are not as wished, and of whom the contender said so. */
  readonly wrongTold: number;
  /** Users who are not as wished, and of whom it said nothing. */
  readonly wrongUntold: number;
  /** Edits of another client that are gone. */
  readonly overwritten: number;
}

/** Compares what became of an organisation with what was wished. */
export function judge(
  org: Pick<Org, "user" | "applied">,
  wishes: readonly Wish[],
  edits: readonly ForeignEdit[],
  told: ReadonlySet<string>,
): Verdict {
  const before = new Map(
    org.applied.filter(({ by }) => by === "second writer").map((write) => [write.userId, write.before]),
  );
  // What another client changed after it was done is not the contender's fault.
  const wrong = wishes.filter((wish) => {
    const moments = [org.user(wish.userId), before.get(wish.userId)];
    return !parts(wish).every((holds) => moments.some((user) => user !== undefined && holds(user)));
  });
  const wrongTold = wrong.filter(({ userId }) => told.has(userId)).length;
  return {
    wrongTold,
    wrongUntold: wrong.length - wrongTold,
    overwritten: edits.filter(({ userId, shows }) => !shows(org.user(userId))).length,
  };
}

/** The single things that a wish asks for. */
function parts({ title, skills, without }: Wish): readonly ((user: SimUser) => boolean)[] {
  return [
    (user) => user.title === title,
    ...skills.map(
      (wanted) => (user: SimUser) =>
        user.skills.some(({ id, proficiency }) => id === wanted.id && proficiency === wanted.proficiency),
    ),
    ...without.map((unwanted) => (user: SimUser) => !user.skills.some(({ id }) => id === unwanted)),
  ];
}
