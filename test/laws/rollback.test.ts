import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liveEdits } from "./edits.ts";
import { expectValue, type Gus } from "./gus.ts";
import { people } from "./people.ts";
import { gusFor, WHILE_SHRINKING, writesOf } from "./runs.ts";
import { type Cells, cellsOf } from "./untouched.ts";
import { type Case, cases, written } from "./wishes.ts";

type State = Readonly<Record<string, Cells>>;

/** Where an empty list of contacts clears only some, apply says so of the others: a law of its own. */
const CLEARS = { emptyAddresses: "clears-all" } as const;

function stateOf({ org }: Gus): State {
  return Object.fromEntries(org.users().map((user) => [user.id, set(cellsOf(user))]));
}

/** The same without what contacts and locations merely carry along: whether somebody changed a value goes by its meaning. */
function meaningOf({ org }: Gus): State {
  const bare = org.users().map((user) => ({
    ...user,
    addresses: user.addresses.map(({ countryCode: _code, integration: _integration, ...rest }) => rest),
    locations: user.locations.map(({ id }) => ({ id })),
  }));
  return Object.fromEntries(bare.map((user) => [user.id, set(cellsOf(user))]));
}

/** Only what is set: unset and absent are the same. */
function set(cells: Cells): Cells {
  const isSet = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => isSet(value)));
}

/** What one run did, and the plan that turns it back. */
async function applied(gus: Gus, { wishes }: Case, state = stateOf) {
  const before = state(gus);
  const result = expectValue(await gus.apply(expectValue(await gus.plan(written(wishes)))));
  return { before, after: state(gus), result };
}

async function rolledBack(gus: Gus, run: string) {
  const plan = expectValue(await gus.rollback(run));
  return { plan, result: expectValue(await gus.apply(plan)) };
}

describe("rolling back any run", { timeout: WHILE_SHRINKING }, () => {
  it("leaves everybody as before the run, and rolling that back leaves everybody as after it", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), async (one) => {
        const gus = gusFor(one, CLEARS);
        const { before, after, result } = await applied(gus, one);
        fc.pre(result.outcomes.length > 0);
        const back = await rolledBack(gus, result.run);
        expect(back.plan).toMatchObject({ complete: true, notUndone: [] });
        expect(back.result.exitCode).toBe(0);
        expect(stateOf(gus)).toEqual(before);
        fc.pre(back.result.outcomes.length > 0);
        const forth = await rolledBack(gus, back.result.run);
        expect(forth.result.exitCode).toBe(0);
        expect(stateOf(gus)).toEqual(after);
      }),
      { numRuns: 25 },
    );
  });

  it("leaves alone and lists what somebody changed since, and brings back the rest", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), fc.nat(7), liveEdits, async (one, who, edit) => {
        const gus = gusFor(one, CLEARS);
        const { before, after, result } = await applied(gus, one, meaningOf);
        fc.pre(result.outcomes.length > 0);
        const user = gus.org.users()[who % gus.org.users().length];
        if (user) gus.org.edit(user.id, edit.change);
        const edited = meaningOf(gus);
        const { plan } = await rolledBack(gus, result.run);
        const thirds = Object.keys(edited).flatMap((id) => third(id, before, after, edited));
        const listed = (plan.notUndone ?? []).map(({ userId, field, key }) => cell(userId, field, key?.id));
        expect([...new Set(listed)].toSorted()).toEqual([...new Set(thirds)].toSorted());
        expect(meaningOf(gus)).toEqual(merged(before, after, edited));
      }),
      { numRuns: 40 },
    );
  });

  it("only reads until it is applied", async () => {
    await fc.assert(
      fc.asyncProperty(cases(people()), async (one) => {
        const gus = gusFor(one, CLEARS);
        const { after, result } = await applied(gus, one);
        fc.pre(result.outcomes.length > 0);
        const sent = writesOf(gus.org).length;
        expectValue(await gus.rollback(result.run));
        expect(writesOf(gus.org)).toHaveLength(sent);
        expect(stateOf(gus)).toEqual(after);
      }),
      { numRuns: 10 },
    );
  });
});

/** Cells that the run changed and that somebody made something else of. */
function third(id: string, before: State, after: State, edited: State): readonly string[] {
  const [was, wrote, is] = [before[id] ?? {}, after[id] ?? {}, edited[id] ?? {}];
  return Object.keys({ ...was, ...wrote, ...is })
    .filter(
      (name) => !same(was[name], wrote[name]) && !same(is[name], wrote[name]) && !same(is[name], was[name]),
    )
    .map((name) => cell(id, ...(name.split("/") as [string])));
}

/** Everything as before, but for what somebody edited after the run. */
function merged(before: State, after: State, edited: State): State {
  const users = Object.keys(before).map((id) => {
    const [was, wrote, is] = [before[id] ?? {}, after[id] ?? {}, edited[id] ?? {}];
    const names = Object.keys({ ...was, ...wrote, ...is });
    const cells = names.map((name) => [name, same(is[name], wrote[name]) ? was[name] : is[name]]);
    return [id, set(Object.fromEntries(cells) as Cells)];
  });
  return Object.fromEntries(users);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function cell(userId: string, field: string, key?: string): string {
  return [userId, field, ...(key === undefined ? [] : [key])].join(" ");
}
