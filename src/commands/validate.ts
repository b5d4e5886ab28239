import type { ExitCode } from "../model/exit.ts";
import { counted } from "../model/figures.ts";
import { validate } from "../pipeline/validate.ts";
import { annotateFindings } from "./annotate.ts";
import { complain, warn } from "./complain.ts";
import type { AnnotateFlags, InputFlags } from "./options.ts";
import type { Shell } from "./shell.ts";

export async function runValidate(shell: Shell, flags: InputFlags & AnnotateFlags): Promise<ExitCode> {
  const checked = await validate({ paths: flags.file ?? ["definitions"], cwd: shell.cwd });
  annotateFindings(shell, checked.ok ? [] : checked.problems, checked.warnings, flags);
  if (!checked.ok) return complain(shell, checked);
  warn(shell, checked.warnings);
  const { users, files } = checked.value;
  shell.out(`Valid: ${counted(users.length, "user")} in ${counted(files.length, "file")}.\n`);
  return 0;
}
