import type { Chance } from "../../../src/simulator/random.ts";

/** Ways to draw from one stream of chance. */
export interface Draw extends Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** Some items of a list, in its order: at least `least`, at most `most`. */
  some<T>(list: readonly T[], least: number, most: number): readonly T[];
  /** Any item; the list must hold one. */
  any<T>(list: readonly T[]): T;
  /** What `make` makes, with this probability; else undefined. */
  maybe<T>(probability: number, make: () => T): T | undefined;
}

export function drawFrom(chance: Chance): Draw {
  const between = (least: number, most: number) => least + chance.int(most - least + 1);
  const any = <T>(list: readonly T[]): T => list[chance.int(list.length)] as T;
  return {
    ...chance,
    between,
    any,
    some: (list, least, most) => {
      let open = Math.min(list.length, between(least, Math.min(most, list.length)));
      return list.filter((_, index) => {
        const taken = chance.next() < open / (list.length - index);
        if (taken) open -= 1;
        return taken;
      });
    },
    maybe: (probability, make) => (chance.flip(probability) ? make() : undefined),
  };
}

/** An object without the members that are undefined. */
export function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
