import { loadDefinitions, type RawFile, readDefinitions } from "../definitions/load.ts";
import type { Definitions } from "../model/definitions.ts";
import { bad, type Checked, good, type Problem, type Warning } from "../model/problem.ts";

/** Where the definitions as they were come from: files and folders, or the files of a revision, read already. */
export type BaseAt =
  | { readonly paths: readonly string[] }
  | { readonly rev: string; readonly commit: string; readonly files: readonly RawFile[] };

/** The base, or every problem with it. A base without users is fine: then everything is new. */
export async function loadBase(base: BaseAt, cwd: string): Promise<Checked<Definitions>> {
  const loaded = "paths" in base ? await loadDefinitions(base.paths, { cwd }) : readDefinitions(base.files);
  if (loaded.ok) return good(loaded.value);
  const isEmpty = loaded.problems.every(({ code }) => EMPTY.includes(code));
  if (isEmpty) return good({ files: [], users: [], accepted: [] }, [everythingNew(base)]);
  return bad(loaded.problems.map((problem) => inBase(problem, base)));
}

const EMPTY = ["no-files", "no-users"];

function everythingNew(base: BaseAt): Warning {
  const where = "paths" in base ? base.paths.join(", ") : `${base.rev} (at the paths of the definitions)`;
  return {
    code: "base-empty",
    message: `The base has no users in ${where}, so everything that differs counts as a change of the definitions`,
    fix: "If the files have moved since, name those of the base with --base-definitions",
  };
}

/** The past cannot be mended, whatever the fix of the problem was. A place in a revision is written as git does. */
function inBase({ code, message, at }: Problem, base: BaseAt): Problem {
  const file = at && ("paths" in base ? at.file : `${base.rev}:${at.file}`);
  const place = at && file !== undefined ? { at: { ...at, file } } : {};
  const fix = "Plan without a base, or with one whose definitions are valid";
  return { code, message: `${message} (in the base)`, fix, ...place };
}
