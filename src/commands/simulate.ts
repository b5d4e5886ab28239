import type { ExitCode } from "../model/exit.ts";
import { figure } from "../model/figures.ts";
import { exampleWorld } from "../simulator/example-world.ts";
import type { LimiterKind } from "../simulator/limiters/create.ts";
import { createOrg } from "../simulator/org.ts";
import { serve } from "../simulator/server.ts";
import { DEFAULT_CLIENT } from "../simulator/tokens.ts";
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
  const served = await serve(org, { port });
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

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
