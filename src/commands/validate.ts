import type { ExitCode } from "../model/exit.ts";
import { counted } from "../model/figures.ts";
import { validate } from "../pipeline/validate.ts";
import { definitionsAt, outputsOf, refuseClashes } from "./clashes.ts";
import { complain, warn } from "./complain.ts";
import { refuseMisfits } from "./documents.ts";
import { deliverFindings } from "./findings.ts";
import type { InputFlags } from "./flags/definitions.ts";
import type { AnnotateFlags, WriteFlags } from "./flags/output.ts";
import type { Shell } from "./shell.ts";

type ValidateFlags = InputFlags & AnnotateFlags & WriteFlags;

export async function runValidate(shell: Shell, flags: ValidateFlags): Promise<ExitCode> {
  const paths = flags.file ?? ["definitions"];
  const refused =
    refuseMisfits(shell, flags, "findings") ??
    (await refuseClashes(shell, outputsOf(flags.write), definitionsAt(paths)));
  if (refused !== undefined) return refused;
  const checked = await validate({ paths, cwd: shell.cwd });
  const { warnings } = checked;
  const found = checked.ok ? [] : checked.problems;
  const unwritten = await deliverFindings(shell, { problems: found, warnings }, flags);
  const problems = [...found, ...unwritten];
  if (!checked.ok || problems.length > 0) return complain(shell, { exit: 1, problems, warnings });
  warn(shell, warnings);
  const { users, files } = checked.value;
  shell.out(`Valid: ${counted(users.length, "user")} in ${counted(files.length, "file")}.\n`);
  return 0;
}
