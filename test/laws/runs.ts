import type { Result } from "../../src/model/outcome.ts";
import type { Change, Plan } from "../../src/model/plan.ts";
import { cellId } from "../../src/model/state.ts";
import type { Person } from "../../src/simulator/build.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import type { AppliedWrite } from "../../src/simulator/ledger.ts";
import { createOrg, type LogEntry, type Org } from "../../src/simulator/org.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import type { SimUser } from "../../src/simulator/user.ts";
import { expectValue, type Files, type Gus, gusOn } from "./gus.ts";
import { worldWith } from "./people.ts";
import { type Case, written } from "./wishes.ts";

/** Time for a law that fails, so that the smallest case is found; one that holds takes seconds. */
export const WHILE_SHRINKING = 120_000;

/** What one apply did, with everything around it. */
export interface Applied {
  readonly gus: Gus;
  readonly files: Files;
  /** Everybody as of the plan. */
  readonly before: readonly SimUser[];
  readonly plan: Plan;
  readonly result: Result;
  readonly next: Plan;
}

/** An organisation that never throttles: pacing has tests of its own. */
export function gusFor({ people }: Pick<Case, "people">, switches: Partial<Switches> = {}): Gus {
  const world = worldWith(switches.skillsRounded ? people.map(withWholeSkills) : people);
  return gusOn(createOrg({ world, switches, limiter: { limit: 1_000_000 } }));
}

/** An organisation that rounds proficiencies holds none that is not whole. */
function withWholeSkills(person: Person): Person {
  const skills = Object.entries(person.skills ?? {}).map(([name, value]) => [name, Math.round(value)]);
  return { ...person, skills: Object.fromEntries(skills) };
}

/** Plans, applies while these faults strike, and plans again. */
export async function applied(
  one: Case,
  switches: Partial<Switches> = {},
  faults: readonly Fault[] = [],
): Promise<Applied> {
  const gus = gusFor(one, switches);
  const before = gus.org.users();
  const files = written(one.wishes);
  const plan = expectValue(await gus.plan(files));
  gus.org.faults.add(...faults);
  const result = expectValue(await gus.apply(plan));
  const next = expectValue(await gus.plan(files));
  return { gus, files, before, plan, result, next };
}

/** What other clients wrote. */
export function editsOf({ applied: writes }: Org): readonly AppliedWrite[] {
  return writes.filter(({ by }) => by === "second writer");
}

/** Everything sent that is no read. */
export function writesOf({ log }: Org): readonly LogEntry[] {
  return log.filter(({ method, path }) => method !== "GET" && !path.startsWith("/api/v2/users/search"));
}

/** Differences that the plan held and that are still there although the result does not say so. */
export function unexplained({ plan, result, next }: Applied): readonly Change[] {
  const planned = new Set(plan.operations.flatMap(({ changes }) => changes).map(cellOf));
  const open = result.outcomes.filter(({ status }) => status !== "applied" && status !== "already-applied");
  const reported = new Set(
    plan.operations.flatMap(({ opId, changes }) =>
      changes
        .filter(({ userId }) => open.some((outcome) => outcome.opId === opId && outcome.userId === userId))
        .map(cellOf),
    ),
  );
  const left = next.operations.flatMap(({ changes }) => changes);
  return left.filter((change) => planned.has(cellOf(change)) && !reported.has(cellOf(change)));
}

function cellOf(change: Change): string {
  return `${change.userId} ${cellId(change)}`;
}
