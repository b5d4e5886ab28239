import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { ExitCode } from "../model/exit.ts";
import { present } from "../model/present.ts";
import { doctor } from "../pipeline/doctor.ts";
import { renderCheckup } from "../review/checkup.ts";
import { renderJson } from "../review/json.ts";
import { complain } from "./complain.ts";
import { connectionFrom } from "./connect.ts";
import type { ConnectionFlags } from "./flags/connection.ts";
import type { InputFlags } from "./flags/definitions.ts";
import type { ObserveFlags } from "./flags/observe.ts";
import { observed } from "./observe.ts";
import { withProgress } from "./progress.ts";
import type { Shell } from "./shell.ts";

export interface DoctorFlags extends InputFlags, ConnectionFlags, ObserveFlags {
  readonly format: "text" | "json";
}

/** Shows what would keep gus from working here, and what to do about it. */
export async function runDoctor(shell: Shell, flags: DoctorFlags): Promise<ExitCode> {
  return observed(shell, flags, (seen) => examine(seen, flags));
}

async function examine(shell: Shell, flags: DoctorFlags): Promise<ExitCode> {
  const { cwd, edges, signal } = shell;
  const options = {
    ...present({ paths: flags.file ?? usualDefinitions(cwd) }),
    cwd,
    edges,
    signal,
    connection: connectionFrom(shell, flags),
    stateDir: resolve(cwd, flags.stateDir),
    node: { version: shell.node, least: await leastNode() },
  };
  const checkup = await withProgress(shell, undefined, (onEvent) => doctor({ ...options, onEvent }));
  if (!checkup.ok) return complain(shell, checkup);
  const { value } = checkup;
  shell.out(flags.format === "json" ? renderJson(value) : renderCheckup(value, { color: shell.stdoutColor }));
  return value.exitCode;
}

function usualDefinitions(cwd: string): readonly string[] | undefined {
  return existsSync(resolve(cwd, "definitions")) ? ["definitions"] : undefined;
}

/** The oldest Node that package.json takes. */
async function leastNode(): Promise<string> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { engines } = JSON.parse(text) as { readonly engines: { readonly node: string } };
  return engines.node.replace(/^>=/, "");
}
