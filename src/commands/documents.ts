import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Answer, answer, refusal } from "../pipeline/answer.ts";
import { type Document, show } from "../pipeline/show.ts";
import { redactPlan, redactResult } from "../review/redact.ts";
import type { OutputFlags } from "./options.ts";
import type { Shell } from "./shell.ts";
import type { Copy } from "./values.ts";

/** Writes a document wherever the flags ask for it, then shows it on stdout. Files come first: they must be there whatever follows. */
export async function deliverDocument(
  shell: Shell,
  document: Document,
  flags: OutputFlags,
  more: readonly Copy[] = [],
): Promise<void> {
  const redacted = redact(document, flags);
  for (const { format, path } of [...(flags.write ?? []), ...more]) {
    await writePrivate(resolve(shell.cwd, path), show({ document: redacted, format }));
  }
  shell.out(show({ document: redacted, format: flags.format, color: shell.stdoutColor }));
}

/** The document as far as the flags let it be seen. */
export function redact(document: Document, { redact: level }: Pick<OutputFlags, "redact">): Document {
  return document.kind === "result" ? redactResult(document, level) : redactPlan(document, level);
}

/** Documents hold personal data, so only their owner may read them; a half-written one never stands under its name. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.part`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}

/** The text of a file that the command line names. */
export async function readText(shell: Shell, path: string): Promise<Answer<string>> {
  try {
    return answer(await readFile(resolve(shell.cwd, path), "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refusal(1, [
      { code: "no-such-file", message: `Cannot read ${path}: ${why}`, fix: "Check the path" },
    ]);
  }
}
