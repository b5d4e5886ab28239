import type { ExitCode } from "../model/exit.ts";
import { readDocument } from "../pipeline/show.ts";
import { inputAt, outputsOf, refuseClashes } from "./clashes.ts";
import { complain } from "./complain.ts";
import { deliverDocument, readText, refuseMisfits } from "./documents.ts";
import type { OutputFlags } from "./flags/output.ts";
import type { Shell } from "./shell.ts";

/** Shows a plan, drift or result document in any format. */
export async function runShow(shell: Shell, file: string, flags: OutputFlags): Promise<ExitCode> {
  const clashes = await refuseClashes(shell, outputsOf(flags.write), [inputAt("the document", file)]);
  if (clashes !== undefined) return clashes;
  const text = await readText(shell, file);
  const document = text.ok ? readDocument(text.value, file) : text;
  if (!document.ok) return complain(shell, document);
  const refused = refuseMisfits(shell, flags, document.value.kind);
  if (refused !== undefined) return refused;
  const problems = await deliverDocument(shell, document.value, flags);
  return problems.length > 0 ? complain(shell, { exit: 1, problems, warnings: [] }) : 0;
}
