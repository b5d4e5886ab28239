import type { Only } from "../model/cause.ts";
import { type Checked, good } from "../model/problem.ts";
import type { BaseAt } from "../pipeline/base.ts";
import { readRevision } from "./revision.ts";
import type { Shell } from "./shell.ts";

export interface BaseFlags {
  readonly file?: readonly string[];
  readonly base?: string;
  readonly baseDefinitions?: readonly string[];
  readonly only?: Only;
}

/** What is wrong with how the flags go together: a message and a fix. */
export function baseMisuse({
  base,
  baseDefinitions,
  only,
}: BaseFlags): readonly [string, string] | undefined {
  if (base !== undefined && baseDefinitions)
    return ["--base and --base-definitions both say what the base is", "Leave out one of the two"];
  if (only !== undefined && base === undefined && !baseDefinitions)
    return ["--only tells changes from drift, which takes a base", "Add --base REV, or leave out --only"];
  return undefined;
}

/** The base that the flags name, its files read where they lie in a commit; undefined when they name none. */
export async function baseFrom(
  shell: Shell,
  { base, baseDefinitions, file = ["definitions"] }: BaseFlags,
): Promise<Checked<BaseAt | undefined>> {
  if (base !== undefined) return readRevision(shell.cwd, base, file);
  return good(baseDefinitions && { paths: baseDefinitions });
}
