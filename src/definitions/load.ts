import { createHash } from "node:crypto";
import { FIELDS, type Registry } from "../fields/registry.ts";
import type { Definitions } from "../model/definitions.ts";
import { bad, type Checked, good, type Problem, type Warning } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { decode } from "./decode.ts";
import { expand } from "./expand.ts";
import { findFiles, type Where } from "./find.ts";
import { grammarOf } from "./grammar.ts";
import { listProblems } from "./lists.ts";
import { missingVersion } from "./missing.ts";
import { type DefinitionFile, outlineOf } from "./outline.ts";
import { parseYaml } from "./parse.ts";
import { profileProblems } from "./profiles.ts";
import { readFiles } from "./read.ts";
import { saidByUsers } from "./said.ts";
import { shapeProblems } from "./shape.ts";
import { userProblems } from "./users.ts";
import { warningsOf } from "./warnings.ts";

/** A file as it lies on disk, or in a commit. The path is relative to the root, with `/`. */
export interface RawFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads definition files and folders (recursively, `*.yaml` and `*.yml`): everything in them, or every problem with them. */
export async function loadDefinitions(
  paths: readonly string[],
  where: Where,
  fields: Registry = FIELDS,
): Promise<Checked<Definitions>> {
  const found = await findFiles(paths, where);
  const read = await readFiles(found.files);
  const checked = check(read.files, [...found.problems, ...read.problems], fields);
  return checked.ok ? { ...checked, value: { ...checked.value, roots: found.roots } } : checked;
}

/** The same without a disk. The order of files means nothing. */
export function readDefinitions(files: readonly RawFile[], fields: Registry = FIELDS): Checked<Definitions> {
  return check(files, [], fields);
}

function check(raw: readonly RawFile[], earlier: readonly Problem[], fields: Registry): Checked<Definitions> {
  if (raw.length === 0 && earlier.length === 0) return bad([noFiles()]);
  const parts = raw.toSorted(byPath).map((file) => readFile(file, fields));
  const whole = earlier.length === 0 && parts.every(({ file }) => file.root?.kind === "map");
  const outline = outlineOf(
    parts.map(({ file }) => file),
    whole,
  );
  const problems = [
    ...earlier,
    ...parts.flatMap((part) => part.problems),
    ...profileProblems(outline),
    ...userProblems(outline),
  ];
  const warnings: readonly Warning[] = warningsOf(outline);
  return problems.length > 0 ? bad(inOrder(problems), warnings) : good(expand(outline, fields), warnings);
}

interface FileReading {
  readonly file: DefinitionFile;
  readonly problems: readonly Problem[];
}

function readFile({ path, bytes }: RawFile, fields: Registry): FileReading {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const source = decode(path, bytes);
  if ("code" in source) return { file: { path, sha256 }, problems: [source] };
  const { node, problems } = parseYaml(source);
  if (!node)
    return {
      file: { path, sha256 },
      problems: problems.length > 0 ? problems : [missingVersion({ source })],
    };
  const file = { path, sha256, root: node };
  const shape = shapeProblems(node, grammarOf(fields), fields);
  const all = [...problems, ...shape, ...listProblems(outlineOf([file], false), fields)];
  return { file: all.length > 0 ? file : { ...file, ...saidByUsers(node, fields) }, problems: all };
}

/** By place; one problem seen twice, as through an alias, is told once. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map(
    problems.map((found) => [JSON.stringify([found.at, found.code, found.message]), found]),
  );
  return [...once.values()].sort(byPlace);
}

function byPlace(a: Problem, b: Problem): number {
  const files = compare(a.at?.file ?? "", b.at?.file ?? "");
  return files || (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);
}

function byPath(a: RawFile, b: RawFile): number {
  return compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function noFiles(): Problem {
  return problem(
    "no-files",
    undefined,
    "Found no definition file in the given paths",
    "Name a YAML file, or a folder that holds *.yaml or *.yml",
  );
}
