import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** What a program came to. */
export interface Run {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** Starts a program with nothing but this environment and PATH, and keeps what it says. */
export function startProgram(
  [program = "", ...args]: readonly string[],
  { env = {}, ...options }: Pick<SpawnOptions, "cwd" | "detached"> & { readonly env?: Variables },
): Started {
  const child = spawn(program, args, {
    ...options,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve({ exit, stdout, stderr }));
  });
  return { child, ended };
}

/** Ends a detached program with all that it has started, which would outlive it. */
export function endGroup({ child }: Started): void {
  const ended = child.exitCode !== null || child.signalCode !== null;
  if (!ended && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}
