import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Operation } from "../../src/model/plan.ts";
import type { LiveUser, Ref } from "../../src/model/state.ts";
import { desiredUser, liveUser } from "../world.ts";
import { managed, type Pair, plan } from "./pairs.ts";

describe("any order of calls that respects dependsOn", () => {
  it("never closes a circle of managers and never takes an address that is still in use", () => {
    fc.assert(
      fc.property(organisations, fc.infiniteStream(fc.nat()), (pairs, choices) => {
        let world = new Map(pairs.map(([live]) => [live.id, stateOf(live)]));
        for (const operation of someOrder(plan(pairs), () => choices.next().value ?? 0)) {
          world = after(world, operation);
          expect(circleOf(world)).toEqual([]);
          const addresses = [...world.values()].map(({ email }) => email);
          expect(new Set(addresses).size).toBe(addresses.length);
        }
        const wanted = pairs.map(([, { cells }]) => (cells.get("manager")?.value as Ref | null)?.id);
        expect(pairs.map(([{ id }]) => world.get(id)?.manager)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });
});

interface Person {
  readonly email: string;
  readonly manager: string | undefined;
}

type World = ReadonlyMap<string, Person>;

/** Two lines of managers over the same people, each free of circles, and renames down a row of them. */
const organisations: fc.Arbitrary<readonly Pair[]> = fc.integer({ min: 2, max: 6 }).chain((count) => {
  const everybody = Array.from({ length: count }, (_, index) => `u${index}@x`);
  const line = fc.tuple(
    fc.shuffledSubarray(everybody, { minLength: count }),
    fc.array(fc.nat(), { minLength: count, maxLength: count }),
  );
  const row = fc.shuffledSubarray(everybody);
  return fc.tuple(line, line, row).map(([from, to, taken]) =>
    everybody.map((email): Pair => {
      const at = taken.indexOf(email);
      const target = at < 0 ? {} : { email: taken[at + 1] ?? "fresh@x" };
      return [
        liveUser(email, { email, manager: above(email, from) }),
        desiredUser(email, { ...target, manager: above(email, to) }),
      ];
    }),
  );
});

/** Somebody earlier in the line, or nobody. */
function above(email: string, [line, choices]: readonly [readonly string[], readonly number[]]): Ref | null {
  const at = line.indexOf(email);
  const boss = line[(choices[at] ?? 0) % (at + 1)];
  return boss === undefined || boss === email ? null : managed(boss);
}

function stateOf({ email, cells }: LiveUser): Person {
  return { email, manager: (cells.get("manager")?.value as Ref | undefined)?.id };
}

/** The operations in an order that `choose` picks, each after those it depends on. */
function someOrder(operations: readonly Operation[], choose: () => number): readonly Operation[] {
  const done: Operation[] = [];
  while (done.length < operations.length) {
    const ids = new Set(done.map(({ opId }) => opId));
    const ready = operations.filter(
      ({ opId, dependsOn }) => !ids.has(opId) && dependsOn.every((id) => ids.has(id)),
    );
    const next = ready[choose() % ready.length];
    if (!next) throw new Error("The rest of the operations wait for each other.");
    done.push(next);
  }
  return done;
}

function after(world: World, { users, body }: Operation): Map<string, Person> {
  const [user] = users;
  const person = world.get(user?.id ?? "");
  if (!user || !person) throw new Error("An operation of nobody.");
  const { email = person.email, manager = person.manager ?? "" } = body as Partial<Person>;
  return new Map([...world, [user.id, { email, manager: manager === "" ? undefined : manager }]]);
}

/** Somebody who stands above himself, with everybody between. */
function circleOf(world: World): readonly string[] {
  for (const start of world.keys()) {
    const line: string[] = [];
    for (
      let id = world.get(start)?.manager;
      id !== undefined && !line.includes(id);
      id = world.get(id)?.manager
    ) {
      line.push(id);
    }
    if (line.includes(start)) return line;
  }
  return [];
}
