import { FIELDS, type Registry } from "../../fields/registry.ts";
import { bad, type Checked, good } from "../../model/problem.ts";
import type { Want } from "../../model/want.ts";
import type { RawFile } from "../load.ts";
import { outlineOf } from "../outline.ts";
import { belowUsers } from "./below.ts";
import { bodyWith } from "./body.ts";
import { inTheWay, unaliased } from "./obstacles.ts";
import { say } from "./say.ts";
import { type Sheet, sheetOf, writtenBy } from "./sheet.ts";
import { targetsOf } from "./targets.ts";

/**
 * Makes definition files say what is wanted: the files that change, byte for byte as they were but for what had to be written. They must be
 * free of problems. Whether they then say what is wanted, and nothing else that is new, only reading them again can tell.
 */
export function spliceDefinitions(
  files: readonly RawFile[],
  wants: readonly Want[],
  fields: Registry = FIELDS,
): Checked<readonly RawFile[]> {
  const sheets = new Map(files.map(sheetOf).map((sheet) => [sheet.file, sheet]));
  const outline = outlineOf([...sheets.keys()], true);
  const belowOf = belowUsers(outline, fields);
  for (const { at, wants: own } of targetsOf(outline, wants)) {
    const sheet = sheets.get(at.file);
    const data = bodyWith(at, own, (field) => belowOf(at, own, field), fields);
    if (sheet) say(sheet.patch, at, data);
  }
  return finished([...sheets.values()]);
}

function finished(sheets: readonly Sheet[]): Checked<readonly RawFile[]> {
  const warnings = sheets.flatMap(({ patch }) => patch.unaliased.map(unaliased));
  const problems = sheets.flatMap(({ patch }) => patch.obstacles.map(inTheWay));
  if (problems.length > 0) return bad(problems, warnings);
  const changed = sheets.filter(({ patch }) => patch.splices.length > 0);
  return good(
    changed.map((sheet) => ({ path: sheet.raw.path, bytes: writtenBy(sheet) })),
    warnings,
  );
}
