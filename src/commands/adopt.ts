import type { ExitCode } from "../model/exit.ts";
import type { Plan } from "../model/plan.ts";
import { present } from "../model/present.ts";
import { type Adoption, adopt } from "../pipeline/adopt.ts";
import type { Answer } from "../pipeline/answer.ts";
import { readPlan } from "../pipeline/show.ts";
import { adoptionLine, renderAdoption } from "../review/adoption.ts";
import { renderEdits } from "../review/edits.ts";
import { complain, say, warn } from "./complain.ts";
import { readText } from "./documents.ts";
import { unknownField } from "./explain.ts";
import { replaceAll } from "./replace-all.ts";
import type { Shell } from "./shell.ts";

export interface AdoptFlags {
  readonly select?: readonly string[];
  readonly field?: readonly string[];
  readonly profiles?: boolean;
  readonly dryRun?: boolean;
}

/** Writes live values into the definitions: all that was chosen, or nothing and every reason why. */
export async function runAdopt(shell: Shell, file: string, flags: AdoptFlags): Promise<ExitCode> {
  const { select, field: fields = [], profiles, dryRun = false } = flags;
  const unknown = fields.flatMap((field) => unknownField(field)?.problems ?? []);
  if (unknown.length > 0) return complain(shell, { exit: 1, problems: unknown, warnings: [] });
  const document = await readDrift(shell, file);
  if (!document.ok) return complain(shell, document);
  const options = { document: document.value, cwd: shell.cwd, fields, ...present({ select, profiles }) };
  const made = await adopt(options);
  if (!made.ok) return complain(shell, made);
  warn(shell, made.warnings);
  const problems = dryRun ? [] : await replaceAll(made.value.files);
  if (problems.length > 0) return complain(shell, { exit: 1, problems, warnings: [] });
  tell(shell, made.value, dryRun);
  return 0;
}

async function readDrift(shell: Shell, file: string): Promise<Answer<Plan>> {
  const text = await readText(shell, file);
  const document = text.ok ? readPlan(text.value, file) : text;
  if (document.ok) return document;
  const fix = "Name a file made by `gus drift --write json=PATH`";
  return {
    ...document,
    problems: document.problems.map((one) => (one.code === "not-a-plan" ? { ...one, fix } : one)),
  };
}

function tell(shell: Shell, adoption: Adoption, dryRun: boolean): void {
  const { files } = adoption;
  const style = { color: shell.stdoutColor };
  if (dryRun && files.length > 0) shell.out(`${renderEdits(files, style)}\n`);
  shell.out(renderAdoption(adoption, style));
  say(shell, adoptionLine(adoption, files.length, dryRun));
}
