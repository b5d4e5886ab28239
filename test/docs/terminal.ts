import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { buildProgram } from "../../src/commands/program.ts";
import type { Shell } from "../../src/commands/shell.ts";
import { systemEdges } from "../../src/edges.ts";
import { exampleWorld } from "../../src/simulator/example-world.ts";
import { createOrg, type Org } from "../../src/simulator/org.ts";
import { serve } from "../../src/simulator/server.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { ROOT } from "./pages.ts";

/** What somebody does to the org between commands; at a terminal, a comment. */
const BY_HAND: Readonly<Record<string, (org: Org) => void>> = {
  "# somebody changes Zoe's title in the admin UI": (org) =>
    void org.edit("zoe.hughes@example.com", { title: "Team Lead" }, Date.now()),
};

/** Runs a command line and resolves with all that a terminal would show of it, stdout and stderr together. */
export type Terminal = (line: string) => Promise<string>;

/** Keeps waits short; the figures that follow from it are masked. */
const FAST = { limit: 1000, windowMs: 1000 };
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  plan: ["--rate", "1000/1s"],
  drift: ["--rate", "1000/1s"],
  snapshot: ["--rate", "1000/1s"],
  export: ["--rate", "1000/1s"],
  apply: ["--rate", "1000/1s"],
};

/** A terminal in a folder with the example definitions and the files of this test, and with the local org behind the API. */
export async function atTerminal(act: (terminal: Terminal) => Promise<void>): Promise<void> {
  const world = exampleWorld({ seed: 1, users: 2000 });
  const org = createOrg({ seed: 1, world, limiter: FAST });
  const served = await serve(org);
  const dir = await mkdtemp(join(tmpdir(), "gus-docs-"));
  const env = {
    GENESYSCLOUD_API_URL: served.url,
    GENESYSCLOUD_OAUTHCLIENT_ID: DEFAULT_CLIENT.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: DEFAULT_CLIENT.secret,
  };
  try {
    await cp(join(ROOT, "definitions"), join(dir, "definitions"), { recursive: true });
    await cp(join(import.meta.dirname, "files"), dir, { recursive: true });
    await act(async (line) => {
      const byHand = BY_HAND[line];
      if (!byHand) return run(line, dir, env);
      byHand(org);
      return "";
    });
  } finally {
    await served.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function run(line: string, cwd: string, env: Readonly<Record<string, string>>): Promise<string> {
  const [, ...words] = line.split(/\s+/).map((word) => word.replaceAll("'", ""));
  const [command = ""] = words;
  const shown: string[] = [];
  // What runs until it is interrupted is interrupted as soon as it has begun.
  const signal = command === "simulate" ? AbortSignal.abort() : new AbortController().signal;
  const shell = { ...quietShell((text) => shown.push(text)), cwd, signal, edges: systemEdges(env) };
  await buildProgram(shell, () => undefined).parseAsync([...words, ...(FLAGS[command] ?? [])], {
    from: "user",
  });
  return shown.join("");
}

/** The program that the pages describe. */
export function program(): Command {
  return buildProgram(
    quietShell(() => undefined),
    () => undefined,
  );
}

function quietShell(show: (text: string) => void): Shell {
  return {
    edges: systemEdges({}),
    cwd: ROOT,
    node: process.version,
    out: show,
    err: show,
    stdoutColor: false,
    stderrColor: false,
    interactive: false,
    redraws: false,
    columns: 80,
    ask: async () => "",
    signal: new AbortController().signal,
  };
}
