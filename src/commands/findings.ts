import type { Redaction } from "../model/plan.ts";
import type { Findings, Problem } from "../model/problem.ts";
import { renderAnnotations } from "../review/annotations.ts";
import { hideAddresses } from "../review/hide-addresses.ts";
import { RENDERERS } from "../review/renderers.ts";
import { writeFiles } from "./documents.ts";
import type { AnnotateFlags, WriteFlags } from "./flags/output.ts";
import type { Shell } from "./shell.ts";

interface Flags extends AnnotateFlags, WriteFlags {
  readonly redact?: Redaction;
}

/**
 * Writes what is wrong with definitions into the files whose format can hold that, and marks their lines for a CI system that reads
 * stderr. Answers what could not be written.
 */
export async function deliverFindings(
  shell: Shell,
  { problems, warnings }: Findings,
  { annotate, write = [], redact = "none" }: Flags,
): Promise<readonly Problem[]> {
  const found = { problems, warnings };
  const shown = redact === "people" ? hideAddresses(found, []) : found;
  if (annotate) shell.err(renderAnnotations(shown));
  return writeFiles(shell, write, (format) => RENDERERS[format].findings?.(shown));
}
