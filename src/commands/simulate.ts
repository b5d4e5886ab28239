import type { ExitCode } from "../model/exit.ts";
import { figure } from "../model/figures.ts";
import type { Problem } from "../model/problem.ts";
import { exampleWorld } from "../simulator/example-world.ts";
import type { LimiterKind } from "../simulator/limiters/create.ts";
import { createOrg } from "../simulator/org.ts";
import { serve } from "../simulator/server.ts";
import { DEFAULT_CLIENT } from "../simulator/tokens.ts";
import { complain } from "./complain.ts";
import type { Shell } from "./shell.ts";

export interface SimulateFlags {
  readonly users: number;
  readonly port: number;
  readonly seed: number;
  readonly rate: { readonly limit: number; readonly windowMs: number };
  readonly limiter: LimiterKind;
}

/** Runs the local org until it is interrupted. Stdout carries the variables that point gus at it. */
export async function runSimulate(shell: Shell, flags: SimulateFlags): Promise<ExitCode> {
  const { users, seed, rate, limiter: kind, port } = flags;
  const world = exampleWorld({ seed, users });
  const org = createOrg({ seed, world, limiter: { kind, ...rate } });
  const served = await serve(org, { port }).catch((error: unknown) => cannotListen(port, error));
  if ("code" in served) return complain(shell, { exit: 1, problems: [served], warnings: [] });
  const perWindow = `${figure(rate.limit)} calls in ${rate.windowMs / 1000} s`;
  shell.err(
    `${world.org.name}: ${figure(world.users.length)} users, ${perWindow} (${kind}). Ctrl-C ends it.\n`,
  );
  shell.out(
    [
      `export GENESYSCLOUD_API_URL=${served.url}`,
      `export GENESYSCLOUD_OAUTHCLIENT_ID=${DEFAULT_CLIENT.id}`,
      `export GENESYSCLOUD_OAUTHCLIENT_SECRET=${DEFAULT_CLIENT.secret}`,
      "",
    ].join("\n"),
  );
  await interruption(shell.signal);
  await served.close();
  return 0;
}

/** What is wrong with a port; anything else that went wrong is a bug. */
function cannotListen(port: number, error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
  const why = code === "EACCES" ? "this user may not listen there" : "the port is taken";
  const message = `Cannot listen on 127.0.0.1:${port}: ${why}`;
  return { code: "cannot-listen", message, fix: "Leave out --port, and any free one will do" };
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
