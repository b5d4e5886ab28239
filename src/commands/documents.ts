import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { whyNot } from "../files.ts";
import type { ExitCode } from "../model/exit.ts";
import type { Problem } from "../model/problem.ts";
import { type Answer, answer, refusal } from "../pipeline/answer.ts";
import { type Document, show } from "../pipeline/show.ts";
import type { Format } from "../review/formats.ts";
import { misfitOf } from "../review/misfit.ts";
import { redactPlan, redactResult } from "../review/redact.ts";
import { type Kind, RENDERERS } from "../review/renderers.ts";
import { complain } from "./complain.ts";
import type { OutputFlags, WriteFlags } from "./flags/output.ts";
import { appendToFile, replaceFile } from "./private-file.ts";
import type { Shell } from "./shell.ts";
import type { Copy } from "./values.ts";

/**
 * Writes a document wherever the flags ask for it, then shows it on stdout: files come first, and one that cannot be written takes
 * nothing from the others. Answers what could not be written.
 */
export async function deliverDocument(
  shell: Shell,
  document: Document,
  flags: OutputFlags,
  more: readonly Copy[] = [],
): Promise<readonly Problem[]> {
  const problems = await writeCopies(shell, document, flags, [...(flags.write ?? []), ...more]);
  shell.out(show({ document: redact(document, flags), format: flags.format, color: shell.stdoutColor }));
  return problems;
}

/** Complains about files whose format cannot hold a kind of document, and answers the exit code that this earns. */
export function refuseMisfits(shell: Shell, { write = [] }: WriteFlags, kind: Kind): ExitCode | undefined {
  const problems = write.flatMap(({ format }) => misfitOf(format, kind) ?? []);
  return problems.length > 0 ? complain(shell, { exit: 1, problems, warnings: [] }) : undefined;
}

/** Writes a document to files, redacted as the flags say. Answers what could not be written. */
export async function writeCopies(
  shell: Shell,
  document: Document,
  flags: OutputFlags,
  copies: readonly Copy[],
): Promise<readonly Problem[]> {
  const redacted = redact(document, flags);
  return writeFiles(shell, copies, (format) => show({ document: redacted, format }));
}

/** Writes a text for each format, where there is one. Answers what could not be written. */
export async function writeFiles(
  shell: Shell,
  copies: readonly Copy[],
  textOf: (format: Format) => string | undefined,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { format, path } of copies) {
    const text = textOf(format);
    if (text === undefined) continue;
    const write = RENDERERS[format].appends ? appendToFile : replaceFile;
    await write(resolve(shell.cwd, path), text).catch((error: unknown) => {
      problems.push(notWritten(path, error));
    });
  }
  return problems;
}

export function redact(document: Document, { redact: level }: Pick<OutputFlags, "redact">): Document {
  return document.kind === "result" ? redactResult(document, level) : redactPlan(document, level);
}

export function notWritten(path: string, error: unknown): Problem {
  return {
    code: "not-written",
    message: `Cannot write ${path}: ${whyNot(error)}`,
    fix: "Name another path, or make this one writable",
  };
}

/** The text of a file that the command line names. */
export async function readText(shell: Shell, path: string): Promise<Answer<string>> {
  try {
    return answer(await readFile(resolve(shell.cwd, path), "utf8"));
  } catch (error) {
    const message = `Cannot read ${path}: ${whyNot(error)}`;
    return refusal(1, [{ code: "no-such-file", message, fix: "Check the path" }]);
  }
}
