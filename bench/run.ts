import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

/** What a process has used from its start to its end. */
export interface Used {
  /** On all cores, user and system. Waiting costs none. */
  readonly cpuSeconds: number;
  /** The most memory it held at once: the resident set. */
  readonly peakMiB: number;
  readonly stdout: string;
}

const USAGE = new URL("./usage.js", import.meta.url).href;

/** Runs Node with these arguments in a process of its own. Throws when it ends with anything but 0. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Used> {
  const child = spawn(process.execPath, ["--import", USAGE, ...args], {
    stdio: ["ignore", "pipe", "inherit", "pipe"],
    env: { ...process.env, ...env },
  });
  const [told, stdout, [code]] = await Promise.all([
    text(child.stdio[3] as Readable),
    text(child.stdout as Readable),
    once(child, "close"),
  ]);
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with ${code}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(told) as NodeJS.ResourceUsage;
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024, stdout };
}
