import { resolve } from "node:path";
import type { ExitCode } from "../model/exit.ts";
import { counted, figure } from "../model/figures.ts";
import { present } from "../model/present.ts";
import { snapshot, writeSnapshot } from "../pipeline/snapshot.ts";
import { complain, say, usageProblem, warn } from "./complain.ts";
import { connectionFrom } from "./connect.ts";
import { notWritten } from "./documents.ts";
import type { ConnectionFlags } from "./flags/connection.ts";
import type { ObserveFlags } from "./flags/observe.ts";
import { observed } from "./observe.ts";
import { replaceFile } from "./private-file.ts";
import { withProgress } from "./progress.ts";
import type { Shell } from "./shell.ts";

export interface SnapshotCommandFlags extends ConnectionFlags, ObserveFlags {
  readonly out: string;
  readonly select?: readonly string[];
  readonly without?: readonly string[];
}

/** Keeps what is live in a file. */
export async function runSnapshot(shell: Shell, flags: SnapshotCommandFlags): Promise<ExitCode> {
  if (flags.redact && flags.redact !== "none") return complain(shell, usageProblem(...NOTHING_HIDDEN));
  return observed(shell, flags, (seen) => takeAndKeep(seen, flags));
}

const NOTHING_HIDDEN = [
  "--redact has no meaning for a snapshot: nothing can be planned from values and people that are hidden",
  "Keep the file where only those may read it who may see these users; --redact hides them in what `gus plan --snapshot` shows",
] as const;

async function takeAndKeep(shell: Shell, flags: SnapshotCommandFlags): Promise<ExitCode> {
  const { edges, signal } = shell;
  const { out, select, without } = flags;
  const options = {
    edges,
    signal,
    connection: connectionFrom(shell, flags),
    ...present({ select, without }),
  };
  const taken = await withProgress(shell, undefined, (onEvent) => snapshot({ ...options, onEvent }));
  if (!taken.ok) return complain(shell, taken);
  warn(shell, taken.warnings);
  try {
    await replaceFile(resolve(shell.cwd, out), writeSnapshot(taken.value));
  } catch (error) {
    return complain(shell, { exit: 1, problems: [notWritten(out, error)], warnings: [] });
  }
  const { users, fields } = taken.value;
  say(shell, `${out}: ${counted(users.length, "user")}, ${figure(fields.length)} fields each`);
  return taken.warnings.some(({ code }) => code === "unread") ? 3 : 0;
}
