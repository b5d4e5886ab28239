import { loadDefinitions } from "../definitions/load.ts";
import type { Definitions } from "../model/definitions.ts";
import { present } from "../model/present.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import { loadBase } from "./base.ts";
import { type KnownBefore, loadKnown } from "./known.ts";
import type { DriftOptions } from "./plan.ts";

/** What is compared with live users, and with which past. */
export interface Sides {
  readonly definitions: Definitions;
  /** The definitions as they were. */
  readonly base?: Definitions;
  readonly known?: KnownBefore;
}

/** The definitions as they are and as they were, and the drift of before, or the problems of all. */
export async function readSides({ paths, cwd, base, known }: DriftOptions): Promise<Checked<Sides>> {
  const definitions = await loadDefinitions(paths, { cwd });
  const before = base ? await loadBase(base, cwd) : good(undefined);
  const drift = known ? loadKnown(known) : good(undefined);
  const sides = [definitions, before, drift];
  const warnings = sides.flatMap((side) => side.warnings);
  const problems = sides.flatMap((side) => (side.ok ? [] : side.problems));
  if (!definitions.ok || !before.ok || !drift.ok) return bad(problems, warnings);
  const { name = "", failOn = "any" } = known ?? {};
  const since = known && { name, failOn, ...present({ before: drift.value }) };
  return good({ definitions: definitions.value, ...present({ base: before.value, known: since }) }, warnings);
}
