import type { FailOn } from "../model/known.ts";
import type { Plan } from "../model/plan.ts";
import { bad, type Checked, good, type Problem, type Warning } from "../model/problem.ts";
import type { Ref } from "../model/state.ts";
import type { KnownDrift } from "../plan/known.ts";
import { unusableMember } from "../plan/known-shape.ts";
import { parsePlan } from "../plan/plan-file.ts";

/** The drift document of before, with which new drift is told from old. */
export interface KnownAt {
  /** What messages call it: its path. */
  readonly name: string;
  /** Its text; absent when there is no such document yet. */
  readonly text?: string;
  /** Which differences earn exit 2; `any` when absent. */
  readonly failOn?: FailOn;
}

/** The drift of before, ready to be compared with. */
export interface KnownBefore extends Omit<KnownDrift, "unselected"> {
  /** What messages call its document. */
  readonly name: string;
  /** Ids of users who are managed and not compared, besides those that the selection leaves out. */
  readonly besides?: ReadonlySet<string>;
}

/** The drift document of before; undefined, with a warning, on a first run. */
export function loadKnown({ name, text }: KnownAt): Checked<Plan | undefined> {
  if (text === undefined) return good(undefined, [firstRun(name)]);
  const parsed = parsePlan(text, name);
  if (!parsed.ok) return bad(parsed.problems.map((problem) => ({ ...problem, fix: FIX })));
  if (parsed.value.kind !== "drift") return bad([notUsable("not-drift", name, "it is a plan")]);
  const member = unusableMember(parsed.value);
  if (member === undefined) return parsed;
  return bad([notUsable("not-drift", name, `its member "${member}" is missing or of the wrong type`)]);
}

/** Why a drift document of before says nothing about this organisation. */
export function ofOtherOrg(known: Plan | undefined, org: Ref, name: string): readonly Problem[] {
  if (!known || known.org.id === org.id) return [];
  const found = `it is about ${known.org.name} (${known.org.id}), and this is ${org.name} (${org.id})`;
  return [notUsable("known-of-other-org", name, found)];
}

const FIX =
  "Name a document made by `gus drift --write json=PATH` in this organisation, or delete the file to begin anew";

function notUsable(code: string, name: string, why: string): Problem {
  return { code, message: `Cannot compare with ${name}: ${why}`, fix: FIX };
}

function firstRun(name: string): Warning {
  const message = `There is no ${name} yet, so every difference counts as new`;
  return { code: "known-missing", message, fix: "Right for a first comparison; else check the path" };
}
