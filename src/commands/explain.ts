import { nearest } from "../fields/nearest.ts";
import { FIELDS } from "../fields/registry.ts";
import type { ExitCode } from "../model/exit.ts";
import { explain } from "../pipeline/explain.ts";
import { renderExplain } from "../review/explain.ts";
import { complain, usageProblem } from "./complain.ts";
import type { InputFlags } from "./flags/definitions.ts";
import type { Shell } from "./shell.ts";

/** Shows what the definitions ask of one user, each value with the place that asked for it. */
export async function runExplain(
  shell: Shell,
  email: string,
  field: string | undefined,
  flags: InputFlags,
): Promise<ExitCode> {
  const unknown = field === undefined ? undefined : unknownField(field);
  if (unknown) return complain(shell, unknown);
  const user = await explain({ email, paths: flags.file ?? ["definitions"], cwd: shell.cwd });
  if (!user.ok) return complain(shell, user);
  shell.out(renderExplain(user.value, field, { color: shell.stdoutColor }));
  return 0;
}

/** What is wrong with the name of a field, or of a key such as `skills.Billing`, if there is no such field. */
export function unknownField(field: string): ReturnType<typeof usageProblem> | undefined {
  const [name = ""] = field.split(".");
  if (FIELDS.has(name)) return undefined;
  const names = [...FIELDS.keys()];
  const near = nearest(name, names);
  return usageProblem(
    `No field is called "${name}"`,
    near ? `Ask for "${near}"` : `Ask for one of ${names.join(", ")}`,
  );
}
