import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "../model/problem.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import { type FoundFile, notReadable, reason, rootOf, type Where } from "./find.ts";
import type { RawFile } from "./load.ts";

/** A file that a document was made from. */
interface Source {
  readonly path: string;
  readonly sha256: string;
}

/** The files that a document was made from, where they lie on the disk; they must be as they were then. */
export async function readSources(
  sources: readonly Source[],
  where: Where,
): Promise<Checked<readonly (FoundFile & RawFile)[]>> {
  const root = await rootOf(where);
  const read = await Promise.all(sources.map((source) => readSource(source, join(root, source.path), root)));
  const problems = read.filter((one) => "code" in one);
  return problems.length > 0 ? bad(problems) : good(read.filter((one) => "bytes" in one));
}

async function readSource(
  { path, sha256 }: Source,
  named: string,
  root: string,
): Promise<(FoundFile & RawFile) | Problem> {
  try {
    // Through links, so that what is written in its place takes the place of no link.
    const location = await realpath(named);
    const bytes = await readFile(location);
    const isSame = createHash("sha256").update(bytes).digest("hex") === sha256;
    return isSame ? { path, location, bytes } : changed(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? missing(path, root)
      : notReadable(path, reason(error as NodeJS.ErrnoException));
  }
}

function changed(path: string): Problem {
  return {
    code: "definitions-changed",
    message: `${path} has changed since the document was made from it`,
    fix: "Run `gus drift` again",
  };
}

function missing(path: string, root: string): Problem {
  return {
    code: "path-missing",
    message: `Cannot find ${path} below ${root}, and the document was made from it`,
    fix: "Run this in the repository of the definitions, or run `gus drift` again",
  };
}
