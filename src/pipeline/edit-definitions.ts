import type { Adopted } from "../adopt/adopted.ts";
import { unlikeWanted } from "../adopt/as-wanted.ts";
import { managerCircles } from "../adopt/circles.ts";
import { type Proposal, wantsOf } from "../adopt/layers.ts";
import { type RawFile, readDefinitions } from "../definitions/load.ts";
import { spliceDefinitions } from "../definitions/splice/definitions.ts";
import type { Definitions } from "../model/definitions.ts";
import { bad, type Checked, good, type Problem } from "../model/problem.ts";

/** A definition file as it lies on the disk. */
export type SourceFile = RawFile & { readonly location: string };

/** A definition file as it is to be. */
export interface AdoptedFile {
  readonly path: string;
  /** Where it lies on the disk. */
  readonly location: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

interface Edited {
  readonly files: readonly AdoptedFile[];
  readonly definitions: Definitions;
}

/** Edits the files, reads them again, and takes them only if they say what was wanted and nothing else that is new. */
export function editDefinitions(
  sources: readonly SourceFile[],
  before: Definitions,
  adopted: readonly Adopted[],
  proposals: readonly Proposal[],
): Checked<Edited> {
  const edits = spliceDefinitions(sources, wantsOf(adopted, proposals));
  if (!edits.ok) return edits;
  const bytes = new Map(edits.value.map((file) => [file.path, file.bytes]));
  const after = readDefinitions(
    sources.map((file) => ({ ...file, bytes: bytes.get(file.path) ?? file.bytes })),
  );
  if (!after.ok) return bad(after.problems.map(broken), edits.warnings);
  const problems = [...unlikeWanted(before, after.value, adopted), ...managerCircles(after.value, adopted)];
  if (problems.length > 0) return bad(problems, edits.warnings);
  const files = sources.flatMap(({ path, location, bytes: was }) => {
    const now = bytes.get(path);
    return now ? [{ path, location, before: was, after: now }] : [];
  });
  return good({ files, definitions: after.value }, edits.warnings);
}

function broken({ at, message }: Problem): Problem {
  const where = at ? ` (${at.file}:${at.line})` : "";
  return {
    code: "not-spliced",
    message: `Cannot adopt this: the files would not be right any more. ${message}${where}`,
    fix: "Write it into the files by hand",
  };
}
