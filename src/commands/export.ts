import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ExitCode } from "../model/exit.ts";
import { counted } from "../model/figures.ts";
import { present } from "../model/present.ts";
import type { Problem } from "../model/problem.ts";
import { type ExportedFile, exportUsers } from "../pipeline/export.ts";
import { complain, say, warn } from "./complain.ts";
import { connectionFrom } from "./connect.ts";
import { notWritten } from "./documents.ts";
import type { ConnectionFlags } from "./flags/connection.ts";
import type { ObserveFlags } from "./flags/observe.ts";
import { observed } from "./observe.ts";
import { withProgress } from "./progress.ts";
import type { Shell } from "./shell.ts";

export interface ExportFlags extends ConnectionFlags, ObserveFlags {
  readonly dir?: string;
  readonly select?: readonly string[];
  readonly force?: boolean;
}

/** Writes live users as definitions: a file for each division with --dir, else everything to stdout. */
export async function runExport(shell: Shell, flags: ExportFlags): Promise<ExitCode> {
  return observed(shell, flags, (seen) => exportAll(seen, flags));
}

async function exportAll(shell: Shell, flags: ExportFlags): Promise<ExitCode> {
  const { edges, signal } = shell;
  const connection = connectionFrom(shell, flags);
  const wishes = present({ select: flags.select, oneFile: flags.dir === undefined ? true : undefined });
  const options = { edges, signal, connection, ...wishes };
  const exported = await withProgress(shell, undefined, (onEvent) => exportUsers({ ...options, onEvent }));
  if (!exported.ok) return complain(shell, exported);
  warn(shell, exported.warnings);
  if (flags.dir === undefined) for (const { text } of exported.value) shell.out(text);
  else {
    const { dir, force = false } = flags;
    const problems = await writeAll(resolve(shell.cwd, dir), exported.value, force).catch(
      (error: unknown) => [notWritten(dir, error)],
    );
    if (problems.length > 0) return complain(shell, { exit: 1, problems, warnings: [] });
    for (const { name, users } of exported.value)
      say(shell, `${join(flags.dir, name)}: ${counted(users, "user")}`);
  }
  return exported.warnings.some(({ code }) => code === "unread") ? 3 : 0;
}

/** Writes all files or none: a file that somebody wrote by hand is not lost to an export. */
async function writeAll(
  dir: string,
  files: readonly ExportedFile[],
  force: boolean,
): Promise<readonly Problem[]> {
  await mkdir(dir, { recursive: true });
  const found = await Promise.all(
    files.map((file) => readFile(join(dir, file.name), "utf8").catch(() => undefined)),
  );
  const taken = files.filter((file, index) => found[index] !== undefined && found[index] !== file.text);
  if (taken.length > 0 && !force) return taken.map(({ name }) => fileTaken(join(dir, name)));
  for (const { name, text } of files) await writeFile(join(dir, name), text, { mode: 0o600 });
  return [];
}

function fileTaken(path: string): Problem {
  const message = `${path} exists and holds something else`;
  return { code: "file-exists", message, fix: "Export to another folder, or add --force to replace it" };
}
